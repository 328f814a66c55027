"""What a process that dies in between leaves, and what finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx
import msgspec
import pytest

from bindings import Database, Message, Sql
from bindings.local.queue import TableQueue
from handlers import jobs
from handlers.jobs import inventory
from photos import trash
from tests.contract_check import ContractBroken
from tests.handlers.conftest import House, upload
from tests.pictures import jpeg
from tests.stocktaking import story


class Forgetful:
    """A database that enters a photo, and then the line breaks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __getattr__(self, verb: str) -> Any:
        return getattr(self._database, verb)

    async def batch(self, statements: Sequence[Sql]) -> list[list[list[Any]]]:
        found = await self._database.batch(statements)
        if any("INSERT INTO assets " in each.text for each in statements):
            raise ConnectionError("the answer was lost")
        return found


async def waiting(house: House) -> list[str]:
    rows = await house.bindings.database.all(Sql("SELECT type FROM jobs ORDER BY id"), tuple[str])
    return [type for (type,) in rows]


async def forget_jobs(house: House) -> None:
    await house.bindings.database.run(Sql("DELETE FROM jobs"))


async def test_a_start_sends_the_jobs_that_never_were_and_no_others(
    house: House, admin: httpx.AsyncClient
) -> None:
    ids = [(await upload(admin, jpeg(n))).json()["id"] for n in range(4)]
    lost, dead, sent, done = ids
    about = "json_extract(data, '$.id')"
    database = house.bindings.database
    await database.run(Sql(f"UPDATE jobs SET state = 'dead' WHERE {about} = ?", (dead,)))
    await database.run(Sql(f"DELETE FROM jobs WHERE {about} IN (?, ?)", (lost, done)))
    job = jobs.AssetExtractMetadata(id=done)
    await jobs.run(job.message(), house.bindings)
    for _ in range(2):
        await jobs.catch_up(house.bindings)
        rows = await database.all(
            Sql(f"SELECT {about}, data ->> 'source' FROM jobs ORDER BY id"), tuple[str, str]
        )
        assert rows == [(dead, "upload"), (sent, "upload"), (lost, "upload")]


async def test_bytes_stay_that_a_row_may_name(house: House, admin: httpx.AsyncClient) -> None:
    sound = house.bindings
    house.bindings = replace(sound, database=Forgetful(sound.database))
    with pytest.raises(ContractBroken, match="Failed to upload asset"):
        await upload(admin, jpeg(1))
    house.bindings = sound
    again = await upload(admin, jpeg(1))
    assert (again.status_code, again.json()["status"]) == (200, "duplicate")
    shown = await admin.get(f"/api/assets/{again.json()['id']}/original")
    assert (shown.status_code, shown.content) == (200, jpeg(1))


async def test_a_start_finishes_what_was_thrown_away_for_good(
    house: House, admin: httpx.AsyncClient
) -> None:
    asset = (await upload(admin)).json()["id"]
    await house.run_jobs()
    await admin.request("DELETE", "/api/assets", json={"ids": [asset], "force": True})
    await forget_jobs(house)
    await jobs.catch_up(house.bindings)
    await house.run_jobs()
    assert [key async for key in house.bindings.blobs.keys("")] == []


async def test_an_upload_that_is_entered_is_loose_no_more(
    house: House, admin: httpx.AsyncClient
) -> None:
    loose = Sql("SELECT asset_id FROM loose_originals")
    asset = (await upload(admin)).json()["id"]
    assert await house.bindings.database.all(loose, tuple[str]) == []
    await admin.request("DELETE", "/api/assets", json={"ids": [asset], "force": True})
    await house.run_jobs()
    assert await house.bindings.database.all(loose, tuple[str]) == [(asset,)]


async def test_a_start_after_which_nothing_is_to_be_done_sends_nothing(
    house: House, admin: httpx.AsyncClient
) -> None:
    await upload(admin)
    await house.run_jobs()
    await jobs.catch_up(house.bindings)
    assert await waiting(house) == []


async def test_a_motion_video_does_not_outlive_its_still(
    house: House, admin: httpx.AsyncClient
) -> None:
    film = (await upload(admin, b"film", "a.mp4", visibility="hidden")).json()["id"]
    still = (await upload(admin, jpeg(), livePhotoVideoId=film)).json()["id"]
    await house.run_jobs()
    await admin.request("DELETE", "/api/assets", json={"ids": [still], "force": True})
    await forget_jobs(house)
    assert await trash.remove(house.bindings.database, still)  # and then the process died
    await jobs.catch_up(house.bindings)
    await house.run_jobs()
    rows = await house.bindings.database.all(Sql("SELECT id FROM assets"), tuple[str])
    assert rows == []


async def test_poison_costs_itself_only(house: House, admin: httpx.AsyncClient) -> None:
    extract = "AssetExtractMetadata"
    poison = [Message("Unheard"), Message(extract, {"id": 5}), Message(extract, {"ident": "x"})]
    await house.bindings.queue.send(poison)
    asset = (await upload(admin)).json()["id"]
    with pytest.raises((LookupError, msgspec.ValidationError)):
        await house.run_jobs()
    dead = await TableQueue(house.bindings.database, house.bindings.clock).dead()
    letters = {(letter.type, letter.error.partition(" - ")[0]) for letter in dead}
    assert letters == {
        ("Unheard", "LookupError: there is no job 'Unheard'"),
        (extract, "ValidationError: Expected `str`, got `int`"),
        (extract, "ValidationError: Object missing required field `id`"),
    }
    assert (await admin.get(f"/api/assets/{asset}")).json()["thumbhash"]
    found = (await admin.get("/api/queues")).json()
    failed = {one["name"]: one["statistics"]["failed"] for one in found}
    assert (failed["backgroundTask"], failed["metadataExtraction"]) == (3, 0)


async def test_the_night_tries_again_what_keeps_the_house(
    house: House, admin: httpx.AsyncClient
) -> None:
    await upload(admin)
    await house.bindings.queue.send([jobs.SessionCleanup().message()])
    await house.bindings.database.run(Sql("UPDATE jobs SET state = 'dead'"))
    await jobs.nightly(house.bindings)
    rows = await house.bindings.database.all(
        Sql("SELECT type FROM jobs WHERE state = 'dead'"), tuple[str]
    )
    assert rows == [("AssetExtractMetadata",)]


@pytest.mark.parametrize("keys", [500, 2, 1])
async def test_stocktaking(house: House, monkeypatch: pytest.MonkeyPatch, keys: int) -> None:
    monkeypatch.setattr(inventory, "_KEYS", keys)
    monkeypatch.setattr(inventory, "_PAGES", 3)
    monkeypatch.setattr(inventory, "_ASSETS", min(keys, 3))
    await story(house.bindings)


async def test_what_is_missing_is_told_in_the_log(
    house: House, admin: httpx.AsyncClient, caplog: Any
) -> None:
    asset = (await upload(admin)).json()["id"]
    (key,) = [key async for key in house.bindings.blobs.keys("originals/")]
    await house.bindings.blobs.delete([key])
    await jobs.run(jobs.BlobCheck().message(), house.bindings)
    assert [record.getMessage() for record in caplog.records] == [
        f"1 files that rows name are missing, such as {key}"
    ]
    assert (await admin.get(f"/api/assets/{asset}")).status_code == 200


class Interrupted:
    """Blobs beside which an asset is deleted while somebody looks what is missing."""

    def __init__(self, house: House, asset: str) -> None:
        self._bindings, self._asset = house.bindings, asset

    async def missing(self, keys: Sequence[str]) -> list[str]:
        await self._bindings.blobs.delete(keys)
        gone = Sql("DELETE FROM assets WHERE id = ?", (self._asset,))
        await self._bindings.database.run(gone)
        return await self._bindings.blobs.missing(keys)


async def test_what_is_deleted_meanwhile_is_not_missing(
    house: House, admin: httpx.AsyncClient, caplog: Any
) -> None:
    asset = (await upload(admin)).json()["id"]
    meanwhile: Any = Interrupted(house, asset)
    await jobs.run(jobs.BlobCheck().message(), replace(house.bindings, blobs=meanwhile))
    assert caplog.records == []


async def test_a_start_draws_edits_whose_job_got_lost(
    house: House, admin: httpx.AsyncClient
) -> None:
    asset = (await upload(admin)).json()["id"]
    await house.run_jobs()
    body = {"edits": [{"action": "rotate", "parameters": {"angle": 90}}]}
    assert (await admin.put(f"/api/assets/{asset}/edits", json=body)).status_code == 200
    await forget_jobs(house)
    await jobs.catch_up(house.bindings)
    assert await waiting(house) == ["AssetEditThumbnailGeneration"]
    await house.run_jobs()
    await jobs.catch_up(house.bindings)
    assert await waiting(house) == []
