"""Removing for good: nothing of an asset is left."""

from __future__ import annotations

from datetime import timedelta

import httpx

from bindings import Sql
from handlers import jobs
from handlers.jobs import AssetDelete, AssetDeleteCheck
from photos import queues
from tests.handlers.conftest import House, upload
from tests.pictures import jpeg

STAMP = "2024-01-01T00:00:00.000Z"
TABLES = (
    "assets", "asset_exif", "asset_files", "asset_edits", "asset_metadata", "asset_job_status",
    "asset_search",
)  # fmt: skip


async def live_photo(house: House, client: httpx.AsyncClient, shade: int = 1) -> tuple[str, str]:
    """A still with everything an asset can have, and its motion video."""
    video = (await upload(client, f"motion {shade}".encode(), "a.mov", visibility="hidden")).json()
    form = {"fileCreatedAt": STAMP, "fileModifiedAt": STAMP, "livePhotoVideoId": video["id"],
            "metadata": '[{"key":"k","value":{}}]'}  # fmt: skip
    files = {
        "assetData": ("a.jpg", jpeg(shade), "image/jpeg"),
        "sidecarData": ("a.jpg.xmp", b"<x/>", "application/xml"),
    }
    still: str = (await client.post("/api/assets", data=form, files=files)).json()["id"]
    await house.run_jobs()
    bindings = house.bindings
    for type in ("thumbnail", "preview", "fullsize"):
        key = f"{type}s/{still}_edited.jpeg"
        await bindings.blobs.put(key, b"edited", "image/jpeg")
        await bindings.database.run(
            Sql(
                "INSERT INTO asset_files (asset_id, type, is_edited, path) VALUES (?, ?, 1, ?)"
                " ON CONFLICT DO NOTHING",
                (still, type, key),
            )
        )
    return still, video["id"]


async def left(house: House) -> tuple[list[str], dict[str, int]]:
    """Keys of all blobs, and the rows of tables that have any."""
    counts = {}
    for table in TABLES:
        found = await house.bindings.database.one(Sql(f"SELECT count(*) FROM {table}"), tuple[int])
        if found and found[0]:
            counts[table] = found[0]
    return [key async for key in house.bindings.blobs.keys("")], counts


async def usage(client: httpx.AsyncClient) -> int:
    used: int = (await client.get("/api/users/me")).json()["quotaUsageInBytes"]
    return used


async def test_a_forced_deletion_leaves_nothing(house: House, admin: httpx.AsyncClient) -> None:
    still, _ = await live_photo(house, admin)
    keys, counts = await left(house)
    assert len(keys) >= 8, "two originals, a sidecar, two pictures, three edited ones"
    assert (counts["assets"], await usage(admin) > 0) == (2, True)
    body = {"ids": [still], "force": True}
    assert (await admin.request("DELETE", "/api/assets", json=body)).status_code == 204
    await house.run_jobs()
    assert await left(house) == ([], {})
    assert await usage(admin) == 0


async def test_emptying_the_trash_leaves_nothing(house: House, admin: httpx.AsyncClient) -> None:
    still, video = await live_photo(house, admin)
    await admin.request("DELETE", "/api/assets", json={"ids": [still]})
    await house.run_jobs()
    assert (await left(house))[1]["assets"] == 2, "the trash keeps both parts"
    assert (await admin.post("/api/trash/empty")).json() == {"count": 1}
    assert (await admin.get(f"/api/assets/{video}")).status_code == 200, "until the job ran"
    await house.run_jobs()
    assert await left(house) == ([], {})
    assert await usage(admin) == 0


async def test_the_night_removes_what_lay_in_the_trash_for_a_month(
    house: House, admin: httpx.AsyncClient
) -> None:
    still, _ = await live_photo(house, admin)
    await admin.request("DELETE", "/api/assets", json={"ids": [still]})
    for days, remaining in ((29, 2), (2, 0)):
        house.wait(timedelta(days=days))
        await jobs.nightly(house.bindings)
        await house.run_jobs()
        assert (await left(house))[1].get("assets", 0) == remaining
    assert await left(house) == ([], {})


async def test_thrown_away_twice_it_has_its_time_twice(
    house: House, admin: httpx.AsyncClient
) -> None:
    """The night's job about the first time may be done late, after a pause or a failure."""
    still, _ = await live_photo(house, admin)
    body = {"ids": [still]}
    await admin.request("DELETE", "/api/assets", json=body)
    house.wait(timedelta(days=31))
    await queues.pause(house.bindings.database, AssetDelete.queue)
    await jobs.run(AssetDeleteCheck().message(), house.bindings)
    await admin.post("/api/trash/restore/assets", json=body)
    await admin.request("DELETE", "/api/assets", json=body)
    await queues.resume(house.bindings.database, AssetDelete.queue)
    await house.bindings.queue.wake()
    await house.run_jobs()
    await admin.post("/api/trash/restore/assets", json=body)
    assert (await admin.get(f"/api/assets/{still}")).json()["isTrashed"] is False
    assert (await left(house))[1]["assets"] == 2


async def test_what_is_doomed_does_not_come_back_to_the_trash(
    house: House, admin: httpx.AsyncClient
) -> None:
    still, _ = await live_photo(house, admin)
    body = {"ids": [still]}
    await queues.pause(house.bindings.database, AssetDelete.queue)
    await admin.request("DELETE", "/api/assets", json=body | {"force": True})
    await admin.request("DELETE", "/api/assets", json=body)
    await admin.post("/api/trash/restore/assets", json=body)
    assert (await admin.get(f"/api/assets/{still}")).json()["isTrashed"] is True
    await queues.resume(house.bindings.database, AssetDelete.queue)
    await house.bindings.queue.wake()
    await house.run_jobs()
    assert await left(house) == ([], {})


async def test_a_motion_video_stays_while_another_still_has_it(
    house: House, admin: httpx.AsyncClient
) -> None:
    still, video = await live_photo(house, admin)
    other = (await upload(admin, jpeg(2), livePhotoVideoId=video)).json()["id"]
    await admin.request("DELETE", "/api/assets", json={"ids": [still], "force": True})
    await house.run_jobs()
    assert (await admin.get(f"/api/assets/{video}/original")).status_code == 200
    await admin.request("DELETE", "/api/assets", json={"ids": [other], "force": True})
    await house.run_jobs()
    assert await left(house) == ([], {})


async def test_a_deletion_that_comes_twice_or_too_late(
    house: House, admin: httpx.AsyncClient
) -> None:
    still, _ = await live_photo(house, admin)
    message = AssetDelete(id=still).message()
    await house.bindings.queue.send([message])
    await house.run_jobs()
    assert (await admin.get(f"/api/assets/{still}/original")).status_code == 200, "not thrown away"
    await admin.request("DELETE", "/api/assets", json={"ids": [still], "force": True})
    await house.bindings.queue.send([message, message])
    await house.run_jobs()
    assert await left(house) == ([], {})
    assert await usage(admin) == 0
