from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.handlers.albums_world import Person, World, settle
from tests.handlers.conftest import House
from tests.scenarios import expect

NOWHERE = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture
async def world(house: House) -> AsyncIterator[World]:
    async for each in settle(house):
        yield each


async def send(method: str, person: Person, album: str, ids: list[str]) -> list[Any]:
    url = f"/api/albums/{album}/assets"
    answer = await person.client.request(method, url, json={"ids": ids})
    assert answer.status_code == 200, answer.text
    answers = answer.json()
    assert [each["id"] for each in answers] == ids
    assert all(each["success"] is ("error" not in each) for each in answers)
    return [each.get("error", True) for each in answers]


async def inside(world: World, album: str) -> set[str]:
    found = await world.value(
        "SELECT group_concat(asset_id) FROM album_assets WHERE album_id = ?", album
    )
    return set(found.split(",")) if found else set()


async def test_add_answers_for_each_id(world: World) -> None:
    new, there, locked = [await world.photo(world.owner) for _ in range(3)]
    foreign = await world.photo(world.stranger)
    album = await world.album(there)
    await world.owner.client.put(f"/api/assets/{locked}", json={"visibility": "locked"})
    before = await world.value("SELECT updated_at FROM albums")
    ids = [new, there, locked, foreign, NOWHERE, new]
    assert await send("PUT", world.owner, album, ids) == [
        True, "duplicate", "no_permission", "no_permission", "no_permission", "duplicate",
    ]  # fmt: skip
    assert await inside(world, album) == {new, there}
    assert await world.value("SELECT updated_at FROM albums") > before
    rooms = [room for room, event, payload in world.heard if payload == [album]]
    assert sorted(rooms) == sorted([world.owner.id, world.editor.id, world.viewer.id])
    assert {event for _, event, _ in world.heard} == {"on_album_update"}


async def test_nothing_new_is_no_news(world: World) -> None:
    there, foreign = await world.photo(world.owner), await world.photo(world.stranger)
    album = await world.album(there)
    before = await world.value("SELECT update_id FROM albums")
    assert await send("PUT", world.owner, album, [there, foreign]) == [
        "duplicate", "no_permission",
    ]  # fmt: skip
    assert await send("PUT", world.owner, album, []) == []
    assert await send("DELETE", world.owner, album, [foreign]) == ["not_found"]
    assert await world.value("SELECT update_id FROM albums") == before
    assert world.heard == []


async def test_no_album(world: World) -> None:
    refused = await world.owner.client.put(f"/api/albums/{NOWHERE}/assets", json={"ids": []})
    expect(refused, 400, "Album not found")


async def test_partners_assets_can_be_added(world: World) -> None:
    theirs, archived = await world.photo(world.stranger), await world.photo(world.stranger)
    await world.stranger.client.put(f"/api/assets/{archived}", json={"visibility": "archive"})
    await world.run(
        "INSERT INTO partners (shared_by_id, shared_with_id, created_at)"
        " VALUES (?, ?, '2024-01-01T00:00:00.000Z')",
        world.stranger.id,
        world.editor.id,
    )
    album = await world.album()
    assert await send("PUT", world.editor, album, [theirs, archived]) == [True, "no_permission"]
    assert (await world.viewer.client.get(f"/api/assets/{theirs}")).status_code == 200


async def test_sixty_five_thousand_ids_at_once(world: World) -> None:
    photo = await world.photo(world.owner)
    album = await world.album()
    ids = [f"00000000-0000-4000-8000-{number:012x}" for number in range(64_999)] + [photo]
    answers = await send("PUT", world.owner, album, ids)
    assert answers == ["no_permission"] * 64_999 + [True]
    assert await send("DELETE", world.owner, album, ids) == ["not_found"] * 64_999 + [True]


async def test_remove(world: World) -> None:
    mine, locked = await world.photo(world.owner), await world.photo(world.editor)
    theirs = await world.photo(world.editor)
    album = await world.album(mine)
    await send("PUT", world.editor, album, [theirs, locked])
    await world.editor.client.put(f"/api/assets/{locked}", json={"visibility": "locked"})
    before = await world.value("SELECT updated_at FROM albums")
    world.heard.clear()
    ids = [mine, theirs, locked, NOWHERE, theirs]
    assert await send("DELETE", world.editor, album, ids) == [
        "no_permission", True, "no_permission", "not_found", "not_found",
    ]  # fmt: skip
    assert await world.value("SELECT updated_at FROM albums") == before
    assert {room for room, *_ in world.heard} == {
        world.owner.id, world.editor.id, world.viewer.id,
    }  # fmt: skip
    assert await send("DELETE", world.owner, album, [mine, locked]) == [True, True]
    assert await inside(world, album) == set()
    assert await world.value("SELECT album_thumbnail_asset_id FROM albums") is None
    assert await world.value("SELECT count(*) FROM album_asset_audit") == 3


async def test_removing_the_cover_leaves_the_newest(world: World) -> None:
    days = [f"2024-01-0{day}T00:00:00.000Z" for day in (2, 3, 1)]
    second, third, first = [await world.photo(world.owner, fileCreatedAt=day) for day in days]
    album = await world.album(first, second, third)
    await world.run("UPDATE albums SET album_thumbnail_asset_id = ?", first)
    await send("DELETE", world.owner, album, [first])
    assert await world.value("SELECT album_thumbnail_asset_id FROM albums") == third


async def test_what_an_editor_added_stays_when_they_leave(world: World) -> None:
    mine, theirs = await world.photo(world.owner), await world.photo(world.editor)
    album = await world.album(mine)
    await send("PUT", world.editor, album, [theirs])
    url = f"/api/albums/{album}/user/{world.editor.id}"
    assert (await world.owner.client.delete(url)).status_code == 204
    assert await inside(world, album) == {mine, theirs}
    refused = await world.editor.client.get(f"/api/assets/{mine}")
    expect(refused, 400, "Not found or no asset.read access")
    assert (await world.owner.client.get(f"/api/assets/{theirs}")).status_code == 200


async def test_locking_takes_out_of_every_album(world: World) -> None:
    photo = await world.photo(world.owner)
    album = await world.album(photo)
    await world.owner.client.put("/api/assets", json={"ids": [photo], "visibility": "locked"})
    assert await inside(world, album) == set()


async def many(world: World, person: Person, albums: list[str], assets: list[str]) -> Any:
    body = {"albumIds": albums, "assetIds": assets}
    answer = await person.client.put("/api/albums/assets", json=body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["success"] is ("error" not in found)
    return found.get("error", True)


async def test_add_to_many(world: World) -> None:
    mine, foreign = await world.photo(world.editor), await world.photo(world.owner)
    shared, closed = await world.album(), await world.album(alone=True)
    assert await many(world, world.editor, [shared, closed], [mine, foreign]) is True
    assert await inside(world, shared) == {mine}
    assert await inside(world, closed) == set()
    assert {tuple(payload) for _, _, payload in world.heard} == {(shared,)}
    assert len(world.heard) == 3
    world.heard.clear()
    fresh = await world.album()
    assert await many(world, world.editor, [shared, fresh], [mine]) is True
    assert {tuple(payload) for _, _, payload in world.heard} == {(fresh,)}, "the other had it"
    assert await many(world, world.editor, [shared], [mine]) == "duplicate"
    assert await many(world, world.editor, [closed], [mine]) == "no_permission"
    assert await many(world, world.editor, [shared], [foreign]) == "no_permission"
    assert await many(world, world.viewer, [shared], [mine]) == "no_permission"
    assert await many(world, world.editor, [], []) == "no_permission"
    assert await many(world, world.owner, [shared, closed], [foreign, mine]) is True
    assert await inside(world, closed) == {foreign}
