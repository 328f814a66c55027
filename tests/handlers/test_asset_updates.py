"""Changing what is known about assets, one and many."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Sql
from handlers.jobs import AssetExtractMetadata
from tests.handlers.conftest import House, upload
from tests.listening import Ears
from tests.pictures import jpeg

NOBODY = "7b8c1c2e-1111-4111-8111-111111111111"
NO_ACCESS = {"message": "Not found or no asset.update access"}


async def add(client: httpx.AsyncClient, seed: int = 0, name: str = "a.jpg", **fields: str) -> str:
    """A new asset; its extraction waits for `house.run_jobs`."""
    data = jpeg(seed) if name.endswith(".jpg") else f"{name} {seed}".encode()
    made = await upload(client, data, name, **fields)
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    return id


async def read(client: httpx.AsyncClient, id: str) -> dict[str, Any]:
    answer = await client.get(f"/api/assets/{id}")
    assert answer.status_code == 200, answer.text
    asset: dict[str, Any] = answer.json()
    return asset


async def change(client: httpx.AsyncClient, id: str, **changes: Any) -> dict[str, Any]:
    answer = await client.put(f"/api/assets/{id}", json=changes)
    assert answer.status_code == 200, answer.text
    asset: dict[str, Any] = answer.json()
    return asset


async def change_all(client: httpx.AsyncClient, ids: list[str], **changes: Any) -> None:
    answer = await client.put("/api/assets", json={"ids": ids, **changes})
    assert (answer.status_code, answer.content) == (204, b""), answer.text


def taken(asset: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
    exif = asset["exifInfo"]
    return (
        asset["fileCreatedAt"], asset["localDateTime"], exif["dateTimeOriginal"], exif["timeZone"],
    )  # fmt: skip


def issues(answer: httpx.Response) -> list[tuple[list[Any], str]]:
    assert (answer.status_code, answer.json()["message"]) == (400, "Validation failed")
    return [(issue["path"], issue["message"]) for issue in answer.json()["errors"]]


async def test_what_a_person_says_is_shown_at_once(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    await house.run_jobs()
    shown = await change(
        admin, id, description="  On the beach\n", rating=4, latitude=38.7, longitude=-9.1,
        isFavorite=True, visibility="archive",
    )  # fmt: skip
    assert shown["isFavorite"] is shown["isArchived"] is True
    assert shown["exifInfo"]["description"] == "On the beach"
    assert shown["exifInfo"]["rating"] == 4
    assert (shown["exifInfo"]["latitude"], shown["exifInfo"]["longitude"]) == (38.7, -9.1)
    assert not {"stack", "tags", "owner"} & shown.keys()
    again = await read(admin, id)
    assert {key: again[key] for key in shown} == shown
    assert (await change(admin, id, rating=None))["exifInfo"]["rating"] is None
    assert (await change(admin, id, rating=-1))["exifInfo"]["rating"] is None
    stored = Sql("SELECT rating FROM asset_exif")
    assert await house.bindings.database.one(stored, tuple[int]) == (-1,), "as phones are told"


async def test_nothing_to_change_is_no_fault(admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    before = await read(admin, id)
    assert (await change(admin, id))["updatedAt"] == before["updatedAt"]
    assert (await admin.patch(f"/api/assets/{id}", json={})).status_code == 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-07-01T12:00:00-07:00",
         ("2019-07-01T19:00:00.000Z", "2019-07-01T12:00:00.000Z",
          "2019-07-01T19:00:00+00:00", "UTC-7")),
        ("2019-07-01T12:00:00.250+05:30",
         ("2019-07-01T06:30:00.250Z", "2019-07-01T12:00:00.250Z",
          "2019-07-01T06:30:00.25+00:00", "UTC+5:30")),
        ("2019-07-01T12:00:00Z",
         ("2019-07-01T12:00:00.000Z", "2019-07-01T12:00:00.000Z",
          "2019-07-01T12:00:00+00:00", "UTC")),
        ("2019-07-01 12:00",
         ("2019-07-01T12:00:00.000Z", "2019-07-01T13:00:00.000Z",
          "2019-07-01T12:00:00+00:00", "UTC+1")),
    ],
)  # fmt: skip
async def test_a_new_date_moves_the_asset(
    house: House, admin: httpx.AsyncClient, text: str, expected: tuple[str, ...]
) -> None:
    id = await add(admin)
    await house.run_jobs()
    assert (await change(admin, id, dateTimeOriginal="2018-01-01T00:00+01:00")) is not None
    assert taken(await change(admin, id, dateTimeOriginal=text)) == expected
    buckets = (await admin.get("/api/timeline/buckets")).json()
    assert buckets == [{"timeBucket": "2019-07-01", "count": 1}]


async def test_what_a_person_said_survives_extraction(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await add(admin)
    said = await change(
        admin, id, dateTimeOriginal="2001-02-03T04:05:06+02:00", description="mine", rating=2,
        latitude=1.5, longitude=2.5,
    )  # fmt: skip
    await house.run_jobs()
    await house.bindings.queue.send([AssetExtractMetadata(id=id).message()])
    await house.run_jobs()
    found = await read(admin, id)
    assert taken(found) == taken(said)
    kept = ("description", "rating", "latitude", "longitude")
    assert [found["exifInfo"][key] for key in kept] == ["mine", 2, 1.5, 2.5]
    assert found["exifInfo"]["exifImageWidth"] is not None, "the rest is read"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"latitude": 1.0}, [([], "Latitude and longitude must be provided together")]),
        ({"longitude": 1.0, "rating": 0},
         [(["rating"], "Rating must be -1 (rejected), 1–5 (starred), or null (unrated); "
                       "0 is not valid"),
          ([], "Latitude and longitude must be provided together")]),
        ({"dateTimeOriginal": "yesterday"},
         [(["dateTimeOriginal"],
           "Invalid input: expected ISO 8601 datetime string, received string")]),
        ({"dateTimeOriginal": "2019-02-30T00:00:00Z"},
         [(["dateTimeOriginal"],
           "Invalid input: expected ISO 8601 datetime string, received string")]),
        ({"rating": 6}, [(["rating"], "Too big: expected number to be <=5")]),
    ],
)  # fmt: skip
async def test_refused_bodies(
    admin: httpx.AsyncClient, body: dict[str, Any], expected: list[Any]
) -> None:
    id = await add(admin)
    before = await read(admin, id)
    assert issues(await admin.put(f"/api/assets/{id}", json=body)) == expected
    bulk = {"ids": [id], "isFavorite": True, **body}
    assert issues(await admin.put("/api/assets", json=bulk)) == expected
    assert await read(admin, id) == before


async def test_relative_and_absolute_dates_exclude_each_other(admin: httpx.AsyncClient) -> None:
    body = {"ids": [], "dateTimeRelative": 0, "dateTimeOriginal": "2020-01-01T00:00:00Z"}
    expected: list[Any] = [([], "dateTimeRelative cannot exist alongside dateTimeOriginal")]
    assert issues(await admin.put("/api/assets", json=body)) == expected


async def test_a_shift_moves_each_from_where_it_was(admin: httpx.AsyncClient) -> None:
    one = await add(admin, 1)
    two = await add(admin, 2)
    await change(admin, one, dateTimeOriginal="2020-01-01T00:10:00+01:00")
    await change(admin, two, dateTimeOriginal="2020-06-01T12:00:00-03:30")
    await change_all(admin, [one, two, one], dateTimeRelative=-30)
    assert taken(await read(admin, one)) == (
        "2019-12-31T22:40:00.000Z", "2019-12-31T23:40:00.000Z", "2019-12-31T22:40:00+00:00",
        "UTC+1",
    )  # fmt: skip
    assert taken(await read(admin, two))[1:2] == ("2020-06-01T11:30:00.000Z",)
    listed = (await admin.get("/api/timeline/buckets")).json()
    assert [bucket["timeBucket"] for bucket in listed] == ["2020-06-01", "2019-12-01"]


@pytest.mark.parametrize(
    ("zone", "winter", "summer", "name"),
    [
        ("America/New_York", "2019-12-31T19:00:00.000Z", "2020-06-30T20:00:00.000Z", "UTC-5"),
        ("UTC+2", "2020-01-01T02:00:00.000Z", "2020-07-01T02:00:00.000Z", "UTC+2"),
    ],
)
async def test_a_zone_moves_the_wall_clock_only(
    admin: httpx.AsyncClient, zone: str, winter: str, summer: str, name: str
) -> None:
    one = await add(admin, 1, fileCreatedAt="2020-01-01T00:00:00Z")
    two = await add(admin, 2, fileCreatedAt="2020-07-01T00:00:00Z")
    await change_all(admin, [one, two], timeZone=zone)
    first, second = await read(admin, one), await read(admin, two)
    assert taken(first) == ("2020-01-01T00:00:00.000Z", winter, "2020-01-01T00:00:00+00:00", name)
    assert (second["fileCreatedAt"], second["localDateTime"]) == (
        "2020-07-01T00:00:00.000Z", summer,
    )  # fmt: skip


async def test_an_unknown_zone_changes_nothing(admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    before = taken(await read(admin, id))
    await change_all(admin, [id], timeZone="Mars/Olympus_Mons")
    assert taken(await read(admin, id)) == before


async def test_a_zone_wins_over_the_offset_of_a_date(admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    await change_all(
        admin, [id], dateTimeOriginal="2020-07-01T12:00:00+02:00", timeZone="Europe/Lisbon"
    )
    assert taken(await read(admin, id)) == (
        "2020-07-01T10:00:00.000Z", "2020-07-01T11:00:00.000Z", "2020-07-01T10:00:00+00:00",
        "UTC+1",
    )  # fmt: skip


@pytest.mark.parametrize("minutes", [2**53 - 1, -(2**53 - 1), 60 * 24 * 366 * 8000])
async def test_no_shift_leaves_the_calendar(admin: httpx.AsyncClient, minutes: int) -> None:
    id = await add(admin)
    before = await read(admin, id)
    body = {"ids": [id], "dateTimeRelative": minutes, "isFavorite": True}
    answer = await admin.put("/api/assets", json=body)
    assert (answer.status_code, answer.json()) == (
        400, {"message": "The date is beyond the calendar"},
    )  # fmt: skip
    assert await read(admin, id) == before


async def test_all_or_none(house: House, admin: httpx.AsyncClient, ears: Ears) -> None:
    mine = await add(admin)
    before = await read(admin, mine)
    await house.move_in("bob@example.com")
    async with house.visitor() as bob:
        person = {"email": "bob@example.com", "password": "a long enough password"}
        assert (await bob.post("/api/auth/login", json=person)).status_code == 201
        theirs = await add(bob)
        foreign = await bob.put(f"/api/assets/{mine}", json={"description": "got you"})
        assert (foreign.status_code, foreign.json()) == (400, NO_ACCESS)
    for other in (theirs, NOBODY):
        body = {"ids": [mine, other], "isFavorite": True, "dateTimeRelative": 5, "description": "x"}
        answer = await admin.put("/api/assets", json=body)
        assert (answer.status_code, answer.json()) == (400, NO_ACCESS)
    assert await read(admin, mine) == before
    assert ears.heard == []


async def test_many_at_once(house: House, admin: httpx.AsyncClient) -> None:
    """More ids than one argument of a statement holds, most of them unknown."""
    id = await add(admin)
    unknown = [f"00000000-0000-4000-8000-{number:012x}" for number in range(65_000)]
    answer = await admin.put("/api/assets", json={"ids": [id, *unknown], "isFavorite": True})
    assert (answer.status_code, answer.json()) == (400, NO_ACCESS)
    await change_all(admin, [id] * 65_000, isFavorite=True)
    assert (await read(admin, id))["isFavorite"] is True


async def test_locking_many_takes_them_out_of_albums(
    house: House, admin: httpx.AsyncClient
) -> None:
    one, two = await add(admin, 1), await add(admin, 2)
    database, stamp = house.bindings.database, "2024-01-01T00:00:00.000Z"
    album = house.bindings.clock.uuid()
    await database.run(Sql("INSERT INTO albums (id, created_at) VALUES (?, ?)", (album, stamp)))
    for id in (one, two):
        entry = "INSERT INTO album_assets (album_id, asset_id, created_at) VALUES (?, ?, ?)"
        await database.run(Sql(entry, (album, id, stamp)))

    async def members() -> set[str]:
        rows = await database.all(Sql("SELECT asset_id FROM album_assets"), tuple[str])
        return {id for (id,) in rows}

    assert (await change(admin, one, visibility="locked"))["visibility"] == "locked"
    assert await members() == {one, two}, "the single update leaves albums alone"
    hidden = await admin.get(f"/api/assets/{one}")
    assert hidden.json() == {"message": "Not found or no asset.read access"}
    await change_all(admin, [two], visibility="locked")
    assert await members() == {one}


async def test_duplicate_groups(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(admin)

    async def group() -> Any:
        select = Sql("SELECT duplicate_id FROM assets WHERE id = ?", (id,))
        return await house.bindings.database.one(select, tuple[str | None])

    await change_all(admin, [id], duplicateId="a group")
    assert await group() == ("a group",)
    await change_all(admin, [id], duplicateId=None)
    assert await group() == (None,)


async def test_who_hears_of_it(house: House, admin: httpx.AsyncClient, ears: Ears) -> None:
    one, two = await add(admin, 1), await add(admin, 2)
    await house.run_jobs()
    owner = (await admin.get("/api/users/me")).json()["id"]
    ears.heard.clear()
    await change(admin, one, isFavorite=True)
    assert ears.heard == [], "whoever did it has the answer"
    await change(admin, one, description="new")
    ((room, event, (asset,)),) = ears.heard
    assert (room, event, asset["id"]) == (owner, "on_asset_update", one)
    assert (asset["isFavorite"], asset["exifInfo"]["description"], asset["tags"]) == (
        True, "new", [],
    )  # fmt: skip
    assert not {"stack", "owner"} & asset.keys()
    ears.heard.clear()
    await change_all(admin, [two, one], isFavorite=False)
    await house.run_jobs()
    assert [(event, asset["id"]) for _, event, (asset,) in ears.heard] == [
        ("on_asset_update", two), ("on_asset_update", one),
    ]  # fmt: skip


async def test_a_live_photo_is_put_together_and_taken_apart(
    house: House, admin: httpx.AsyncClient, ears: Ears
) -> None:
    still, video = await add(admin), await add(admin, name="a.mov")
    linked = await change(admin, still, livePhotoVideoId=video)
    assert linked["livePhotoVideoId"] == video
    assert (await read(admin, video))["visibility"] == "hidden"
    assert [(event, id) for _, event, (id,) in ears.heard] == [("on_asset_hidden", video)]
    other = await add(admin, 2, "b.mov")
    await change(admin, still, livePhotoVideoId=other)
    assert (await read(admin, video))["visibility"] == "timeline", "the former stands alone"
    freed = await change(admin, still, visibility="archive", livePhotoVideoId=None)
    assert freed["livePhotoVideoId"] is None
    assert (await read(admin, other))["visibility"] == "archive"
    assert (await change(admin, still, livePhotoVideoId=None))["livePhotoVideoId"] is None


async def test_not_everything_is_a_motion_video(house: House, admin: httpx.AsyncClient) -> None:
    still, picture = await add(admin), await add(admin, 1)
    for wrong, text in (
        (NOBODY, "Live photo video not found"),
        (picture, "Live photo video must be a video"),
    ):
        answer = await admin.put(
            f"/api/assets/{still}", json={"livePhotoVideoId": wrong, "isFavorite": True}
        )
        assert (answer.status_code, answer.json()) == (400, {"message": text})
    assert (await read(admin, still))["isFavorite"] is False


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("refresh-metadata", "AssetExtractMetadata"),
        ("regenerate-thumbnail", "AssetGenerateThumbnails"),
        ("refresh-faces", None),
        ("transcode-video", None),
    ],
)
async def test_jobs_by_hand(
    house: House, admin: httpx.AsyncClient, name: str, sent: str | None
) -> None:
    id = await add(admin)
    await house.run_jobs()
    body = {"assetIds": [id, id], "name": name}
    assert (await admin.post("/api/assets/jobs", json=body)).status_code == 204
    waiting = await house.bindings.database.all(Sql("SELECT type FROM jobs"), tuple[str])
    assert waiting == ([(sent,)] if sent else [])
    body["assetIds"] = [id, NOBODY]
    answer = await admin.post("/api/assets/jobs", json=body)
    assert (answer.status_code, answer.json()) == (400, NO_ACCESS)


async def test_a_fresh_reading_finds_what_was_lost(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    await house.run_jobs()
    before = await read(admin, id)
    await house.bindings.database.run(Sql("UPDATE asset_exif SET exif_image_width = NULL"))
    await house.bindings.database.run(Sql("DELETE FROM asset_files"))
    for name in ("refresh-metadata", "regenerate-thumbnail"):
        await admin.post("/api/assets/jobs", json={"assetIds": [id], "name": name})
    await house.run_jobs()
    assert (await read(admin, id))["exifInfo"] == before["exifInfo"]
    assert (await admin.get(f"/api/assets/{id}/thumbnail")).status_code == 200
