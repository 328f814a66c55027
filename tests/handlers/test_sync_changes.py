"""What phones hear of each kind of change, and of each kind of deletion."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bindings import Sql
from handlers.jobs import AuditTableCleanup
from photos import accounts, audits
from tests.handlers.albums_world import Person, World, settle
from tests.handlers.conftest import House
from tests.handlers.phone import sync


@pytest.fixture
async def world(house: House) -> AsyncIterator[World]:
    async for each in settle(house):
        yield each


async def up_to_date(world: World) -> None:
    await world.house.run_jobs()
    for person in world.people.values():
        await sync(person.client)


async def heard(person: Person) -> set[str]:
    return set(await sync(person.client)) - {"SyncAckV1"}


async def call(person: Person, method: str, path: str, body: Any = None) -> Any:
    answer = await person.client.request(method, f"/api{path}", json=body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def test_assets(world: World) -> None:
    owner = world.owner
    a, b, c = [await world.photo(owner) for _ in range(3)]
    await up_to_date(world)
    for change, told in (
        ({"isFavorite": True}, {"AssetV2"}),
        ({"visibility": "archive"}, {"AssetV2"}),
        ({"description": "x"}, {"AssetExifV1"}),
        ({"rating": 3}, {"AssetExifV1"}),
        ({"dateTimeOriginal": "2020-01-01T00:00:00Z"}, {"AssetExifV1", "AssetV2"}),
    ):
        await call(owner, "PUT", f"/assets/{a}", change)
        assert await heard(owner) == told, change
        await world.house.run_jobs()
        await heard(owner)
    await call(owner, "DELETE", "/assets", {"ids": [a]})
    (trashed,) = (await sync(owner.client))["AssetV2"]
    assert (trashed["id"], trashed["deletedAt"] is None) == (a, False)
    await call(owner, "POST", "/trash/restore/assets", {"ids": [a]})
    (restored,) = (await sync(owner.client))["AssetV2"]
    assert (restored["id"], restored["deletedAt"]) == (a, None)
    stack = (await call(owner, "POST", "/stacks", {"assetIds": [b, c]}))["id"]
    came = await sync(owner.client)
    assert [each["id"] for each in came["StackV1"]] == [stack]
    assert {each["id"]: each["stackId"] for each in came["AssetV2"]} == {b: stack, c: stack}
    await call(owner, "PUT", f"/stacks/{stack}", {"primaryAssetId": c})
    assert [each["primaryAssetId"] for each in (await sync(owner.client))["StackV1"]] == [c]
    await call(owner, "DELETE", f"/stacks/{stack}")
    came = await sync(owner.client)
    assert came["StackDeleteV1"] == [{"stackId": stack}]
    assert {each["id"]: each["stackId"] for each in came["AssetV2"]} == {b: None, c: None}
    assert await heard(world.stranger) <= {"UserV1"}


async def test_uploads_move_their_owners_quota(world: World) -> None:
    await up_to_date(world)
    id = await world.photo(world.owner)
    told = await sync(world.owner.client)
    assert set(told) == {"AuthUserV1", "UserV1", "AssetV2", "AssetExifV1"}
    assert told["AuthUserV1"][0]["quotaUsageInBytes"] > 0
    assert await heard(world.stranger) == {"UserV1"}
    await world.house.run_jobs()
    assert {"AssetV2", "AssetExifV1"} <= await heard(world.owner)
    await call(world.owner, "DELETE", "/assets", {"ids": [id], "force": True})
    await world.house.run_jobs()
    told = await sync(world.owner.client)
    assert told["AssetDeleteV1"] == [{"assetId": id}]
    assert "AssetV2" not in told
    assert await heard(world.stranger) == {"UserV1"}


async def test_edits_and_metadata(world: World) -> None:
    owner = world.owner
    id = await world.photo(owner)
    await up_to_date(world)
    steps = {"edits": [{"action": "rotate", "parameters": {"angle": 90}}]}
    await call(owner, "PUT", f"/assets/{id}/edits", steps)
    came = await sync(owner.client)
    (edit,) = came["AssetEditV1"]
    assert edit | {"id": ""} == {
        "id": "", "assetId": id, "action": "rotate", "parameters": {"angle": 90}, "sequence": 0,
    }  # fmt: skip
    assert came["AssetV2"][0]["isEdited"] is True
    await world.house.run_jobs()
    await sync(owner.client)
    await call(owner, "DELETE", f"/assets/{id}/edits")
    came = await sync(owner.client)
    assert came["AssetEditDeleteV1"] == [{"editId": edit["id"]}]
    assert came["AssetV2"][0]["isEdited"] is False
    await world.house.run_jobs()
    await sync(owner.client)
    item = {"key": "mobile-app", "value": {"iCloudId": "x", "createdAt": None, "n": {"m": None}}}
    await call(owner, "PUT", f"/assets/{id}/metadata", {"items": [item]})
    (kept,) = (await sync(owner.client))["AssetMetadataV1"]
    assert kept["key"] == "mobile-app"
    assert kept["value"]["iCloudId"] == "x"
    assert None not in kept["value"].values()
    await call(owner, "DELETE", f"/assets/{id}/metadata/mobile-app")
    gone = {"AssetMetadataDeleteV1": [{"assetId": id, "key": "mobile-app"}]}
    assert await sync(owner.client) == gone


async def test_people(world: World) -> None:
    owner, stranger = world.owner, world.stranger
    await up_to_date(world)
    await call(owner, "PUT", "/users/me", {"name": "Ada"})
    assert await heard(owner) == {"AuthUserV1", "UserV1"}
    assert await heard(stranger) == {"UserV1"}
    await call(owner, "PUT", "/users/me/preferences", {"folders": {"enabled": True}})
    (kept,) = (await sync(owner.client))["UserMetadataV1"]
    value = {"folders": {"enabled": True}}
    assert kept == {"userId": owner.id, "key": "preferences", "value": value}
    await call(owner, "PUT", "/users/me/onboarding", {"isOnboarded": True})
    assert await heard(owner) == {"UserMetadataV1"}
    await call(owner, "DELETE", "/users/me/onboarding")
    gone = {"UserMetadataDeleteV1": [{"userId": owner.id, "key": "onboarding"}]}
    assert await sync(owner.client) == gone
    await call(owner, "POST", "/auth/pin-code", {"pinCode": "123456"})
    (me,) = (await sync(owner.client))["AuthUserV1"]
    assert me["pinCode"] == "set"
    await world.erase(world.viewer)
    *_, erased = (await sync(stranger.client))["UserV1"]
    assert (erased["id"], erased["deletedAt"]) == (world.viewer.id, "2024-01-01T00:00:00.000Z")


async def test_a_person_who_is_gone(world: World) -> None:
    """One line takes all of theirs along, so nobody is told of each photo, stack and
    membership: a phone drops what hangs on a person with them."""
    gone, owner = world.viewer, world.owner
    photos = [await world.photo(gone) for _ in range(2)]
    await call(gone, "POST", "/stacks", {"assetIds": photos})
    await call(gone, "POST", "/partners", {"sharedWithId": owner.id})
    own = (await call(gone, "POST", "/albums", {
        "albumName": "theirs", "albumUsers": [{"userId": owner.id, "role": "editor"}]
    }))["id"]  # fmt: skip
    album = await world.album()
    await call(owner, "PUT", f"/albums/{album}/assets", {"ids": photos[:1]})
    await up_to_date(world)
    await world.erase(gone)
    await world.run("UPDATE users SET status = 'removing' WHERE id = ?", gone.id)
    await accounts.purge(world.house.bindings.database, gone.id)
    told = await sync(owner.client)
    told.pop("AlbumV2")  # has lost its cover
    assert told == {
        "UserDeleteV1": [{"userId": gone.id}],
        "AlbumDeleteV1": [{"albumId": own}],
        "AlbumToAssetDeleteV1": [{"albumId": album, "assetId": photos[0]}],
    }
    assert await sync(world.stranger.client) == {"UserDeleteV1": [{"userId": gone.id}]}


async def test_partners(world: World) -> None:
    owner, viewer = world.owner, world.viewer
    await up_to_date(world)
    await call(owner, "POST", "/partners", {"sharedWithId": viewer.id})
    row = {"sharedById": owner.id, "sharedWithId": viewer.id}
    for person in (owner, viewer):
        assert (await sync(person.client))["PartnerV1"] == [row | {"inTimeline": False}]
    await call(viewer, "PUT", f"/partners/{owner.id}", {"inTimeline": True})
    for person in (owner, viewer):
        assert (await sync(person.client))["PartnerV1"] == [row | {"inTimeline": True}]
    await call(owner, "DELETE", f"/partners/{viewer.id}")
    for person in (owner, viewer):
        assert await sync(person.client) == {"PartnerDeleteV1": [row]}
    assert await heard(world.stranger) == set()


async def test_what_partners_hear(world: World) -> None:
    owner, viewer = world.owner, world.viewer
    await call(owner, "POST", "/partners", {"sharedWithId": viewer.id})
    a, b = [await world.photo(owner) for _ in range(2)]
    await call(owner, "PUT", f"/assets/{a}", {"isFavorite": True})
    await world.house.run_jobs()
    came = await sync(viewer.client)
    assert {each["id"]: each["isFavorite"] for each in came["PartnerAssetV2"]} == {
        a: False, b: False,
    }  # fmt: skip
    assert {each["assetId"] for each in came["PartnerAssetExifV1"]} == {a, b}
    stack = (await call(owner, "POST", "/stacks", {"assetIds": [a, b]}))["id"]
    came = await sync(viewer.client)
    assert [each["id"] for each in came["PartnerStackV1"]] == [stack]
    await call(owner, "DELETE", "/assets", {"ids": [b], "force": True})
    await world.house.run_jobs()
    came = await sync(viewer.client)
    assert came["PartnerStackDeleteV1"] == [{"stackId": stack}]
    assert came["PartnerAssetDeleteV1"] == [{"assetId": b}]


async def test_albums(world: World) -> None:
    owner, editor, stranger = world.owner, world.editor, world.stranger
    a, b = [await world.photo(owner) for _ in range(2)]
    await up_to_date(world)
    album = await world.album(a)
    for person in (owner, editor):
        came = await sync(person.client)
        assert [each["id"] for each in came["AlbumV2"]] == [album]
        assert {each["role"] for each in came["AlbumUserV1"]} == {"owner", "editor", "viewer"}
        assert came["AlbumToAssetV1"] == [{"albumId": album, "assetId": a}]
        assert [each["id"] for each in came["AlbumAssetCreateV2"]] == [a]
        assert [each["assetId"] for each in came["AlbumAssetExifCreateV1"]] == [a]
    assert await heard(stranger) == set()
    await call(owner, "PATCH", f"/albums/{album}", {"albumName": "Rome"})
    assert [each["name"] for each in (await sync(editor.client))["AlbumV2"]] == ["Rome"]
    await call(owner, "PUT", f"/albums/{album}/assets", {"ids": [b]})
    told = {"AlbumV2", "AlbumAssetCreateV2", "AlbumToAssetV1", "AlbumAssetExifCreateV1"}
    assert await heard(editor) == told
    await call(owner, "DELETE", f"/albums/{album}/assets", {"ids": [b]})
    assert (await sync(editor.client))["AlbumToAssetDeleteV1"] == [{"albumId": album, "assetId": b}]
    await call(owner, "PUT", f"/albums/{album}/user/{editor.id}", {"role": "viewer"})
    assert await sync(world.viewer.client) != {}
    assert (await sync(editor.client))["AlbumUserV1"] == [
        {"albumId": album, "userId": editor.id, "role": "viewer"}
    ]
    await call(owner, "DELETE", f"/albums/{album}/user/{editor.id}")
    assert await sync(editor.client) == {"AlbumDeleteV1": [{"albumId": album}]}
    assert (await sync(world.viewer.client))["AlbumUserDeleteV1"] == [
        {"albumId": album, "userId": editor.id}
    ]
    await sync(owner.client)
    await call(owner, "DELETE", f"/albums/{album}")
    for person in (owner, world.viewer):
        assert await sync(person.client) == {"AlbumDeleteV1": [{"albumId": album}]}
    assert await heard(editor) == set()


async def test_changes_of_what_lies_in_albums(world: World) -> None:
    owner, editor = world.owner, world.editor
    a, b = [await world.photo(owner) for _ in range(2)]
    await world.album(a)
    await world.album(a)
    await up_to_date(world)
    await call(owner, "PUT", f"/assets/{b}", {"isFavorite": True, "rating": 1})
    assert await heard(editor) == set()
    await call(owner, "PUT", f"/assets/{a}", {"isFavorite": True, "rating": 1})
    came = await sync(editor.client)
    assert {(each["id"], each["isFavorite"]) for each in came["AlbumAssetUpdateV2"]} == {(a, False)}
    assert {(each["assetId"], each["rating"]) for each in came["AlbumAssetExifUpdateV1"]} == {
        (a, 1)
    }
    came = await sync(owner.client)
    assert {(each["id"], each["isFavorite"]) for each in came["AlbumAssetUpdateV2"]} == {(a, True)}


async def test_the_first_version_of_albums_names_the_owner(world: World) -> None:
    album = await world.album()
    came = await sync(world.editor.client, ["AlbumsV1"])
    assert [(each["id"], each["ownerId"]) for each in came["AlbumV1"]] == [(album, world.owner.id)]
    own = (await call(world.editor, "POST", "/albums", {"albumName": "Own"}))["id"]
    came = await sync(world.editor.client, ["AlbumsV1"])
    assert [(each["id"], each["ownerId"]) for each in came["AlbumV1"]] == [(own, world.editor.id)]


async def test_the_cover_is_the_chosen_one(world: World) -> None:
    ids = [await world.photo(world.owner) for _ in range(3)]
    album = await world.album(*ids)
    await world.album(*ids)
    for id in ids:
        await call(world.owner, "PATCH", f"/albums/{album}", {"albumThumbnailAssetId": id})
        came = (await sync(world.viewer.client))["AlbumV2"]
        assert {each["id"]: each["thumbnailAssetId"] for each in came}[album] == id
    await call(world.owner, "DELETE", f"/albums/{album}/assets", {"ids": ids})
    (bare,) = (await sync(world.viewer.client))["AlbumV2"]
    assert (bare["id"], bare["thumbnailAssetId"]) == (album, None)


async def test_forgotten_deletions(world: World) -> None:
    """After a month nobody is told: who was silent for so long starts over anyway."""
    id = await world.photo(world.owner)
    await up_to_date(world)
    await call(world.owner, "DELETE", "/assets", {"ids": [id], "force": True})
    await world.house.run_jobs()
    bindings = world.house.bindings
    assert await bindings.database.one(Sql("SELECT asset_id FROM asset_audit"), tuple[str]) == (id,)
    await bindings.database.batch(audits.cleanup(bindings.clock.now()))
    assert "AssetDeleteV1" not in await sync(world.owner.client)


async def test_deletions_are_remembered_for_a_month(world: World) -> None:
    """Phones silent for longer than 30 days start over."""
    id = await world.photo(world.owner)
    await call(world.owner, "DELETE", "/assets", {"ids": [id], "force": True})
    await world.house.run_jobs()
    for days, told in ((30, [(id,)]), (2, [])):
        world.house.wait(timedelta(days=days))
        await world.house.bindings.queue.send([AuditTableCleanup().message()])
        await world.house.run_jobs()
        rows = Sql("SELECT asset_id FROM asset_audit")
        assert await world.house.bindings.database.all(rows, tuple[str]) == told
