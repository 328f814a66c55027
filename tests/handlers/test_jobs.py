from __future__ import annotations

import io
from typing import Any, cast

import httpx
import pytest
from PIL import Image

from bindings import Sql
from bindings.local.metrics import MemoryMetrics
from handlers import jobs
from photos import settings, system
from tests.handlers.conftest import House, upload
from tests.pictures import jpeg

CLEANUP = ["AssetDeleteCheck", "UserDeleteCheck", "SessionCleanup", "AuditTableCleanup",
           "BlobSweep", "BlobCheck"]  # fmt: skip
THUMBNAILS = ["AssetGenerateThumbnailsQueueAll"]


async def configure(house: House, tree: dict[str, Any]) -> None:
    await system.write(house.bindings.database, settings.KEY, tree)


@pytest.mark.parametrize(
    ("off", "sent"),
    [
        (None, [*CLEANUP, "UserSyncUsage", *THUMBNAILS]),
        ("databaseCleanup", ["UserSyncUsage", *THUMBNAILS]),
        ("syncQuotaUsage", [*CLEANUP, *THUMBNAILS]),
        ("missingThumbnails", [*CLEANUP, "UserSyncUsage"]),
    ],
)
async def test_the_night_does_what_it_is_told(house: House, off: str, sent: list[str]) -> None:
    if off:
        await configure(house, {"nightlyTasks": {off: False}})
    await jobs.nightly(house.bindings)
    statement = Sql("SELECT type FROM jobs ORDER BY id")
    rows = await house.bindings.database.all(statement, tuple[str])
    assert [type for (type,) in rows] == sent


async def test_whoever_keeps_everything_for_ever_may(house: House) -> None:
    days = 2**53 - 1
    await configure(house, {"trash": {"days": days}, "user": {"deleteDelay": days}})
    for job in (jobs.AssetDeleteCheck(), jobs.UserDeleteCheck()):
        await jobs.run(job.message(), house.bindings)


async def test_the_night_finds_what_a_crash_left_undone(
    house: House, admin: httpx.AsyncClient
) -> None:
    asset = (await upload(admin)).json()["id"]
    await house.bindings.database.run(Sql("DELETE FROM jobs"))
    await jobs.nightly(house.bindings)
    await house.run_jobs()
    assert (await admin.get(f"/api/assets/{asset}")).json()["thumbhash"]


def tries(house: House) -> int:
    """How often a file turned out to hold nothing that can be decoded."""
    totals = cast(MemoryMetrics, house.bindings.metrics).totals
    return sum(many for (name, _), many in totals.items() if name == "undecodable_assets")


async def test_what_cannot_be_decoded_is_not_tried_every_night(
    house: House, admin: httpx.AsyncClient
) -> None:
    """But as often as an admin wants."""
    broken = (await upload(admin, b"not a picture at all", "broken.jpg")).json()["id"]
    tried = []
    for _ in range(5):
        await house.run_jobs()
        tried.append(tries(house))
        await jobs.nightly(house.bindings)
    assert tried == [1, 2, 3, 3, 3]
    for force in (False, True):
        start = {"command": "start", "force": force}
        assert (await admin.put("/api/jobs/thumbnailGeneration", json=start)).status_code == 200
        await house.run_jobs()
    assert tries(house) == 5
    (key,) = [key async for key in house.bindings.blobs.keys("originals/")]
    await house.bindings.blobs.put(key, jpeg(), "image/jpeg")  # mended, or the decoder
    await admin.put("/api/jobs/thumbnailGeneration", json={"command": "start"})
    await house.run_jobs()
    assert (await admin.get(f"/api/assets/{broken}")).json()["thumbhash"]


async def test_an_edit_of_what_cannot_be_decoded_is_not_tried_for_ever(
    house: House, admin: httpx.AsyncClient
) -> None:
    """Each start looks for lost edits, too."""
    asset = (await upload(admin)).json()["id"]
    await house.run_jobs()
    (key,) = [key async for key in house.bindings.blobs.keys("originals/")]
    await house.bindings.blobs.put(key, b"damaged by then", "image/jpeg")
    turn = {"action": "rotate", "parameters": {"angle": 90}}
    edited = await admin.put(f"/api/assets/{asset}/edits", json={"edits": [turn]})
    assert edited.status_code == 200
    tried = []
    for _ in range(5):
        await house.run_jobs()
        tried.append(tries(house))
        await jobs.catch_up(house.bindings)
    assert tried == [1, 2, 3, 3, 3]


async def test_without_a_trash_the_night_empties_it(house: House, admin: httpx.AsyncClient) -> None:
    asset = (await upload(admin)).json()["id"]
    await admin.request("DELETE", "/api/assets", json={"ids": [asset]})
    await jobs.nightly(house.bindings)
    await house.run_jobs()
    assert (await admin.get(f"/api/assets/{asset}")).status_code == 200
    await configure(house, {"trash": {"enabled": False}})
    await jobs.nightly(house.bindings)
    await house.run_jobs()
    assert (await admin.get(f"/api/assets/{asset}")).status_code == 400


async def test_pictures_are_made_as_configured_and_replace_the_former(
    house: House, admin: httpx.AsyncClient
) -> None:
    asset = (await upload(admin, jpeg(size=(640, 480)))).json()["id"]
    await house.run_jobs()
    image: dict[str, Any] = {
        "thumbnail": {"format": "jpeg", "size": 60},
        "preview": {"format": "webp", "size": 120},
    }
    await configure(house, {"image": image})
    message = {"command": "start", "force": True}
    assert (await admin.put("/api/jobs/thumbnailGeneration", json=message)).status_code == 200
    await house.run_jobs()
    for size, kind, edge in (("thumbnail", "JPEG", 60), ("preview", "WEBP", 120)):
        answer = await admin.get(f"/api/assets/{asset}/thumbnail", params={"size": size})
        assert answer.headers["content-type"] == f"image/{kind.lower()}"
        picture = Image.open(io.BytesIO(answer.content))
        assert (picture.format, min(picture.size)) == (kind, edge)
    for folder in ("thumbnails", "previews"):
        assert len([key async for key in house.bindings.blobs.keys(f"{folder}/")]) == 1


async def test_tags_that_nothing_has(house: House, admin: httpx.AsyncClient) -> None:
    asset = (await upload(admin)).json()["id"]
    me = (await admin.get("/api/users/me")).json()["id"]
    database = house.bindings.database
    for id, value, parent in (("t", "trip", None), ("r", "trip/rome", "t"), ("e", "empty", None),
                              ("n", "empty/too", "e")):  # fmt: skip
        await database.run(
            Sql(
                "INSERT INTO tags (id, user_id, value, parent_id, created_at)"
                " VALUES (?, ?, ?, ?, '2024-01-01T00:00:00.000Z')",
                (id, me, value, parent),
            )
        )
    await database.run(Sql("INSERT INTO tag_assets (asset_id, tag_id) VALUES (?, 'r')", (asset,)))
    await jobs.run(jobs.TagCleanup().message(), house.bindings)
    rows = await database.all(Sql("SELECT value FROM tags ORDER BY value"), tuple[str])
    assert [value for (value,) in rows] == ["trip", "trip/rome"]
