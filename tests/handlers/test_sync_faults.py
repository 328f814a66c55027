"""What has made phones stop syncing, or told them more than they should know."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from tests.handlers.albums_world import World, settle
from tests.handlers.conftest import House, upload
from tests.handlers.phone import stream, sync
from tests.handlers.sharing import move
from tests.handlers.test_sync_changes import call, up_to_date
from tests.pictures import jpeg


@pytest.fixture
async def world(house: House) -> AsyncIterator[World]:
    async for each in settle(house):
        yield each


async def remove(world: World, id: str) -> None:
    await call(world.owner, "DELETE", "/assets", {"ids": [id], "force": True})
    await world.house.run_jobs()


async def again(world: World) -> str:
    made = await upload(world.owner.client, jpeg(1))
    assert made.json()["status"] == "created"
    return str(made.json()["id"])


async def test_the_same_file_again(world: World) -> None:
    old = await world.photo(world.owner)
    await up_to_date(world)
    await remove(world, old)
    new = await again(world)
    lines = [line for line in await stream(world.owner.client) if line.type.startswith("Asset")]
    assert (lines[0].type, lines[0].data) == ("AssetDeleteV1", {"assetId": old})
    assert (lines[1].type, lines[1].data["id"]) == ("AssetV2", new)


async def test_the_same_file_again_in_an_album(world: World) -> None:
    """Members are told that the first is gone before they get the second."""
    old = await world.photo(world.owner)
    album = await world.album(old)
    await up_to_date(world)
    await remove(world, old)
    await call(world.owner, "PUT", f"/albums/{album}/assets", {"ids": [await again(world)]})
    types = [line.type for line in await stream(world.viewer.client)]
    assert types.index("PartnerAssetDeleteV1") < types.index("AlbumAssetCreateV2")
    assert (await sync(world.viewer.client))["PartnerAssetDeleteV1"] == [{"assetId": old}]
    assert "PartnerAssetDeleteV1" not in await sync(world.stranger.client)


async def test_ghosts(world: World) -> None:
    """What was known through an album or a partnership that ended before it went."""
    owner, viewer, editor = world.owner, world.viewer, world.editor
    out, left, partner = [await world.photo(owner) for _ in range(3)]
    album = await world.album(out, left)
    await call(owner, "POST", "/partners", {"sharedWithId": world.stranger.id})
    await up_to_date(world)
    await call(owner, "DELETE", f"/albums/{album}/assets", {"ids": [out]})
    await call(viewer, "DELETE", f"/albums/{album}/user/me")
    await call(owner, "DELETE", f"/partners/{world.stranger.id}")
    await up_to_date(world)
    for id in (out, left, partner):
        await remove(world, id)
    for person in (viewer, editor, world.stranger):
        told = (await sync(person.client))["PartnerAssetDeleteV1"]
        assert {each["assetId"] for each in told} == {out, left, partner}


@pytest.mark.parametrize("bulk", [True, False])
async def test_a_locked_cover(world: World, bulk: bool) -> None:
    """An album never names a cover its members do not have; here before anybody lists albums."""
    cover, next = [await world.photo(world.owner) for _ in range(2)]
    await world.album(cover, next)
    change = {"visibility": "locked"}
    if bulk:
        await call(world.owner, "PUT", "/assets", {"ids": [cover], **change})
    else:
        await call(world.owner, "PUT", f"/assets/{cover}", change)
    for person in (world.owner, world.viewer):
        (album,) = (await sync(person.client))["AlbumV2"]
        assert album["thumbnailAssetId"] == next


async def test_locked_folders_are_nobodys_business(world: World) -> None:
    owner, viewer, editor = world.owner, world.viewer, world.editor
    id = await world.photo(owner)
    await world.album(id)
    await call(owner, "POST", "/partners", {"sharedWithId": world.stranger.id})
    await call(owner, "PUT", f"/assets/{id}", {"description": "secret"})
    await world.house.run_jobs()
    whole = (await sync(viewer.client))["AlbumAssetCreateV2"]
    await call(owner, "PUT", f"/assets/{id}", {"visibility": "locked"})
    came = await sync(owner.client)
    assert came["AssetV2"][0]["originalFileName"] == "a.jpg"
    assert came["AssetExifV1"][0]["description"] == "secret"
    told = {
        **await sync(viewer.client),  # knew it
        **await sync(editor.client),  # did not
        **await sync(world.stranger.client),
    }
    for type in ("AlbumAssetUpdateV2", "AlbumAssetCreateV2", "PartnerAssetV2"):
        (asset,) = told[type]
        checksum = whole[0]["checksum"]
        known = {"id": id, "ownerId": owner.id, "type": "IMAGE", "visibility": "locked",
                 "checksum": checksum, "originalFileName": "", "isFavorite": False,
                 "isEdited": False}  # fmt: skip
        assert {key: value for key, value in asset.items() if value is not None} == known
    for type in ("AlbumAssetExifUpdateV1", "AlbumAssetExifCreateV1", "PartnerAssetExifV1"):
        (exif,) = told[type]
        assert {key: value for key, value in exif.items() if value is not None} == {"assetId": id}
    await move(world.house, id, "timeline")
    came = await sync(viewer.client)
    assert came["AlbumAssetUpdateV2"] == whole
    assert came["AlbumAssetExifUpdateV1"][0]["description"] == "secret"
    came = await sync(world.stranger.client)
    assert came["PartnerAssetExifV1"][0]["description"] == "secret"


async def test_no_secret_leaves(world: World) -> None:
    await call(world.owner, "POST", "/auth/pin-code", {"pinCode": "123456"})
    text = json.dumps(await sync(world.owner.client))
    for column in ("password", "pin_code"):
        secret = await world.value(f"SELECT {column} FROM users WHERE id = ?", world.owner.id)
        assert secret
        assert secret not in text


async def test_what_the_app_keeps_beside_a_photo_is_text(world: World) -> None:
    """Under its own key the app takes nothing else; programs may have written there too."""
    id = await world.photo(world.owner)
    odd = {
        "iCloudId": "A/1", "createdAt": 1714557600000, "adjustmentTime": ["x"], "latitude": 48.137,
        "longitude": -11, "note": 1.5, "nothing": None,
    }  # fmt: skip
    items = [{"key": "mobile-app", "value": odd}, {"key": "other", "value": {"latitude": 48.137}}]
    await call(world.owner, "PUT", f"/assets/{id}/metadata", {"items": items})
    told = (await sync(world.owner.client))["AssetMetadataV1"]
    assert {each["key"]: each["value"] for each in told} == {
        "mobile-app": {
            "iCloudId": "A/1", "createdAt": "1714557600000", "latitude": "48.137",
            "longitude": "-11", "note": 1.5,
        },
        "other": {"latitude": 48.137},
    }  # fmt: skip
    (kept, _) = await call(world.owner, "GET", f"/assets/{id}/metadata")
    assert kept["value"] == odd


async def test_what_phones_cannot_bear(world: World) -> None:
    """Years before 1000, a text as long as a book, control characters, whole numbers as reals."""
    id = await world.photo(world.owner)
    name = 'a"\\\u2028\n\r\t\x01ü🏔.jpg'
    await world.run("UPDATE assets SET original_file_name = ?, file_created_at = "
                    "'0013-01-01T00:00:00.000Z', local_date_time = '0013-01-01T00:00:00.000Z',"
                    " duration = -5", name)  # fmt: skip
    await world.run(
        "UPDATE asset_exif SET date_time_original = '0111-01-01T00:00:00.000Z',"
        " description = ?, f_number = 2, latitude = 1e-7, iso = 100",
        "x" * 1_000_000,
    )
    await world.run(
        "INSERT INTO asset_metadata (asset_id, owner_id, key, value) VALUES (?, ?, 'k', ?)",
        id, world.owner.id, json.dumps({"long": "x" * 100_000}),
    )  # fmt: skip
    came = await sync(world.owner.client)
    (asset,), (exif,) = came["AssetV2"], came["AssetExifV1"]
    assert asset["originalFileName"] == name
    first = "1000-01-01T00:00:00.000Z"
    dates = (asset["fileCreatedAt"], asset["localDateTime"], exif["dateTimeOriginal"])
    assert dates == (first, first, first)
    assert (asset["duration"], asset["libraryId"]) == (0, None)
    assert (exif["fNumber"], exif["latitude"]) == (2.0, 1e-7)
    assert type(exif["iso"]) is int
    assert len(exif["description"]) == 10_000
    assert "AssetMetadataV1" not in came
