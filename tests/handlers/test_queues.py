from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bindings import Message, Sql
from generated.models import QueueName
from handlers import jobs
from handlers.jobs.registry import WORK
from tests.handlers.conftest import House, upload
from tests.pictures import jpeg
from tests.scenarios import expect

BACKGROUND = "The BackgroundTask queue cannot be paused"
NONE = {"active": 0, "completed": 0, "delayed": 0, "failed": 0, "paused": 0, "waiting": 0}


async def statistics(admin: httpx.AsyncClient, name: str) -> dict[str, int]:
    found: dict[str, int] = (await admin.get(f"/api/queues/{name}")).json()["statistics"]
    return {state: count for state, count in found.items() if count}


async def command(admin: httpx.AsyncClient, name: str, word: str, **more: Any) -> httpx.Response:
    return await admin.put(f"/api/jobs/{name}", json={"command": word, **more})


async def fail(house: House, *, dead: bool) -> None:
    """As if the jobs that wait had just failed."""
    state, later = ("dead", 0) if dead else ("waiting", 60)
    due = (house.bindings.clock.now() + timedelta(seconds=later)).isoformat(timespec="milliseconds")
    await house.bindings.database.run(
        Sql(
            "UPDATE jobs SET state = ?, due = ?, error = 'x' WHERE state = 'waiting'",
            (state, due.replace("+00:00", "Z")),
        )
    )


async def extracted(house: House) -> int:
    statement = Sql("SELECT count(*) FROM asset_job_status WHERE metadata_extracted_at IS NOT NULL")
    found = await house.bindings.database.one(statement, tuple[int])
    assert found is not None
    return found[0]


def test_every_job_is_shown_in_a_queue_of_the_contract() -> None:
    assert {kind.queue for kind, _ in WORK.values()} <= set(QueueName)


async def test_an_idle_server(admin: httpx.AsyncClient) -> None:
    queues = (await admin.get("/api/queues")).json()
    assert len(queues) == 19
    assert queues[0] == {"name": "thumbnailGeneration", "isPaused": False, "statistics": NONE}
    legacy = (await admin.get("/api/jobs")).json()
    assert set(legacy) == {queue["name"] for queue in queues}
    assert legacy["ocr"] == {
        "queueStatus": {"isActive": False, "isPaused": False}, "jobCounts": NONE
    }  # fmt: skip


async def test_what_waits_is_counted_and_listed(house: House, admin: httpx.AsyncClient) -> None:
    asset = (await upload(admin)).json()["id"]
    assert await statistics(admin, "metadataExtraction") == {"waiting": 1}
    assert (await admin.get("/api/jobs")).json()["metadataExtraction"]["jobCounts"]["waiting"] == 1
    (job,) = (await admin.get("/api/queues/metadataExtraction/jobs")).json()
    assert (job["name"], job["data"]["id"]) == ("AssetExtractMetadata", asset)
    assert abs(job["timestamp"] / 1000 - house.bindings.clock.now().timestamp()) < 60
    params = {"status": ["failed", "active"]}
    assert (await admin.get("/api/queues/metadataExtraction/jobs", params=params)).json() == []
    await house.run_jobs()
    assert await statistics(admin, "metadataExtraction") == {}
    assert await statistics(admin, "thumbnailGeneration") == {}


async def test_a_paused_queue_keeps_its_jobs(house: House, admin: httpx.AsyncClient) -> None:
    await upload(admin)
    paused = await admin.put("/api/queues/metadataExtraction", json={"isPaused": True})
    assert (paused.status_code, paused.json()["isPaused"]) == (200, True)
    await upload(admin, jpeg(8))
    await house.run_jobs()
    assert await extracted(house) == 0
    assert await statistics(admin, "metadataExtraction") == {"paused": 2}
    await admin.put("/api/queues/metadataExtraction", json={})
    assert (await admin.get("/api/queues/metadataExtraction")).json()["isPaused"] is True
    await command(admin, "metadataExtraction", "resume")
    assert await statistics(admin, "metadataExtraction") == {"waiting": 2}
    await house.run_jobs()
    assert await extracted(house) == 2


async def test_other_queues_go_on(house: House, admin: httpx.AsyncClient) -> None:
    answer = await command(admin, "thumbnailGeneration", "pause")
    assert answer.json()["queueStatus"] == {"isActive": False, "isPaused": True}
    await upload(admin)
    await house.run_jobs()
    assert await extracted(house) == 1
    assert await statistics(admin, "thumbnailGeneration") == {"paused": 1}


async def test_the_house_keeps_itself(admin: httpx.AsyncClient) -> None:
    answer = await admin.put("/api/queues/backgroundTask", json={"isPaused": True})
    expect(answer, 400, BACKGROUND)
    expect(await command(admin, "backgroundTask", "pause"), 400, BACKGROUND)
    assert (await admin.get("/api/queues/backgroundTask")).json()["isPaused"] is False


async def test_emptying(house: House, admin: httpx.AsyncClient) -> None:
    await upload(admin)
    await fail(house, dead=True)
    await upload(admin, jpeg(8))
    assert await statistics(admin, "metadataExtraction") == {"failed": 1, "waiting": 1}
    emptied = await admin.request("DELETE", "/api/queues/metadataExtraction/jobs", json={})
    assert emptied.status_code == 204
    assert await statistics(admin, "metadataExtraction") == {"failed": 1}
    await house.run_jobs()
    assert await extracted(house) == 0
    url, all_of_it = "/api/queues/metadataExtraction/jobs", {"failed": True}
    await admin.request("DELETE", url, json=all_of_it)
    assert await statistics(admin, "metadataExtraction") == {}


async def test_emptying_the_older_way(house: House, admin: httpx.AsyncClient) -> None:
    await upload(admin)
    await fail(house, dead=True)
    await upload(admin, jpeg(8))
    await fail(house, dead=False)
    assert await statistics(admin, "metadataExtraction") == {"failed": 1, "delayed": 1}
    answer = await command(admin, "metadataExtraction", "clear-failed")
    assert answer.json()["jobCounts"]["failed"] == 0
    assert await statistics(admin, "metadataExtraction") == {"delayed": 1}
    await command(admin, "metadataExtraction", "empty")
    assert await statistics(admin, "metadataExtraction") == {}


async def test_starting_what_is_missing(house: House, admin: httpx.AsyncClient) -> None:
    await upload(admin)
    await command(admin, "metadataExtraction", "empty")
    await house.run_jobs()
    assert await extracted(house) == 0
    started = await command(admin, "metadataExtraction", "start", force=False)
    assert started.json()["jobCounts"]["waiting"] == 1
    await house.run_jobs()
    assert await extracted(house) == 1


async def _thumbhash(admin: httpx.AsyncClient, id: str) -> Any:
    return (await admin.get(f"/api/assets/{id}")).json()["thumbhash"]


@pytest.mark.parametrize(("force", "sent"), [(False, 1), (True, 2)])
async def test_starting_thumbnails(
    house: House, admin: httpx.AsyncClient, force: bool, sent: int
) -> None:
    """One has its pictures, one has lost them, one lies in the trash, one is hidden."""
    ids = [(await upload(admin, jpeg(n))).json()["id"] for n in (8, 9, 10)]
    await upload(admin, b"film", "a.mp4", visibility="hidden")
    await house.run_jobs()
    await admin.request("DELETE", "/api/assets", json={"ids": [ids[2]]})
    database = house.bindings.database
    await database.run(Sql("UPDATE assets SET thumbhash = NULL WHERE id = ?", (ids[1],)))
    await command(admin, "thumbnailGeneration", "start", force=force)
    message = jobs.AssetGenerateThumbnailsQueueAll(force=force).message()
    await command(admin, "thumbnailGeneration", "empty")
    await jobs.run(message, house.bindings)
    assert await statistics(admin, "thumbnailGeneration") == {"waiting": sent}
    await house.run_jobs()
    assert await _thumbhash(admin, ids[1]) is not None


async def test_starting_twice(house: House, admin: httpx.AsyncClient) -> None:
    await upload(admin)
    await house.bindings.database.run(Sql("UPDATE jobs SET state = 'active'"))
    answer = await command(admin, "metadataExtraction", "start")
    expect(answer, 400, "Job is already running")
    legacy = (await admin.get("/api/jobs")).json()["metadataExtraction"]
    assert legacy["queueStatus"]["isActive"] is True


async def test_starting_tries_again_what_was_given_up(
    house: House, admin: httpx.AsyncClient
) -> None:
    await upload(admin)
    await fail(house, dead=True)
    await upload(admin, jpeg(8))
    await house.run_jobs()
    assert (await extracted(house), await statistics(admin, "metadataExtraction")) == (
        1, {"failed": 1}
    )  # fmt: skip
    params = {"status": "failed"}
    (job,) = (await admin.get("/api/queues/metadataExtraction/jobs", params=params)).json()
    assert job["name"] == "AssetExtractMetadata"
    await command(admin, "metadataExtraction", "start", force=False)
    await house.run_jobs()
    assert (await extracted(house), await statistics(admin, "metadataExtraction")) == (2, {})


async def test_starting_where_nothing_is_to_be_found_but_something_failed(
    house: House, admin: httpx.AsyncClient
) -> None:
    await house.bindings.queue.send([jobs.SessionCleanup().message()])
    await fail(house, dead=True)
    answer = await command(admin, "backgroundTask", "start")
    assert (answer.status_code, answer.json()["jobCounts"]["waiting"]) == (200, 1)
    await house.run_jobs()
    assert await statistics(admin, "backgroundTask") == {}


@pytest.mark.parametrize("name", ["backgroundTask", "search", "smartSearch", "editor"])
async def test_starting_what_is_not_there(admin: httpx.AsyncClient, name: str) -> None:
    expect(await command(admin, name, "start"), 400, f"Invalid job name: {name}")


async def test_jobs_by_name(house: House, admin: httpx.AsyncClient) -> None:
    assert (await admin.post("/api/jobs", json={"name": "tag-cleanup"})).status_code == 204
    assert await statistics(admin, "backgroundTask") == {"waiting": 1}
    await house.run_jobs()
    refused = await admin.post("/api/jobs", json={"name": "backup-database"})
    expect(refused, 400, "Invalid job name")
    unknown = await admin.post("/api/jobs", json={"name": "coffee"})
    assert unknown.json()["message"] == "Validation failed"


async def test_a_job_the_contract_has_no_name_for_is_only_counted(
    house: House, admin: httpx.AsyncClient
) -> None:
    await house.bindings.queue.send([Message("OfOurOwn")])
    assert await statistics(admin, "backgroundTask") == {"waiting": 1}
    assert (await admin.get("/api/queues/backgroundTask/jobs")).json() == []
