from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.handlers.albums_world import World, settle
from tests.handlers.conftest import House
from tests.scenarios import expect

NOWHERE = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture
async def world(house: House) -> AsyncIterator[World]:
    async for each in settle(house):
        yield each


async def info(world: World, album: str, name: str = "owner") -> dict[str, Any]:
    answer = await world.people[name].client.get(f"/api/albums/{album}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def listed(world: World, who: str = "owner", **query: Any) -> list[str]:
    answer = await world.people[who].client.get("/api/albums", params=query)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()]


async def test_an_empty_album(world: World) -> None:
    made = await world.owner.client.post("/api/albums", json={"albumName": ""})
    assert made.status_code == 201
    album = made.json()
    person = album["albumUsers"][0]["user"]
    assert person["id"] == world.owner.id
    assert person["profileChangedAt"] == "2024-01-01T00:00:00+00:00"
    assert album == album | {
        "albumName": "", "description": "", "order": "desc", "assetCount": 0,
        "albumThumbnailAssetId": None, "shared": False, "hasSharedLink": False,
        "isActivityEnabled": True,
    }  # fmt: skip
    assert not {"startDate", "endDate", "lastModifiedAssetTimestamp"} & album.keys()
    assert await info(world, album["id"]) == album
    assert (await world.owner.client.get("/api/albums")).json() == [album]


async def test_create_with_people_and_assets(world: World) -> None:
    old = await world.photo(world.owner, fileCreatedAt="2023-12-31T23:30:00.000Z")
    new = await world.photo(world.owner, fileCreatedAt="2024-03-01T10:11:12.500Z")
    foreign = await world.photo(world.stranger)
    users = [
        {"userId": world.viewer.id, "role": "viewer"},
        {"userId": world.owner.id, "role": "viewer"},
        {"userId": world.editor.id, "role": "editor"},
    ]
    body = {"albumName": "Trip", "description": "x", "assetIds": [old, foreign, new]}
    made = await world.owner.client.post("/api/albums", json=body | {"albumUsers": users})
    album = made.json()
    assert [(each["user"]["id"], each["role"]) for each in album["albumUsers"]] == [
        (world.owner.id, "owner"), (world.editor.id, "editor"), (world.viewer.id, "viewer"),
    ]  # fmt: skip
    assert (album["assetCount"], album["shared"]) == (2, True)
    assert album["albumThumbnailAssetId"] in (old, new)
    assert album["startDate"] == "2023-12-31T23:30:00+00:00"
    assert album["endDate"] == "2024-03-01T10:11:12.5+00:00"
    assert "lastModifiedAssetTimestamp" not in album
    read = await info(world, album["id"])
    assert read["startDate"] == "2023-12-31T00:00:00.000Z"
    assert read["endDate"] == "2024-03-01T00:00:00.000Z"
    newest = await world.value("SELECT max(updated_at) FROM assets WHERE id IN (?, ?)", old, new)
    assert read["lastModifiedAssetTimestamp"] == newest
    assert read["contributorCounts"] == [{"userId": world.owner.id, "assetCount": 2}]
    (found,) = (await world.viewer.client.get("/api/albums")).json()
    assert found == {key: value for key, value in read.items() if key != "contributorCounts"}


async def test_members_stand_by_role_then_oneself_then_name(world: World) -> None:
    await world.run("UPDATE users SET name = 'a' WHERE id = ?", world.viewer.id)
    await world.run("UPDATE users SET name = 'b' WHERE id = ?", world.stranger.id)
    album = await world.album()
    invited = [{"userId": world.stranger.id, "role": "viewer"}]
    url = f"/api/albums/{album}/users"
    await world.owner.client.put(url, json={"albumUsers": invited})

    async def order(name: str) -> list[str]:
        users = (await info(world, album, name))["albumUsers"]
        known = {person.id: name for name, person in world.people.items()}
        return [known[each["user"]["id"]] for each in users]

    assert await order("owner") == ["owner", "editor", "viewer", "stranger"]
    assert await order("stranger") == ["owner", "editor", "stranger", "viewer"]
    await world.erase(world.viewer)
    assert await order("owner") == ["owner", "editor", "viewer", "stranger"]


@pytest.mark.parametrize("role", ["editor", "owner"])
async def test_create_refuses(world: World, role: str) -> None:
    body = {"albumName": "x", "albumUsers": [{"userId": NOWHERE, "role": role}]}
    message = "Invalid user" if role == "editor" else "Cannot add another owner"
    expect(await world.owner.client.post("/api/albums", json=body), 400, message)
    await world.erase(world.stranger)
    body["albumUsers"] = [{"userId": world.stranger.id, "role": role}]
    expect(await world.owner.client.post("/api/albums", json=body), 400, message)
    assert await world.value("SELECT count(*) FROM albums") == 0


async def test_order_follows_the_preference(world: World) -> None:
    preferred = {"albums": {"defaultAssetOrder": "asc"}}
    await world.owner.client.put("/api/users/me/preferences", json=preferred)
    assert (await info(world, await world.album()))["order"] == "asc"


async def test_filters(world: World) -> None:
    photo = await world.photo(world.owner)
    shared, alone = await world.album(), await world.album(photo, alone=True, albumName="Alone")
    linked = await world.album(alone=True, albumName="Linked")
    await world.run(
        "INSERT INTO shared_links (id, user_id, key, type, album_id, created_at)"
        " VALUES ('l', ?, 'k', 'ALBUM', ?, '2024-01-01T00:00:00.000Z')",
        world.owner.id,
        linked,
    )
    assert await listed(world) == [linked, alone, shared]
    assert await listed(world, "viewer") == [shared]
    assert await listed(world, "stranger") == []
    assert await listed(world, isShared=True) == [linked, shared]
    assert await listed(world, isShared=False) == [alone]
    assert await listed(world, isOwned=True) == [linked, alone, shared]
    assert await listed(world, isOwned=False) == []
    assert await listed(world, "editor", isOwned=True) == []
    assert await listed(world, "editor", isOwned=False, isShared=True) == [shared]
    assert await listed(world, name="Alone") == [alone]
    assert await listed(world, name="alone") == []
    assert await listed(world, id=shared) == [shared]
    assert await listed(world, "stranger", id=shared) == []
    assert await listed(world, assetId=photo, isShared=True, name="x") == [alone]
    assert await listed(world, "viewer", assetId=photo) == []
    counts = [(await p.client.get("/api/albums/statistics")).json() for p in world.people.values()]
    assert counts == [
        {"owned": 3, "shared": 2, "notShared": 1},
        {"owned": 0, "shared": 1, "notShared": 0},
        {"owned": 0, "shared": 1, "notShared": 0},
        {"owned": 0, "shared": 0, "notShared": 0},
    ]
    assert (await info(world, linked))["hasSharedLink"] is True


async def test_albums_of_the_deleted_are_gone(world: World) -> None:
    album = await world.album()
    await world.run("UPDATE albums SET deleted_at = '2024-01-01T00:00:00.000Z'")
    assert await listed(world, "viewer") == []
    refused = await world.viewer.client.get(f"/api/albums/{album}")
    expect(refused, 400, "Not found or no album.read access")
    counts = (await world.viewer.client.get("/api/albums/statistics")).json()
    assert counts == {"owned": 0, "shared": 0, "notShared": 0}


RIGHTS: dict[str, tuple[str, str, Any, str, set[str]]] = {
    "read": ("GET", "", None, "album.read", {"owner", "editor", "viewer"}),
    "rename": ("PATCH", "", {"albumName": "x"}, "album.update", {"owner", "editor"}),
    "delete": ("DELETE", "", None, "album.delete", {"owner"}),
    "add": ("PUT", "/assets", {"ids": [NOWHERE]}, "albumAsset.create", {"owner", "editor"}),
    "remove": ("DELETE", "/assets", {"ids": []}, "albumAsset.delete", {"owner", "editor"}),
    "markers": ("GET", "/map-markers", None, "album.read", {"owner", "editor", "viewer"}),
}


@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize("name", ["owner", "editor", "viewer", "stranger"])
async def test_rights_of_the_roles(world: World, right: str, name: str) -> None:
    method, path, body, permission, allowed = RIGHTS[right]
    url = f"/api/albums/{await world.album()}{path}"
    answer = await world.people[name].client.request(method, url, json=body)
    if name in allowed:
        assert answer.is_success, answer.text
    else:
        expect(answer, 400, f"Not found or no {permission} access")


async def test_update(world: World) -> None:
    first, second = await world.photo(world.owner), await world.photo(world.owner)
    album, url = await world.album(first, second), "/api/albums/"
    before = await info(world, album)
    changes = {
        "albumName": "New", "description": "y", "order": "asc", "isActivityEnabled": False,
        "albumThumbnailAssetId": second,
    }  # fmt: skip
    changed = await world.editor.client.patch(url + album, json=changes)
    assert changed.status_code == 200
    assert changed.json() == changed.json() | changes
    after = await info(world, album)
    assert after == before | changes | {"updatedAt": after["updatedAt"]}
    assert after["updatedAt"] > before["updatedAt"]
    again = await world.editor.client.patch(url + album, json={"description": ""})
    assert again.json()["description"] == ""
    assert again.json()["albumName"] == "New"
    assert world.heard == []


async def test_a_cover_is_something_the_album_shows(world: World) -> None:
    inside, outside = await world.photo(world.owner), await world.photo(world.owner)
    locked = await world.photo(world.owner)
    album = await world.album(inside, locked)
    await world.owner.client.put(f"/api/assets/{locked}", json={"visibility": "locked"})
    for cover in (outside, locked, NOWHERE):
        body = {"albumThumbnailAssetId": cover, "albumName": "New"}
        refused = await world.owner.client.patch(f"/api/albums/{album}", json=body)
        expect(refused, 400, "Invalid album thumbnail")
    assert (await info(world, album))["albumName"] == "Trip"


async def test_delete_leaves_a_line_for_every_phone(world: World) -> None:
    photo = await world.photo(world.owner)
    album = await world.album(photo)
    url = f"/api/albums/{album}"
    assert (await world.owner.client.delete(url)).status_code == 204
    told = await world.value("SELECT json_group_array(user_id) FROM album_audit")
    assert all(person.id in told for person in (world.owner, world.editor, world.viewer))
    for table in (
        "album_users",
        "album_assets",
        "album_timeline",
        "album_months",
        "album_contributions",
    ):
        assert await world.value(f"SELECT count(*) FROM {table}") == 0
    assert (await world.owner.client.get(f"/api/assets/{photo}")).status_code == 200


async def cover_of(world: World, album: str) -> str | None:
    (found,) = [
        each["albumThumbnailAssetId"]
        for each in (await world.viewer.client.get("/api/albums")).json()
        if each["id"] == album
    ]
    stored = await world.value("SELECT album_thumbnail_asset_id FROM albums WHERE id = ?", album)
    assert found == stored, "phones are told the same"
    return None if found is None else str(found)


async def test_covers_follow_what_the_album_shows(world: World) -> None:
    days = [f"2024-01-0{day}T00:00:00.000Z" for day in (1, 2, 3)]
    first, second, third = [await world.photo(world.owner, fileCreatedAt=day) for day in days]
    album = await world.album(first, second, third)
    client, url = world.owner.client, "/api/assets"
    await client.patch(f"/api/albums/{album}", json={"albumThumbnailAssetId": second})
    await client.request("DELETE", url, json={"ids": [second]})
    stored = "SELECT album_thumbnail_asset_id FROM albums WHERE id = ?"
    assert await world.value(stored, album) == third, "mended without anybody reading"
    assert await cover_of(world, album) == third
    await client.put(url, json={"ids": [third], "visibility": "locked"})
    assert await cover_of(world, album) == first
    await client.put(f"{url}/{first}", json={"visibility": "locked"})
    assert await cover_of(world, album) is None
    assert (await info(world, album))["assetCount"] == 0
    await client.post("/api/trash/restore/assets", json={"ids": [second]})
    assert await cover_of(world, album) == second
    read = await info(world, album)
    assert (read["assetCount"], read["startDate"]) == (1, "2024-01-02T00:00:00.000Z")


async def test_an_asset_deleted_for_good_leaves_the_cover(world: World) -> None:
    first, second = await world.photo(world.owner), await world.photo(world.owner)
    album = await world.album(first, second)
    gone = await cover_of(world, album)
    await world.run("DELETE FROM assets WHERE id = ?", str(gone))
    assert await cover_of(world, album) == ({first, second} - {gone}).pop()
    assert (await info(world, album))["assetCount"] == 1


async def test_dates_follow_a_new_date(world: World) -> None:
    photo = await world.photo(world.owner)
    album = await world.album(photo)
    body = {"dateTimeOriginal": "2020-05-06T23:00:00.000+02:00"}
    assert (await world.owner.client.put(f"/api/assets/{photo}", json=body)).status_code == 200
    read = await info(world, album)
    assert read["startDate"] == read["endDate"] == "2020-05-06T00:00:00.000Z"
    touched = await world.value("SELECT updated_at FROM assets")
    assert read["lastModifiedAssetTimestamp"] == touched


async def test_the_timeline_of_an_album(world: World) -> None:
    mine = await world.photo(world.owner)
    theirs = await world.photo(world.editor)
    locked, thrown = await world.photo(world.owner), await world.photo(world.owner)
    album = await world.album(mine, locked, thrown)
    await world.editor.client.put(f"/api/albums/{album}/assets", json={"ids": [theirs]})
    await world.owner.client.put(f"/api/assets/{locked}", json={"visibility": "locked"})
    await world.owner.client.request("DELETE", "/api/assets", json={"ids": [thrown]})
    for name in ("owner", "editor", "viewer"):
        query = {"albumId": album, "timeBucket": "2024-01-01"}
        client = world.people[name].client
        bucket = (await client.get("/api/timeline/bucket", params=query)).json()
        assert set(bucket["id"]) == {mine, theirs}
        months = (await client.get("/api/timeline/buckets", params={"albumId": album})).json()
        assert months == [{"timeBucket": "2024-01-01", "count": 2}]
        read = await info(world, album, name)
        assert read["assetCount"] == 2
        assert {each["userId"] for each in read["contributorCounts"]} == {
            world.owner.id, world.editor.id,
        }  # fmt: skip
    refused = await world.stranger.client.get("/api/timeline/bucket", params=query)
    expect(refused, 400, "Not found or no album.read access")


async def test_a_list_takes_two_statements(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        await world.album(await world.photo(world.owner))
    database, asked = world.house.bindings.database, []
    kind, everything = type(database), type(database).all

    async def count(self: Any, sql: Any, row: Any) -> Any:
        asked.append(re.sub(r"\s+", " ", sql.text))
        return await everything(self, sql, row)

    monkeypatch.setattr(kind, "all", count)
    assert len(await listed(world)) == 5
    assert len(asked) == 2, asked
