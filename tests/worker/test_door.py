"""The Worker's door: ASGI over JavaScript's Request and Response, jobs, the alarm."""

from __future__ import annotations

import ast
import hashlib
import os
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest

from tests.worker.harness import Worker

MIB = 2**20


@pytest.fixture
def client(bare_worker: Worker) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=bare_worker.url, timeout=60) as opened:
        yield opened


def await_notes(client: httpx.Client, *wanted: str) -> None:
    """Wait until the stand-in has noted all of this, each as often as it stands here."""
    deadline = time.monotonic() + 10
    while Counter(wanted) - (found := noted(client)):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


def noted(client: httpx.Client) -> Counter[str]:
    return Counter(client.get("/notes").json())


def test_the_scope_says_what_was_asked(client: httpx.Client) -> None:
    answer = client.get("/sh%6Fw?q=%20a&q=", headers=[("X-Twice", "1"), ("x-twice", "2")])
    scope = answer.json()
    assert ast.literal_eval(scope["path"]) == "/show"
    assert ast.literal_eval(scope["raw_path"]) == b"/sh%6Fw"
    assert ast.literal_eval(scope["query_string"]) == b"q=%20a&q="
    assert (b"x-twice", b"1, 2") in ast.literal_eval(scope["headers"])
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_head_has_headers_and_no_body(client: httpx.Client) -> None:
    client.post("/upload", content=b"four")
    for path in ("/ping", "/native", "/stream"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
    assert client.head("/native").headers["content-length"] == "4"
    assert client.get("/empty").status_code == 204


@pytest.mark.parametrize("size", [0, 1, 5 * MIB, 5 * MIB + 1, 17 * MIB])
def test_bytes_travel_both_ways_unharmed(client: httpx.Client, size: int) -> None:
    data = os.urandom(size)
    stored = client.post("/upload", content=data).json()
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    assert stored == {"size": size, "sha1": digest}
    for path in ("/native", "/stream"):
        assert client.get(path).content == data, path
    whole = b"before" + data + b"between" + data + b"after"
    assert client.get("/parts").content == whole


def test_uploads_take_turns_and_all_arrive(client: httpx.Client) -> None:
    bodies = [os.urandom(6 * MIB) for _ in range(9)]
    begun = time.monotonic()
    with ThreadPoolExecutor(len(bodies)) as pool:
        answers = list(pool.map(lambda body: client.post("/upload", content=body).json(), bodies))
    digests = [hashlib.sha1(body, usedforsecurity=False).hexdigest() for body in bodies]
    assert [answer["sha1"] for answer in answers] == digests
    assert time.monotonic() - begun < 25, "a finished upload kept its place"


def test_an_answer_need_not_wait_for_the_body(client: httpx.Client) -> None:
    answer = client.post("/refuse", content=bytes(3 * MIB))
    assert (answer.status_code, answer.text) == (413, "too large")


def test_a_fault_before_the_answer_is_500(client: httpx.Client) -> None:
    assert client.get("/fail").status_code == 500


def test_a_fault_in_the_middle_breaks_the_answer_off(client: httpx.Client) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/fail_late")
    assert client.get("/ping").text == "pong"


def test_a_client_that_leaves_disconnects(bare_worker: Worker, client: httpx.Client) -> None:
    port = urlsplit(bare_worker.url).port
    head = b"POST /upload HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as leaving:
        leaving.sendall(head + bytes(MIB))
        time.sleep(0.2)
    await_notes(client, "disconnected")


def test_work_may_outlive_the_answer(client: httpx.Client) -> None:
    client.get("/after")
    await_notes(client, "after")


def test_jobs_succeed_and_fail_one_by_one(bare_worker: Worker, client: httpx.Client) -> None:
    bare_worker.alarm()
    await_notes(client, "Works", "Fails", "Works")
    time.sleep(0.5)  # what failed comes back later, what worked never does
    notes = noted(client)
    assert (notes["Works"], notes["Fails"]) == (2, 1)
