"""From a position in a file, or given by hand, to a place and a time zone."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Sql
from handlers import jobs
from tests import naming
from tests.handlers.conftest import House, upload
from tests.photos.atlas import ATLAS
from tests.photos.media.files import SAMPLES, exif, picture
from tests.photos.media.films import film, keys, with_boxes

GPS_MADRID = {1: "N", 2: (40.0, 24.0, 55.4), 3: "W", 4: (3.0, 42.0, 26.6)}
SUMMER = {0x9003: "2019:07:01 12:00:00"}
WITH_OFFSET = SUMMER | {0x9011: "+09:00"}
MADRID = ("Madrid", "Madrid", "Spain")
NOWHERE = (None, None, None)


@pytest.fixture
async def atlas(house: House) -> None:
    await house.bindings.database.batch(ATLAS)


async def add(house: House, client: httpx.AsyncClient, data: bytes, name: str = "a.jpg") -> str:
    answer = await upload(client, data, name)
    assert answer.status_code == 201, answer.text
    await house.run_jobs()
    id: str = answer.json()["id"]
    return id


async def read(client: httpx.AsyncClient, id: str) -> tuple[Any, ...]:
    """Place; zone, instant, wall clock."""
    asset = (await client.get(f"/api/assets/{id}")).json()
    known = asset["exifInfo"]
    return (
        (known["city"], known["state"], known["country"]),
        (known["timeZone"], asset["fileCreatedAt"][:16], asset["localDateTime"][:16]),
    )


def photo(gps: dict[int, Any] | None, taken: dict[int, Any]) -> bytes:
    return picture(exif=exif(photo=taken, gps=gps))


@pytest.mark.usefixtures("atlas")
async def test_a_photo_with_a_position(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(house, admin, photo(GPS_MADRID, SUMMER))
    assert await read(admin, id) == (
        MADRID, ("Europe/Madrid", "2019-07-01T10:00", "2019-07-01T12:00"),
    )  # fmt: skip
    assert (await admin.get("/api/map/markers")).json()[0]["city"] == "Madrid"


@pytest.mark.usefixtures("atlas")
async def test_an_offset_in_the_file_counts_more(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(house, admin, photo(GPS_MADRID, WITH_OFFSET))
    assert await read(admin, id) == (
        MADRID, ("UTC+9", "2019-07-01T03:00", "2019-07-01T12:00"),
    )  # fmt: skip


async def test_without_a_table_all_goes_on(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(house, admin, photo(GPS_MADRID, SUMMER))
    assert await read(admin, id) == (NOWHERE, (None, "2019-07-01T12:00", "2019-07-01T12:00"))


@pytest.mark.usefixtures("atlas")
async def test_a_film_keeps_its_instant(house: House, admin: httpx.AsyncClient) -> None:
    texts = {"creationdate": "2024-06-01T10:00:00Z", "location.ISO6709": "+40.4154-003.7074/"}
    id = await add(house, admin, with_boxes(film("mov"), b"moov", extra=keys(**texts)), "a.mov")
    assert await read(admin, id) == (
        MADRID, ("Europe/Madrid", "2024-06-01T10:00", "2024-06-01T12:00"),
    )  # fmt: skip


@pytest.mark.usefixtures("atlas")
async def test_a_position_given_by_hand(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(house, admin, photo(None, SUMMER))
    assert await read(admin, id) == (NOWHERE, (None, "2019-07-01T12:00", "2019-07-01T12:00"))
    tokyo = {"latitude": 35.68, "longitude": 139.76}
    shown = (await admin.put(f"/api/assets/{id}", json=tokyo)).json()["exifInfo"]
    assert (shown["city"], shown["country"]) == ("Tokyo", "Japan")
    await house.run_jobs()
    there = (("Tokyo", "Tokyo", "Japan"), ("Asia/Tokyo", "2019-07-01T03:00", "2019-07-01T12:00"))
    assert await read(admin, id) == there
    # Reading the file anew changes nothing of what a person said.
    await admin.post("/api/assets/jobs", json={"assetIds": [id], "name": "refresh-metadata"})
    await house.run_jobs()
    assert await read(admin, id) == there
    await admin.put("/api/assets", json={"ids": [id], "latitude": 0, "longitude": -30})
    assert (await read(admin, id))[0] == NOWHERE


@pytest.mark.usefixtures("atlas")
async def test_a_date_given_by_hand_stays(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(house, admin, photo(None, SUMMER))
    said = {"dateTimeOriginal": "2020-01-01T12:00:00-07:00", "latitude": 35.68, "longitude": 139.76}
    await admin.put(f"/api/assets/{id}", json=said)
    await house.run_jobs()
    assert await read(admin, id) == (
        ("Tokyo", "Tokyo", "Japan"), ("UTC-7", "2020-01-01T19:00", "2020-01-01T12:00"),
    )  # fmt: skip


async def test_photos_that_came_before_the_table(house: House, admin: httpx.AsyncClient) -> None:
    first = await add(house, admin, photo(GPS_MADRID, SUMMER))
    second = await add(house, admin, photo(GPS_MADRID, WITH_OFFSET))
    third = await add(house, admin, photo(None, SUMMER))
    await house.bindings.database.batch(ATLAS)
    await jobs.catch_up(house.bindings)
    await house.run_jobs()
    zone = ("Europe/Madrid", "2019-07-01T10:00", "2019-07-01T12:00")
    assert await read(admin, first) == (MADRID, zone)
    assert (await read(admin, second))[0] == MADRID
    assert (await read(admin, third))[0] == NOWHERE
    # Once for each table, not at each start.
    await jobs.catch_up(house.bindings)
    sent = await house.bindings.database.all(Sql("SELECT type FROM jobs"), tuple[str])
    assert sent == []


async def test_a_library_is_gone_through_page_by_page(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.jobs.places._PAGE", 2)
    ids = []
    for hour in range(5):
        taken = WITH_OFFSET | {0x9003: f"2019:07:01 1{hour}:00:00"}
        ids.append(await add(house, admin, photo(GPS_MADRID, taken)))
    await house.bindings.database.batch(ATLAS)
    await jobs.nightly(house.bindings)
    await house.run_jobs()
    assert [(await read(admin, id))[0] for id in ids] == [MADRID] * 5


@pytest.mark.usefixtures("atlas")
async def test_a_file_that_lost_its_position(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(house, admin, photo(GPS_MADRID, WITH_OFFSET))
    asset = (await admin.get(f"/api/assets/{id}")).json()
    await house.bindings.blobs.put(asset["originalPath"], photo(None, WITH_OFFSET), "image/jpeg")
    await admin.post("/api/assets/jobs", json={"assetIds": [id], "name": "refresh-metadata"})
    await house.run_jobs()
    assert (await read(admin, id))[0] == NOWHERE
    assert (await admin.get("/api/map/markers")).json() == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside the project")
@pytest.mark.usefixtures("atlas")
async def test_photos_of_real_cameras(house: House, admin: httpx.AsyncClient) -> None:
    folder = SAMPLES / "metadata/gps-position"
    id = await add(house, admin, (folder / "thompson-springs.jpg").read_bytes())
    place, (zone, instant, local) = await read(admin, id)
    assert place == ("Palisade", "Colorado", "United States of America")
    assert (zone, instant, local) == ("America/Denver", "2022-01-10T22:15", "2022-01-10T15:15")
    id = await add(house, admin, (folder / "empty_gps.jpg").read_bytes())
    assert (await read(admin, id))[0] == NOWHERE


async def test_the_story_both_doors_are_told(house: House) -> None:
    await naming.story(house.bindings)
