"""What is told of requests and jobs: enough to find a fault by, and nothing private."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bindings import Message, Sql, watching
from bindings.local.metrics import MemoryMetrics, gauge_lines
from bindings.local.queue import TableQueue
from bindings.log import JsonLog
from handlers import gauges, jobs
from handlers.app import application
from tests.handlers.conftest import PASSWORD, House, log_in, upload


class Told:
    """A house whose log is kept."""

    def __init__(self, house: House) -> None:
        self.text: list[str] = []
        self.metrics = MemoryMetrics()
        log = JsonLog(self.text.append)
        house.bindings = replace(house.bindings, log=log, metrics=self.metrics)
        self._house = house

    def visitor(self) -> httpx.AsyncClient:
        watched = watching.requests(application)

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scope["bindings"] = self._house.bindings
            await watched(scope, receive, send)

        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://photos.test"
        )

    def lines(self, kind: str) -> list[dict[str, Any]]:
        return [line for text in self.text if (line := json.loads(text))["event"] == kind]


@pytest.fixture
def told(house: House) -> Told:
    return Told(house)


@pytest.fixture
async def ada(told: Told) -> AsyncIterator[httpx.AsyncClient]:
    async with told.visitor() as client:
        person = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
        await client.post("/api/auth/admin-sign-up", json=person)
        await log_in(client, "ada@example.com")
        told.text.clear()
        yield client


async def test_a_request_is_one_line(told: Told, ada: httpx.AsyncClient) -> None:
    answer = await ada.get("/api/users/me")
    (line,) = told.lines("request")
    assert line.pop("ms") > 0
    assert line == {
        "event": "request",
        "id": answer.headers["x-correlation-id"],
        "method": "GET",
        "operation": "getMyUser",
        "status": 200,
        "bytes": len(answer.content),
        "user": answer.json()["id"],
    }
    assert "\n" not in told.text[0]


@pytest.mark.parametrize(
    ("method", "path", "operation", "status"),
    [
        ("GET", "/", "web", 200),
        ("GET", "/.well-known/immich", "web", 200),
        ("POST", "/nowhere", "web", 404),
        ("GET", "/api/nowhere", None, 404),
        ("GET", "/api/users/me", "getMyUser", 401),
        ("GET", "/api/server/ping", "pingServer", 200),
    ],
)
async def test_strangers_have_no_name(
    told: Told, method: str, path: str, operation: str | None, status: int
) -> None:
    async with told.visitor() as client:
        answer = await client.request(method, path)
    (line,) = told.lines("request")
    assert (line["operation"], line["status"], line["user"]) == (operation, status, None)
    assert line["bytes"] == len(answer.content)
    assert line["id"] == answer.headers["x-correlation-id"]


async def test_nothing_private_is_told(told: Told, ada: httpx.AsyncClient) -> None:
    id = (await upload(ada, name="secret-picture.jpg")).json()["id"]
    wish = {"type": "INDIVIDUAL", "assetIds": [id], "slug": "secret-slug"}
    link = (await ada.post("/api/shared-links", json=wish)).json()
    token = {"x-immich-user-token": "secret-token", "x-api-key": "secret-key"}
    async with told.visitor() as client:
        for path in (
            f"/share/{link['key']}", "/s/secret-slug", f"/api/shared-links/me?key={link['key']}",
            f"/api/assets/{id}/thumbnail?slug=secret-slug", "/api/nope?apiKey=secret-query",
        ):  # fmt: skip
            await client.get(path)
        await client.get("/api/users/me", headers=token)
    requests = told.lines("request")
    assert len(requests) == 8
    assert all(line["user"] is None for line in requests[2:]), "a link is nobody"
    assert "secret" not in "".join(told.text)
    assert link["key"] not in "".join(told.text)


@pytest.mark.parametrize(
    ("sent", "id"),
    [
        ({"x-request-id": "a-1:b/c=d+e.f"}, "a-1:b/c=d+e.f"),
        ({"cf-ray": "8f1c0ffee-LIS"}, "8f1c0ffee-LIS"),
        ({"cf-ray": "ray", "x-request-id": "asked", "x-correlation-id": "own"}, "own"),
        ({"x-correlation-id": 'a"b', "x-request-id": "asked"}, "asked"),
        ({"x-request-id": "a b"}, None),
        ({"x-request-id": "x" * 129}, None),
        ({"x-request-id": ""}, None),
    ],
)
async def test_a_sane_id_is_kept(told: Told, sent: dict[str, str], id: str | None) -> None:
    async with told.visitor() as client:
        given = (await client.get("/api/server/ping", headers=sent)).headers["x-correlation-id"]
    assert given == id or (id is None and len(given) == 8 and given.isalnum())
    assert told.lines("request")[0]["id"] == given


async def test_a_fault_has_the_id_of_its_request(
    told: Told, house: House, ada: httpx.AsyncClient
) -> None:
    await house.bindings.database.run(Sql("DROP TABLE system_metadata"))
    answer = await ada.get("/api/server/config", headers={"x-request-id": "this-one"})
    assert answer.status_code == 500
    (fault,) = told.lines("fault")
    assert (fault["id"], fault["operation"]) == ("this-one", "getServerConfig")
    assert "no such table" in fault["traceback"]
    assert answer.headers["x-correlation-id"] == "this-one"
    assert (await ada.get("/api/server/ping")).status_code == 200


async def test_each_attempt_at_a_job_is_one_line(told: Told, house: House) -> None:
    bindings = house.bindings
    queue = TableQueue(bindings.database, bindings.clock)  # what failed waits
    await queue.send([Message("SessionCleanup"), Message("Nonsense", queue="search")])
    run = watching.jobs(jobs.run)
    task = asyncio.create_task(queue.consume(lambda message: run(message, bindings)))
    while len(told.lines("job")) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    done, failed = sorted(told.lines("job"), key=lambda line: line["job"])
    assert (done["name"], done["attempt"], done["outcome"]) == ("SessionCleanup", 1, "done")
    assert (failed["name"], failed["queue"], failed["outcome"]) == ("Nonsense", "search", "failed")
    (fault,) = told.lines("fault")
    assert (fault["job"], fault["attempt"]) == (failed["job"], 1)
    assert "LookupError" in fault["traceback"]
    told.metrics.count("odd", labels={"what": 'a "b"\\\n'})
    text = "\n".join([*told.metrics.lines(), *gauge_lines(await gauges.read(bindings)), ""])
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["immich_job_seconds_count", "backgroundTask", "done"] == 1
    assert found["immich_job_seconds_count", "failed", "search"] == 1
    assert found["immich_job_seconds_bucket", "+Inf", "failed", "search"] == 1
    assert found["immich_odd_total", 'a "b"\\\n'] == 1
    assert found["immich_jobs", "delayed", "search"] == 1
    assert found["immich_jobs", "failed", "search"] == 0


async def test_gauges_say_what_the_libraries_hold(
    told: Told, ada: httpx.AsyncClient, house: House
) -> None:
    await upload(ada)
    me = (await ada.get("/api/users/me")).json()
    (mine,) = (await ada.get("/api/server/statistics")).json()["usageByUser"]
    found = await gauges.read(house.bindings)
    user = (("user", me["id"]),)
    assert found["library_photos", user] == mine["photos"] == 1
    assert found["library_bytes", user] == mine["usage"] > 0
    assert found["library_videos", user] == 0
    assert 0 < found["storage_free_bytes", ()] < found["storage_size_bytes", ()]
    assert "Ada" not in "".join(gauge_lines(found))
    metadata = ("queue", "metadataExtraction"), ("state", "waiting")
    waiting = (await ada.get("/api/queues/metadataExtraction")).json()["statistics"]["waiting"]
    assert found["jobs", metadata] == waiting == 1
