"""What the Worker leaves in Workers Logs and Analytics Engine."""

from __future__ import annotations

import json

from tests.worker.harness import Worker

PROBES = "tests.worker.probes"


def test_a_request_is_one_line_and_one_data_point(worker: Worker) -> None:
    path = "/api/users/me?apiKey=secret"
    status, lines, points = worker.run(PROBES, "told", path=path, **{"cf-ray": "8f1c-LIS"})
    assert status == 401
    (line,) = [json.loads(each) for each in lines]
    assert line.pop("ms") >= 0
    assert line.pop("bytes") > 0
    assert line == {
        "event": "request", "id": "8f1c-LIS", "method": "GET", "operation": "getMyUser",
        "status": 401, "user": None,
    }  # fmt: skip
    (point,) = points
    assert point["doubles"][0] >= 0
    assert point["indexes"] == ["request_seconds"]
    assert point["blobs"] == ["operation=getMyUser", "status=401"]


def test_a_job_is_told_at_each_attempt(worker: Worker) -> None:
    answers, lines, points = worker.run(PROBES, "job_told", type="SessionCleanup")
    assert answers == ["ack", "ack"]  # the second finds it done
    (line,) = [json.loads(each) for each in lines]
    assert (line["event"], line["name"], line["outcome"]) == ("job", "SessionCleanup", "done")
    assert [point["blobs"] for point in points] == [["outcome=done", "queue=search"]]


def test_a_job_that_fails_is_a_fault_each_time(worker: Worker) -> None:
    answers, lines, points = worker.run(PROBES, "job_told", type="Nonsense")
    assert answers == ["retry", "retry"]
    told = [json.loads(each) for each in lines]
    assert [line["event"] for line in told] == ["fault", "job"] * 2
    assert [line["attempt"] for line in told] == [1, 1, 2, 2]
    assert "LookupError" in told[0]["traceback"]
    assert len(points) == 2
