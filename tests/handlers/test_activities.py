from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.handlers.albums_world import Person, World, settle
from tests.handlers.conftest import House
from tests.scenarios import expect

NOWHERE = "00000000-0000-4000-8000-00000000dead"
URL = "/api/activities"


@pytest.fixture
async def world(house: House) -> AsyncIterator[World]:
    async for each in settle(house):
        yield each


async def say(
    person: Person, album: str, asset: str | None = None, comment: str | None = None
) -> httpx.Response:
    body: dict[str, Any] = {"albumId": album, "type": "like" if comment is None else "comment"}
    given = {"assetId": asset, "comment": comment}
    body |= {name: value for name, value in given.items() if value is not None}
    return await person.client.post(URL, json=body)


async def heard(person: Person, album: str, **query: str) -> list[Any]:
    answer = await person.client.get(URL, params={"albumId": album, **query})
    assert answer.status_code == 200, answer.text
    return [each["comment"] or (each["type"], each["assetId"]) for each in answer.json()]


async def counts(person: Person, album: str, **query: str) -> tuple[int, int]:
    answer = await person.client.get(f"{URL}/statistics", params={"albumId": album, **query})
    return answer.json()["comments"], answer.json()["likes"]


async def test_a_comment(world: World) -> None:
    album = await world.album()
    made = await say(world.viewer, album, comment=" Nice ")
    assert made.status_code == 201
    said = made.json()
    assert (said["comment"], said["type"], said["assetId"]) == (" Nice ", "comment", None)
    assert said["user"]["id"] == world.viewer.id
    assert (await world.owner.client.get(URL, params={"albumId": album})).json() == [said]


async def test_liking_twice(world: World) -> None:
    photo = await world.photo(world.owner)
    album, other = await world.album(photo), await world.album(photo)
    for asset in (None, photo):
        first, second = [await say(world.editor, album, asset) for _ in range(2)]
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json() == second.json()
        assert first.json()["comment"] is None
    assert (await say(world.editor, other, photo)).status_code == 201
    theirs = await say(world.viewer, album, photo)
    assert (theirs.status_code, theirs.json()["user"]["id"]) == (201, world.viewer.id)
    for person, liked in ((world.editor, first), (world.viewer, theirs)):
        assert (await say(person, album, photo)).json() == liked.json(), "each their own"
    assert await counts(world.owner, album) == (0, 3)


async def test_filters(world: World) -> None:
    one, two = await world.photo(world.owner), await world.photo(world.owner)
    album = await world.album(one, two)
    for person, asset, comment in (
        (world.owner, None, "a"),
        (world.viewer, one, "b"),
        (world.editor, one, None),
        (world.editor, two, "c"),
        (world.viewer, None, None),
    ):
        assert (await say(person, album, asset, comment)).status_code == 201
    me = world.viewer
    assert await heard(me, album) == ["a", "b", ("like", one), "c", ("like", None)]
    assert await heard(me, album, level="album") == ["a", ("like", None)]
    assert await heard(me, album, level="album", assetId=one) == ["a", ("like", None)]
    assert await heard(me, album, level="asset") == await heard(me, album)
    assert await heard(me, album, assetId=one) == ["b", ("like", one)]
    assert await heard(me, album, type="like") == [("like", one), ("like", None)]
    assert await heard(me, album, type="comment", userId=world.editor.id) == ["c"]
    assert await counts(me, album) == (3, 2)
    assert await counts(me, album, assetId=one) == (1, 1)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"type": "comment"}, "Comment is required when type is COMMENT"),
        ({"type": "comment", "comment": "  "}, "Comment is required when type is COMMENT"),
        (
            {"type": "like", "comment": "x"},
            "Comment must not be provided when type is not COMMENT",
        ),
    ],
)
async def test_odd_bodies(world: World, body: dict[str, str], message: str) -> None:
    album = await world.album()
    answer = await world.owner.client.post(URL, json={"albumId": album, **body})
    (issue,) = answer.json()["errors"]
    assert (answer.status_code, issue["path"]) == (400, ["comment"])
    assert issue["message"] == message


async def test_rights(world: World) -> None:
    album = await world.album()
    made = {name: await say(world.people[name], album, comment=name) for name in world.people}
    no_create = "Not found or no activity.create access"
    expect(made.pop("stranger"), 400, no_create)
    ids = {name: answer.json()["id"] for name, answer in made.items()}
    query = {"albumId": album}
    for url in (URL, f"{URL}/statistics"):
        refused = await world.stranger.client.get(url, params=query)
        expect(refused, 400, "Not found or no album.read access")
    no_delete = "Not found or no activity.delete access"
    for name, said in (("editor", "viewer"), ("viewer", "owner"), ("stranger", "viewer")):
        refused = await world.people[name].client.delete(f"{URL}/{ids[said]}")
        expect(refused, 400, no_delete)
    expect(await world.owner.client.delete(f"{URL}/{NOWHERE}"), 400, no_delete)
    assert (await world.owner.client.delete(f"{URL}/{ids['viewer']}")).status_code == 204
    assert (await world.editor.client.delete(f"{URL}/{ids['editor']}")).status_code == 204
    assert await heard(world.viewer, album) == ["owner"]


async def test_a_silent_album(world: World) -> None:
    album = await world.album()
    await say(world.owner, album, comment="a")
    await world.owner.client.patch(f"/api/albums/{album}", json={"isActivityEnabled": False})
    for person in (world.owner, world.viewer):
        refused = await say(person, album, comment="b")
        expect(refused, 400, "Not found or no activity.create access")
        assert await heard(person, album) == ["a"]


async def test_assets_out_of_sight(world: World) -> None:
    photo, outside = await world.photo(world.owner), await world.photo(world.owner)
    album = await world.album(photo)
    await say(world.viewer, album, photo, "a")
    for asset in (outside, NOWHERE):
        expect(await say(world.owner, album, asset, "b"), 400, "Asset not found in album")
        expect(await say(world.owner, album, asset), 400, "Asset not found in album")
    client, ids = world.owner.client, {"ids": [photo]}
    await client.request("DELETE", "/api/assets", json=ids)
    assert (await heard(world.viewer, album), await counts(world.viewer, album)) == ([], (0, 0))
    await client.post("/api/trash/restore/assets", json=ids)
    assert (await heard(world.viewer, album), await counts(world.viewer, album)) == (["a"], (1, 0))
    await client.put(f"/api/assets/{photo}", json={"visibility": "locked"})
    assert (await heard(world.viewer, album), await counts(world.viewer, album)) == ([], (0, 0))
    expect(await say(world.viewer, album, photo), 400, "Asset not found in album")
    await client.put(f"/api/assets/{photo}", json={"visibility": "timeline"})
    await client.request("DELETE", f"/api/albums/{album}/assets", json=ids)
    assert await world.value("SELECT count(*) FROM activities") == 0


async def test_people_out_of_sight(world: World) -> None:
    album = await world.album()
    await say(world.editor, album, comment="a")
    await say(world.viewer, album)
    await world.owner.client.delete(f"/api/albums/{album}/user/{world.editor.id}")
    await world.erase(world.viewer)
    assert await heard(world.owner, album) == ["a"]
    assert await counts(world.owner, album) == (1, 0)
    refused = await world.editor.client.get(URL, params={"albumId": album})
    expect(refused, 400, "Not found or no album.read access")
