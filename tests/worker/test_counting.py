"""What bench.cost counts is what was done: operations whose use is known, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bench import actions
from bench.cost import Meter
from bench.ingest import upload
from tests.pictures import jpeg
from tests.worker.harness import open_worker

TAKEN = datetime(2024, 5, 1, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def meter(staged: Path) -> Iterator[Meter]:
    with open_worker(staged, counting=True) as worker:
        meter = Meter(worker)
        with closing(meter.client):
            yield meter


@pytest.fixture(scope="module")
def client(meter: Meter) -> httpx.Client:
    return meter.client


def settled(meter: Meter) -> Counter[str]:
    return meter.settled(pause=0.3)


def test_a_ping_is_a_request_a_data_point_and_a_line(meter: Meter, client: httpx.Client) -> None:
    settled(meter)
    for _ in range(3):
        client.get("/api/server/ping").raise_for_status()
    assert settled(meter) == {"requests": 3, "data_points": 3, "log_lines": 3}


def test_rows_and_operations_are_those_of_the_calls(meter: Meter) -> None:
    meter.worker.run(
        "tests.worker.probes",
        "sql",
        text="CREATE TABLE IF NOT EXISTS counted (x INTEGER PRIMARY KEY)",
        values=[],
    )
    settled(meter)
    meter.worker.run("tests.worker.probes", "known_use")
    assert settled(meter) == {
        "d1_rows_written": 3 + 1,
        "d1_rows_read": 3 + 3 + 1,  # each insert looks whether its key is there
        "r2_class_a": 1 + 4,  # begun, two parts, ended
        "r2_class_b": 2,
        "kv_reads": 1,
        "kv_writes": 2,
    }


def test_an_original_is_one_read_of_r2(meter: Meter, client: httpx.Client) -> None:
    settled(meter)
    id = upload(client, jpeg(1), TAKEN)
    uploaded = settled(meter)
    assert uploaded["r2_class_a"] == 3  # original, preview, thumbnail
    assert uploaded["image_transformations"] == 3  # both, and the blur's few pixels
    assert uploaded["queue_operations"] == 2 * 3  # facts, then pictures
    assert uploaded["requests"] == 1 + 2
    client.get(f"/api/assets/{id}/original").raise_for_status()
    assert settled(meter)["r2_class_b"] == 1


def test_objects_are_counted_by_calls_alarms_and_messages(
    meter: Meter, client: httpx.Client
) -> None:
    settled(meter)
    with actions.tab(meter.worker, client) as socket:
        opened = settled(meter)
        assert opened["object_requests"] == pytest.approx(1 + 1 / 20)  # upgraded, and `40`
        assert opened["object_rows_written"] == 1  # the alarm that is set
        assert opened["requests"] == 1
        actions.stay(meter.worker, socket)
        minute = settled(meter)
        assert minute["object_requests"] == pytest.approx(1 + 1 / 20)  # alarm, and the answer
        assert minute["object_rows_written"] == 1
        assert 0 < minute["object_gbs"] < 0.128 * 10
        assert minute["d1_rows_read"] == minute["requests"] == 0


def test_every_action_is_one_that_can_be_counted(meter: Meter, client: httpx.Client) -> None:
    ids = [upload(client, jpeg(shade), TAKEN) for shade in (2, 3)]
    asked = actions.requests(client, ids)
    settled(meter)
    for name, action in asked.items():
        action()
        assert settled(meter)["requests"] == (2 if name == "album" else 1), name
    actions.first_sync(client)
    assert actions.sync(client) == 1
    for _, action in actions.live(meter.worker, client, ids[0]):
        settled(meter)
        action()
        assert settled(meter)["object_requests"] >= 1
