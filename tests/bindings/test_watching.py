"""The local door's log and metrics, from outside."""

from __future__ import annotations

import json
import signal
import socket
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.bindings.test_door import Open, _fault, _get, _url, open_door

__all__ = ["open_door"]


def _told(door: Any) -> list[str]:
    door.send_signal(signal.SIGTERM)
    _, err = door.communicate(timeout=10)
    lines: list[str] = err.splitlines()
    return lines


def _free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return f"127.0.0.1:{found.getsockname()[1]}"


def test_json_is_one_object_a_line(open_door: Open) -> None:
    door = open_door(LOG="json")
    _get(f"{_url(door)}/ping?secret=1")
    (line,) = [json.loads(text) for text in _told(door)]
    assert line.pop("time").endswith("Z")
    assert line.pop("ms") > 0
    assert line == {
        "event": "request", "id": None, "method": "GET", "operation": "web", "status": 200,
        "bytes": 4, "user": None,
    }  # fmt: skip


def test_text_is_for_people(open_door: Open) -> None:
    door = open_door("--log", "text")
    _get(f"{_url(door)}/ping")
    (line,) = _told(door)
    assert " request method=GET operation=web status=200 ms=" in line


@pytest.mark.parametrize("log", ["", "off", "json"])
def test_a_fault_in_the_middle_of_an_answer_is_told_once(open_door: Open, log: str) -> None:
    door = open_door(LOG=log)
    with pytest.raises(httpx.RemoteProtocolError):
        _get(f"{_url(door)}/break")
    told = "\n".join(_told(door))
    assert told.count("Traceback") == 1
    assert told.count("id=broken") + told.count('"id":"broken"') == (2 if log == "json" else 1)


def test_a_job_that_fails_is_told_without_a_log_too(open_door: Open) -> None:
    door = open_door()
    url = _url(door)
    _get(f"{url}/send/Fail")
    while _get(f"{url}/counts").json() != {"Fail waiting": 1}:
        pass
    told = _told(door)
    assert " fault job=1 name=Fail attempt=1" in told[0]
    assert told[-1] == "ValueError: a job that fails"


def test_prometheus_reads_the_metrics(open_door: Open) -> None:
    address = _free_address()
    door = open_door(METRICS=address)
    url = _url(door)
    for _ in range(3):
        _get(f"{url}/ping")
    answer = _get(f"http://{address}/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = {
        (sample.name, sample.labels.get("le")): (sample.value, sample.labels)
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    count, labels = found["immich_request_seconds_count", None]
    assert (count, labels) == (3, {"operation": "web", "status": "200"})
    assert found["immich_request_seconds_bucket", "+Inf"][0] == 3
    assert found["immich_depth", None] == (3, {"queue": 'a "b"'})
    assert _get(f"http://{address}/elsewhere").status_code == 404
    assert "immich_request_seconds" not in _get(f"{url}/metrics").text
    assert _told(door) == []


def test_the_metrics_address_takes_no_nonsense(open_door: Open) -> None:
    address = _free_address()
    door = open_door(METRICS=address)
    _url(door)
    host, _, port = address.rpartition(":")
    for said in (b"", b"\r\n\r\n", b"GET /metrics", b"a" * 100_000):
        with socket.create_connection((host, int(port))) as client:
            client.sendall(said)
    assert _get(f"http://{address}/metrics").status_code == 200
    assert _told(door) == []


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"LOG": "loud"}, "'loud' is none of json, text, off"),
        ({"METRICS": "9283"}, "'9283' is no address"),
        ({"METRICS": "127.0.0.1:http"}, "'http' is no port number"),
        ({"PORT": "70000"}, "'70000' is no port number"),
    ],
)
def test_a_value_that_means_nothing(open_door: Open, env: dict[str, str], said: str) -> None:
    assert said in _fault(open_door(**env), 2)


def test_a_metrics_address_in_use(open_door: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        assert address in _fault(open_door(METRICS=address), 1)
