"""From an upload to what is known about it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha1
from typing import Any

import httpx
import pytest

from bindings import Sql
from handlers import jobs
from handlers.jobs import AssetExtractMetadata
from tests.handlers.conftest import House, log_in, upload
from tests.listening import Ears, Heard
from tests.photos.media.files import apple_note, bag, exif, picture, xmp
from tests.photos.media.films import film, keys, with_boxes

CID = "7B2F0D1C-0000-4444-8888-123456789012"
STILL = picture(exif=exif({0x10F: "Apple"}, {0x927C: apple_note(0x11, CID.encode() + b"\0")}))
MOTION = with_boxes(film("mov"), b"moov", extra=keys(content_identifier=CID, make="Apple"))
FILM = film("mp4", frames=30)
GOOGLE = "xmlns:GCamera='http://ns.google.com/photos/1.0/camera/' GCamera:MicroVideoOffset='{}'"
MOTION_PHOTO = picture(xmp=xmp("", GOOGLE.format(len(FILM)))) + FILM
TAGGED = picture(xmp=xmp(bag("digiKam:TagsList", "trip/rome", "family")))


@pytest.fixture
def heard(house: House) -> Heard:
    """What the sockets of everybody were told."""
    ears = Ears()
    house.bindings = replace(house.bindings, sockets=ears)
    return ears.heard


async def add(client: httpx.AsyncClient, data: bytes, name: str, **fields: str) -> str:
    answer = await upload(client, data, name, **fields)
    assert answer.status_code == 201, answer.text
    id: str = answer.json()["id"]
    return id


async def extract(house: House, id: str) -> None:
    """Read the file again."""
    await house.bindings.queue.send([AssetExtractMetadata(id=id).message()])
    await house.run_jobs()


async def read(client: httpx.AsyncClient, id: str) -> dict[str, Any]:
    answer = await client.get(f"/api/assets/{id}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def run(house: House, text: str, *args: str | int) -> None:
    await house.bindings.database.run(Sql(text, args))


async def rows(house: House, text: str, *args: str) -> list[list[Any]]:
    return await house.bindings.database.all(Sql(text, args), list[Any])


async def album_with(house: House, asset_id: str) -> str:
    stamp = "2024-01-01T00:00:00.000Z"
    album = house.bindings.clock.uuid()
    await run(house, "INSERT INTO albums (id, created_at) VALUES (?, ?)", album, stamp)
    await run(
        house,
        "INSERT INTO album_assets (album_id, asset_id, created_at) VALUES (?, ?, ?)",
        album, asset_id, stamp,
    )  # fmt: skip
    return album


async def test_a_film(house: House, admin: httpx.AsyncClient) -> None:
    data = film("mov", size=(96, 64), frames=50, rate=25)
    texts = {"creationdate": "2024-05-05T14:00:00+0200", "model": "iPhone 15"}
    id = await add(admin, with_boxes(data, b"moov", extra=keys(**texts)), "a.mov")
    await house.run_jobs()
    asset = await read(admin, id)
    assert (asset["type"], asset["duration"]) == ("VIDEO", 2000)
    assert (asset["width"], asset["height"]) == (96, 64)
    assert asset["localDateTime"] == "2024-05-05T14:00:00.000Z"
    assert asset["fileCreatedAt"] == "2024-05-05T12:00:00.000Z"
    assert asset["exifInfo"]["timeZone"] == "UTC+2"
    assert asset["exifInfo"]["orientation"] == "1"
    assert await rows(house, "SELECT fps, model FROM asset_exif") == [[25.0, "iPhone 15"]]


async def test_a_film_nobody_can_read_keeps_the_length_the_phone_told(
    house: House, admin: httpx.AsyncClient
) -> None:
    video = await add(admin, b"some transport stream", "a.mts", duration="4200")
    image = await add(admin, b"some picture", "a.x3f", duration="4200")
    await house.run_jobs()
    assert (await read(admin, video))["duration"] == 4200
    assert (await read(admin, image))["duration"] is None


@pytest.mark.parametrize("still_first", [True, False])
async def test_halves_of_a_live_photo_find_each_other(
    house: House, admin: httpx.AsyncClient, heard: Heard, still_first: bool
) -> None:
    halves = [(STILL, "a.jpg"), (MOTION, "a.mov")]
    ids = {}
    for data, name in halves if still_first else reversed(halves):
        ids[name] = await add(admin, data, name)
        if name == "a.mov":
            await album_with(house, ids[name])
        await house.run_jobs()
    still, video = ids["a.jpg"], ids["a.mov"]
    assert (await read(admin, still))["livePhotoVideoId"] == video
    assert (await read(admin, video))["visibility"] == "hidden"
    assert await rows(house, "SELECT * FROM album_assets") == []
    owner = (await admin.get("/api/users/me")).json()["id"]
    assert [each for each in heard if each[1] == "on_asset_hidden"] == [
        (owner, "on_asset_hidden", [video])
    ]
    before = len(heard)
    for id in (still, video):
        await extract(house, id)
    assert not [each for each in heard[before:] if each[1] == "on_asset_hidden"]
    assert (await read(admin, still))["livePhotoVideoId"] == video


@pytest.mark.parametrize("reason", ["somebody else's", "in the trash", "taken"])
async def test_halves_that_do_not_belong_together(
    house: House, admin: httpx.AsyncClient, reason: str
) -> None:
    still = await add(admin, STILL, "a.jpg")
    await house.run_jobs()
    if reason == "somebody else's":
        await house.move_in("bob@example.com")
        async with house.visitor() as bob:
            await log_in(bob, "bob@example.com")
            await add(bob, MOTION, "a.mov")
    elif reason == "in the trash":
        await admin.request("DELETE", "/api/assets", json={"ids": [still]})
        await add(admin, MOTION, "a.mov")
    else:
        other = await add(admin, film("mov"), "other.mov")
        await run(house, "UPDATE assets SET live_photo_video_id = ? WHERE id = ?", other, still)
        await add(admin, MOTION, "a.mov")
    await house.run_jobs()
    assert await rows(house, "SELECT 1 FROM assets WHERE visibility = 'hidden'") == []


async def test_the_film_in_a_motion_photo(house: House, admin: httpx.AsyncClient) -> None:
    still = await add(admin, MOTION_PHOTO, "PXL.MP.JPG")
    await house.run_jobs()
    video = (await read(admin, still))["livePhotoVideoId"]
    asset = await read(admin, video)
    assert (asset["type"], asset["visibility"]) == ("VIDEO", "hidden")
    assert (asset["originalFileName"], asset["duration"]) == ("PXL.MP.mp4", 3000)
    assert asset["checksum"] == b64encode(sha1(FILM).digest()).decode()
    assert (await admin.get(f"/api/assets/{video}/original")).content == FILM
    me = (await admin.get("/api/users/me")).json()
    assert me["quotaUsageInBytes"] == len(MOTION_PHOTO) + len(FILM)
    answer = await admin.put(f"/api/assets/{still}", json={"livePhotoVideoId": None})
    assert answer.json()["message"] == "Cannot unlink Android motion photos"
    await extract(house, still)
    assert await rows(house, "SELECT count(*) FROM assets") == [[2]]


async def test_a_film_that_is_here_already_is_used(
    house: House, admin: httpx.AsyncClient, heard: Heard
) -> None:
    film_id = await add(admin, FILM, "cut out by hand.mp4")
    await house.run_jobs()
    still = await add(admin, MOTION_PHOTO, "PXL.jpg")
    await house.run_jobs()
    assert (await read(admin, still))["livePhotoVideoId"] == film_id
    assert (await read(admin, film_id))["visibility"] == "hidden"
    assert [each[2][0] for each in heard if each[1] == "on_asset_hidden"] == [film_id]
    keys = [key async for key in house.bindings.blobs.keys("originals/")]
    assert len(keys) == 2


async def test_a_full_quota_leaves_the_film_out(house: House, admin: httpx.AsyncClient) -> None:
    room = len(MOTION_PHOTO) + len(FILM) - 1
    await run(house, "UPDATE users SET quota_size_in_bytes = ?", room)
    still = await add(admin, MOTION_PHOTO, "PXL.jpg")
    await house.run_jobs()
    asset = await read(admin, still)
    assert (asset["livePhotoVideoId"], asset["width"]) == (None, 32)
    assert (await admin.get(f"/api/assets/{still}/thumbnail")).status_code == 200
    keys = [key async for key in house.bindings.blobs.keys("originals/")]
    assert len(keys) == 1
    assert await rows(house, "SELECT * FROM jobs") == []


@pytest.mark.parametrize("before", ["head", "create", "put"])
async def test_a_photo_deleted_while_it_is_read_leaves_nothing(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    """Also not the film that was being cut out of it."""
    still = await add(admin, MOTION_PHOTO, "PXL.jpg")
    await run(house, "DELETE FROM jobs")
    blobs = house.bindings.blobs
    work = blobs.create if before == "put" else getattr(blobs, before)

    async def delete() -> None:
        monkeypatch.undo()
        await admin.request("DELETE", "/api/assets", json={"ids": [still], "force": True})
        await house.run_jobs()

    async def late(*args: Any) -> Any:
        if before != "put":
            await delete()
            return await work(*args)
        upload = await work(*args)
        finish = upload.finish

        async def finished() -> Any:
            stored = await finish()
            await delete()
            return stored

        monkeypatch.setattr(upload, "finish", finished)
        return upload

    monkeypatch.setattr(blobs, "create" if before == "put" else before, late)
    await jobs.run(AssetExtractMetadata(id=still, source="upload").message(), house.bindings)
    await house.run_jobs()
    assert await rows(house, "SELECT id FROM assets") == []
    assert [key async for key in blobs.keys("")] == []
    me = (await admin.get("/api/users/me")).json()
    assert me["quotaUsageInBytes"] == 0


async def test_a_sidecar_counts_more_than_the_file(house: House, admin: httpx.AsyncClient) -> None:
    packet = xmp(
        "<dc:description>better</dc:description>",
        "xmp:Rating='4' exif:DateTimeOriginal='2019-05-05T12:00:00+02:00'",
    )
    data = picture(exif=exif({0x10E: "worse"}, {0x9003: "2024:01:01 00:00:00", 0x9291: "5"}))
    form = {"fileCreatedAt": "2024-01-01T00:00:00Z", "fileModifiedAt": "2024-01-01T00:00:00Z"}
    files = {"assetData": ("a.jpg", data), "sidecarData": ("a.jpg.xmp", packet)}
    answer = await admin.post("/api/assets", data=form, files=files)
    await house.run_jobs()
    asset = await read(admin, answer.json()["id"])
    assert (asset["exifInfo"]["description"], asset["exifInfo"]["rating"]) == ("better", 4)
    assert asset["fileCreatedAt"] == "2019-05-05T10:00:00.000Z"


async def values(client: httpx.AsyncClient, id: str) -> list[str]:
    return [tag["value"] for tag in (await read(client, id))["tags"]]


async def test_keywords_become_tags(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(admin, TAGGED, "a.jpg")
    await house.run_jobs()
    assert await values(admin, id) == ["family", "trip/rome"]
    tree = await rows(
        house,
        """
        SELECT tags.value, parents.value FROM tags
        LEFT JOIN tags AS parents ON parents.id = tags.parent_id ORDER BY 1
        """,
    )
    assert tree == [["family", None], ["trip", None], ["trip/rome", "trip"]]
    await run(
        house,
        "INSERT INTO tag_assets (asset_id, tag_id) SELECT ?, id FROM tags WHERE value = 'trip'",
        id,
    )
    await extract(house, id)
    assert await values(admin, id) == ["family", "trip/rome"], "exactly the list of the file"


async def test_tags_set_by_hand_stay(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(admin, TAGGED, "a.jpg")
    await house.run_jobs()
    await run(house, """UPDATE asset_exif SET tags = '["mine"]', locked_properties = '["tags"]'""")
    await extract(house, id)
    assert await values(admin, id) == ["mine"]
    await run(house, "UPDATE asset_exif SET tags = '[]'")
    await extract(house, id)
    assert await values(admin, id) == []


async def test_a_date_set_by_hand_stays_where_it_put_the_photo(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await add(admin, picture(exif=exif({}, {0x9003: "2024:05:05 12:00:00"})), "a.jpg")
    await house.run_jobs()
    body = {"dateTimeOriginal": "2001-02-03T04:05:06.000+02:00"}
    said = (await admin.put(f"/api/assets/{id}", json=body)).json()
    await extract(house, id)
    found = await read(admin, id)
    dates = ("fileCreatedAt", "localDateTime")
    assert [found[date] for date in dates] == [said[date] for date in dates]
    assert found["fileCreatedAt"].startswith("2001")


async def test_reading_a_file_again_is_no_news(
    house: House, admin: httpx.AsyncClient, heard: Heard
) -> None:
    id = await add(admin, picture(), "a.jpg")
    await house.run_jobs()
    before = len(heard)
    await extract(house, id)
    assert heard[before:] == []


async def test_an_original_that_is_lost_fails_its_job(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await add(admin, picture(), "a.jpg")
    await house.run_jobs()
    originals = [key async for key in house.bindings.blobs.keys("originals/")]
    await house.bindings.blobs.delete(originals)
    with pytest.raises(FileNotFoundError):
        await jobs.run(AssetExtractMetadata(id=id).message(), house.bindings)


async def test_a_file_without_keywords_ends_without_tags(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await add(admin, picture(), "a.jpg")
    await house.run_jobs()
    new = "INSERT INTO tags (id, user_id, value, created_at)"
    await run(house, f"{new} SELECT 't', id, 'x', created_at FROM users")
    await run(house, "INSERT INTO tag_assets (asset_id, tag_id) VALUES (?, 't')", id)
    await extract(house, id)
    assert await values(admin, id) == []


async def test_a_broken_file_costs_one_job(house: House, admin: httpx.AsyncClient) -> None:
    broken = [
        await add(admin, MOTION_PHOTO[:200], "cut.jpg"),
        await add(admin, MOTION[:-700], "cut.mov"),
        await add(admin, b"\xff\xd8\xff" + bytes(range(256)), "noise.jpg"),
    ]
    sound = await add(admin, TAGGED, "sound.jpg")
    await house.run_jobs()
    assert await rows(house, "SELECT * FROM jobs") == []
    for id in broken:
        asset = await read(admin, id)
        assert asset["fileCreatedAt"] == "2024-01-01T00:00:00.000Z"
    assert await values(admin, sound) == ["family", "trip/rome"]


async def test_an_asset_that_is_gone_is_no_failure(house: House) -> None:
    job = AssetExtractMetadata(id=house.bindings.clock.uuid(), source="upload")
    await jobs.run(job.message(), house.bindings)
