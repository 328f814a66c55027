"""What bench.cost counts is what was done: operations whose use is known, one by one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench import actions
from tests.pictures import jpeg
from tests.worker.harness import Worker, open_worker

PERSON = {"email": "ada@example.com", "password": "a long enough password", "name": "Ada"}


@pytest.fixture(scope="module")
def counting(staged: Path) -> Iterator[Worker]:
    with open_worker(staged, counting=True) as worker:
        yield worker


@pytest.fixture(scope="module")
def client(counting: Worker) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=counting.url, timeout=60) as client:
        client.post("/api/auth/admin-sign-up", json=PERSON).raise_for_status()
        client.post("/api/auth/login", json=PERSON).raise_for_status()
        yield client


def settled(worker: Worker) -> Counter[str]:
    total: Counter[str] = Counter()
    quiet = 0
    while quiet < 3:
        counts, _ = worker.counts()
        total.update(counts)
        quiet = 0 if counts else quiet + 1
        time.sleep(0.3)
    return total


def test_a_ping_is_a_request_a_data_point_and_a_line(
    counting: Worker, client: httpx.Client
) -> None:
    settled(counting)
    for _ in range(3):
        client.get("/api/server/ping").raise_for_status()
    assert settled(counting) == {"requests": 3, "data_points": 3, "log_lines": 3}


def test_rows_and_operations_are_those_of_the_calls(counting: Worker) -> None:
    counting.run(
        "tests.worker.probes",
        "sql",
        text="CREATE TABLE IF NOT EXISTS counted (x INTEGER PRIMARY KEY)",
        values=[],
    )
    settled(counting)
    counting.run("tests.worker.probes", "known_use")
    assert settled(counting) == {
        "d1_rows_written": 3 + 1,
        "d1_rows_read": 3 + 3 + 1,  # each insert looks whether its key is there
        "r2_class_a": 1 + 4,  # begun, two parts, ended
        "r2_class_b": 2,
        "kv_reads": 1,
        "kv_writes": 2,
    }


def upload(client: httpx.Client, shade: int) -> str:
    taken = {"fileCreatedAt": "2024-05-01T10:00:00Z", "fileModifiedAt": "2024-05-01T10:00:00Z"}
    sent = client.post("/api/assets", data=taken, files={"assetData": ("a.jpg", jpeg(shade))})
    return str(sent.raise_for_status().json()["id"])


def test_an_original_is_one_read_of_r2(counting: Worker, client: httpx.Client) -> None:
    settled(counting)
    id = upload(client, 1)
    uploaded = settled(counting)
    assert uploaded["r2_class_a"] == 3  # original, preview, thumbnail
    assert uploaded["image_transformations"] == 4  # both, the blur's few pixels, the size
    assert uploaded["queue_operations"] == 2 * 3  # facts, then pictures
    assert uploaded["requests"] == 1 + 2
    client.get(f"/api/assets/{id}/original").raise_for_status()
    assert settled(counting)["r2_class_b"] == 1


def test_objects_are_counted_by_calls_alarms_and_messages(
    counting: Worker, client: httpx.Client
) -> None:
    settled(counting)
    with actions.tab(counting, client) as socket:
        opened = settled(counting)
        assert opened["object_requests"] == pytest.approx(1 + 1 / 20)  # upgraded, and `40`
        assert opened["object_rows_written"] == 1  # the alarm that is set
        assert opened["requests"] == 1
        counting.wait(60)
        actions.await_frame(socket, "2")
        socket.send("3")
        actions.await_frame(socket, "6")
        minute = settled(counting)
        assert minute["object_requests"] == pytest.approx(1 + 1 / 20)  # alarm, and the answer
        assert minute["object_rows_written"] == 1
        assert 0 < minute["object_gbs"] < 0.128 * 10
        assert minute["d1_rows_read"] == minute["requests"] == 0


def test_every_action_is_one_that_can_be_counted(counting: Worker, client: httpx.Client) -> None:
    ids = [upload(client, shade) for shade in (2, 3)]
    asked = actions.requests(client, ids)
    settled(counting)
    for name, action in asked.items():
        action()
        assert settled(counting)["requests"] == (2 if name == "album" else 1), name
    actions.first_sync(client)
    assert actions.sync(client) == 1
    for _, action in actions.live(counting, client, ids[0]):
        settled(counting)
        action()
        assert settled(counting)["object_requests"] >= 1
