"""What lay in an album or a library before it was shared."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from photos import sync as rules
from tests.handlers.albums_world import World, settle
from tests.handlers.conftest import House
from tests.handlers.phone import Line, acknowledge, stream, sync
from tests.handlers.test_sync_changes import call


@pytest.fixture
async def world(house: House) -> AsyncIterator[World]:
    async for each in settle(house):
        yield each


def of(lines: list[Line], type: str) -> list[dict[str, Any]]:
    return [line.data for line in lines if line.type == type]


async def test_the_first_sync_needs_none(world: World) -> None:
    await world.album(await world.photo(world.owner))
    await call(world.owner, "POST", "/partners", {"sharedWithId": world.viewer.id})
    came = await sync(world.viewer.client)
    assert not {type for type in came if "Backfill" in type}
    acks = {each["type"]: each["ack"] for each in await call(world.viewer, "GET", "/sync/ack")}
    noted = {type: ack for type, ack in acks.items() if "Backfill" in type}
    assert set(noted) == {
        "PartnerAssetBackfillV2", "PartnerStackBackfillV1", "PartnerAssetExifBackfillV1",
        "AlbumAssetBackfillV2", "AlbumAssetExifBackfillV1", "AlbumUserBackfillV1",
        "AlbumToAssetBackfillV1",
    }  # fmt: skip
    assert all(ack.endswith("|complete") for ack in noted.values())
    assert await sync(world.viewer.client) == {}


async def test_joining_an_album(world: World) -> None:
    owner, viewer = world.owner, world.viewer
    old = [await world.photo(owner) for _ in range(3)]
    early = await world.album(*old, alone=True)
    known = await world.photo(owner)
    await world.album(known)
    await world.house.run_jobs()
    await sync(viewer.client)
    await call(
        owner, "PUT", f"/albums/{early}/users",
        {"albumUsers": [{"userId": viewer.id, "role": "viewer"}]},
    )  # fmt: skip
    lines = await stream(viewer.client)
    assert [each["id"] for each in of(lines, "AlbumV2")] == [early]
    assert {each["id"] for each in of(lines, "AlbumAssetBackfillV2")} == {*old}
    assert {each["assetId"] for each in of(lines, "AlbumAssetExifBackfillV1")} == {*old}
    assert {each["assetId"] for each in of(lines, "AlbumToAssetBackfillV1")} == {*old}
    assert [each["userId"] for each in of(lines, "AlbumUserBackfillV1")] == [owner.id]
    assert [each["userId"] for each in of(lines, "AlbumUserV1")] == [viewer.id]
    assert [line.ack for line in lines if line.type == "SyncAckV1"] == [
        f"{type}|{created(lines, type)}|complete"
        for type in ("AlbumAssetBackfillV2", "AlbumUserBackfillV1", "AlbumToAssetBackfillV1",
                     "AlbumAssetExifBackfillV1")
    ]  # fmt: skip
    await acknowledge(viewer.client, lines)
    assert await sync(viewer.client) == {}


async def test_whoever_joins_hears_of_what_is_deleted_there(world: World) -> None:
    """Of an owner the phone has had nothing of before."""
    owner, viewer = world.owner, world.viewer
    old = await world.photo(owner)
    album = await world.album(old, alone=True)
    await sync(viewer.client)
    await call(
        owner, "PUT", f"/albums/{album}/users",
        {"albumUsers": [{"userId": viewer.id, "role": "viewer"}]},
    )  # fmt: skip
    await sync(viewer.client)
    await call(owner, "DELETE", "/assets", {"ids": [old], "force": True})
    await world.house.run_jobs()
    came = await sync(viewer.client)
    assert [each["assetId"] for each in came["PartnerAssetDeleteV1"]] == [old]


def created(lines: list[Line], type: str) -> str:
    """The create id in the acks of a backfill: the same in all of them."""
    (id,) = {line.ack.split("|")[1] for line in lines if line.type == type}
    return id


async def test_a_backfill_cut_in_the_middle_goes_on_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, viewer = world.owner, world.viewer
    old = [await world.photo(owner) for _ in range(4)]
    await call(viewer, "POST", "/partners", {"sharedWithId": owner.id})
    await call(world.editor, "POST", "/partners", {"sharedWithId": viewer.id})
    await world.photo(world.editor)
    await sync(viewer.client)
    await call(owner, "POST", "/partners", {"sharedWithId": viewer.id})
    await world.photo(world.editor)
    monkeypatch.setattr(rules, "PAGE", 2)
    lines = await stream(viewer.client)
    backfill = [line for line in lines if line.type == "PartnerAssetBackfillV2"]
    assert {line.data["id"] for line in backfill} == {*old}
    await acknowledge(viewer.client, backfill[:2])
    rest = of(await stream(viewer.client), "PartnerAssetBackfillV2")
    assert rest == [line.data for line in backfill[2:]]
    lines = await stream(viewer.client)
    await acknowledge(viewer.client, lines)
    assert await sync(viewer.client) == {}


async def test_two_albums_at_once(world: World) -> None:
    """One of them empty. Whoever is cut after each run gets through all the same."""
    owner, viewer = world.owner, world.viewer
    photos = [await world.photo(owner) for _ in range(4)]
    albums = [await world.album(*photos[:2], alone=True), await world.album(alone=True),
              await world.album(*photos[2:], alone=True)]  # fmt: skip
    await world.album(await world.photo(owner))
    await world.house.run_jobs()
    await sync(viewer.client)
    for album in albums:
        member = {"userId": viewer.id, "role": "viewer"}
        await call(owner, "PUT", f"/albums/{album}/users", {"albumUsers": [member]})
    told: dict[str, set[tuple[str, ...]]] = {}
    for _ in range(60):
        lines = await stream(viewer.client)
        first = [line for line in lines if line.type == lines[0].type]
        await acknowledge(viewer.client, first)
        for line in first:
            told.setdefault(line.type, set()).add(tuple(map(str, line.data.values())))
        if first[0].type == "SyncCompleteV1":
            break
    assert first[0].type == "SyncCompleteV1"
    assert {row[1] for row in told["AlbumToAssetBackfillV1"]} == {*photos}
    assert len(told["AlbumAssetBackfillV2"]) == len(told["AlbumAssetExifBackfillV1"]) == 4
    assert len(told["AlbumV2"]) == 3


async def test_leaving_and_joining_again(world: World) -> None:
    owner, viewer = world.owner, world.viewer
    id = await world.photo(owner)
    album = await world.album(id)
    await sync(viewer.client)
    member = {"albumUsers": [{"userId": viewer.id, "role": "viewer"}]}
    await call(viewer, "DELETE", f"/albums/{album}/user/me")
    await call(owner, "PUT", f"/albums/{album}/users", member)
    came = await sync(viewer.client)
    assert list(came)[:1] == ["AlbumDeleteV1"] or "AlbumDeleteV1" in came
    assert [each["id"] for each in came["AlbumV2"]] == [album]
    assert came["AlbumToAssetBackfillV1"] == [{"albumId": album, "assetId": id}]
    assert await sync(viewer.client) == {}


async def test_sharing_with_a_partner_before_anything_was_synced(world: World) -> None:
    id = await world.photo(world.owner)
    await sync(world.viewer.client)
    await call(world.owner, "POST", "/partners", {"sharedWithId": world.viewer.id})
    came = await sync(world.viewer.client)
    assert [each["id"] for each in came["PartnerAssetV2"]] == [id]
    assert await sync(world.viewer.client) == {}
