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


async def roles(world: World, album: str) -> dict[str, str]:
    read = (await world.owner.client.get(f"/api/albums/{album}")).json()
    known = {person.id: name for name, person in world.people.items()}
    return {known[each["user"]["id"]]: each["role"] for each in read["albumUsers"]}


async def invite(person: Person, album: str, *users: dict[str, str]) -> Any:
    return await person.client.put(f"/api/albums/{album}/users", json={"albumUsers": users})


async def test_invite(world: World) -> None:
    album = await world.album()
    before = await world.value("SELECT update_id FROM albums")
    invited = await invite(
        world.editor, album, {"userId": world.stranger.id},
        {"userId": world.editor.id, "role": "viewer"},
    )  # fmt: skip
    assert invited.status_code == 200
    assert len(invited.json()["albumUsers"]) == 4
    assert await roles(world, album) == {
        "owner": "owner", "editor": "editor", "stranger": "editor", "viewer": "viewer",
    }  # fmt: skip
    assert await world.value("SELECT update_id FROM albums") != before, "their phones fetch it"


async def test_invite_refuses(world: World) -> None:
    album = await world.album()
    expect(await invite(world.owner, album, {"userId": NOWHERE}), 400, "Invalid user")
    second = {"userId": world.stranger.id, "role": "owner"}
    expect(await invite(world.owner, album, second), 400, "Cannot add another owner")
    await world.erase(world.stranger)
    gone = {"userId": world.stranger.id}
    expect(await invite(world.owner, album, gone), 400, "Invalid user")
    assert (await invite(world.owner, album)).status_code == 400
    for outsider in (world.viewer, world.stranger):
        refused = await invite(outsider, album, {"userId": world.stranger.id})
        status = 401 if outsider is world.stranger else 400
        assert refused.status_code == status
    assert len(await roles(world, album)) == 3
    await world.erase(world.viewer)
    again = await invite(world.owner, album, {"userId": world.viewer.id})
    assert again.status_code == 200, "members stay as they are"


async def test_an_album_put_aside_has_no_members(world: World) -> None:
    album = await world.album()
    await world.run("UPDATE albums SET deleted_at = created_at")
    left = await world.editor.client.delete(f"/api/albums/{album}/user/me")
    expect(left, 400, "Album not shared with user")
    photo = await world.photo(world.editor)
    added = await world.editor.client.put(f"/api/albums/{album}/assets", json={"ids": [photo]})
    expect(added, 400, "Album not found")
    assert await world.value("SELECT count(*) FROM album_users") == 3


async def test_roles(world: World) -> None:
    album = await world.album()

    async def change(person: Person, target: str, role: str) -> Any:
        url = f"/api/albums/{album}/user/{target}"
        return await person.client.put(url, json={"role": role})

    assert (await change(world.editor, world.viewer.id, "editor")).status_code == 204
    assert (await roles(world, album))["viewer"] == "editor"
    assert (await change(world.editor, "me", "viewer")).status_code == 204
    assert (await roles(world, album))["editor"] == "viewer"
    no_share = "Not found or no album.share access"
    expect(await change(world.editor, "me", "editor"), 400, no_share)
    expect(await change(world.viewer, world.owner.id, "viewer"), 400, "User is owner")
    expect(await change(world.owner, "me", "viewer"), 400, "User is owner")
    taken = await change(world.owner, world.viewer.id, "owner")
    expect(taken, 400, "Cannot add another owner")
    assert (await change(world.owner, world.stranger.id, "viewer")).status_code == 204
    assert await roles(world, album) == {"owner": "owner", "editor": "viewer", "viewer": "editor"}
    odd = await change(world.owner, "nobody", "viewer")
    (issue,) = odd.json()["errors"]
    assert (odd.status_code, issue["message"]) == (400, 'Must be a UUID v4 or "me"')
    upper = await change(world.owner, world.viewer.id.upper(), "viewer")
    assert upper.status_code == 204
    assert (await roles(world, album))["viewer"] == "viewer"


async def test_leaving_and_being_sent_away(world: World) -> None:
    album = await world.album()

    async def remove(person: Person, target: str) -> Any:
        return await person.client.delete(f"/api/albums/{album}/user/{target}")

    no_share = "Not found or no album.share access"
    expect(await remove(world.viewer, world.editor.id), 400, no_share)
    expect(await remove(world.stranger, world.editor.id), 400, no_share)
    expect(await remove(world.stranger, "me"), 400, "Album not shared with user")
    expect(await remove(world.owner, world.stranger.id), 400, "Album not shared with user")
    last = "Cannot remove the last album owner"
    expect(await remove(world.owner, "me"), 400, last)
    expect(await remove(world.editor, world.owner.id), 400, last)
    assert (await remove(world.viewer, "me")).status_code == 204
    assert (await world.viewer.client.get("/api/albums")).json() == []
    assert (await remove(world.editor, world.editor.id)).status_code == 204
    assert await roles(world, album) == {"owner": "owner"}
    told = await world.value("SELECT group_concat(user_id) FROM album_audit")
    assert set(told.split(",")) == {world.viewer.id, world.editor.id}
    assert await world.value("SELECT count(*) FROM album_user_audit") == 2
