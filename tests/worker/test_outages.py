"""What the platform's failures in the middle of a request leave behind.

Whatever fails: the answer has the shape of errors, what was acknowledged is there, and
the same request works afterwards.
"""

from __future__ import annotations

import json
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.contract_check import check_sync
from tests.handlers.conftest import PASSWORD
from tests.pictures import jpeg
from tests.scenarios.first_photo import await_processed
from tests.worker.harness import Worker, open_worker

PERSON = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
STAMP = "2024-05-01T10:00:00.000Z"


@dataclass
class House:
    worker: Worker
    client: httpx.Client

    def upload(self, photo: bytes) -> httpx.Request:
        form = {"fileCreatedAt": STAMP, "fileModifiedAt": STAMP}
        return self.client.build_request(
            "POST", "/api/assets", data=form, files={"assetData": ("a.jpg", photo)}
        )

    def while_failing(
        self, request: httpx.Request, binding: str, verb: str, nth: int
    ) -> tuple[int, Any, int]:
        """Status and content of the answer, and how often the verb was called."""
        headers = {name: request.headers[name] for name in ("content-type", "cookie")
                   if name in request.headers}  # fmt: skip
        status, text, calls = self.worker.run(
            "tests.worker.outages", "ask", binding=binding, verb=verb, nth=nth,
            method=request.method, path=request.url.raw_path.decode(), headers=headers,
            body=b64encode(request.read()).decode(),
        )  # fmt: skip
        content = json.loads(text) if text else None
        if status >= 400:
            assert status == 500
            assert isinstance(content, dict), text
            assert [*content] == ["message"]
        return status, content, calls

    def ids(self) -> list[str]:
        found = self.client.post("/api/search/metadata", json={"size": 1000}).json()
        return [item["id"] for item in found["assets"]["items"]]


@pytest.fixture(scope="module")
def house(staged: Any) -> Iterator[House]:
    hooks = {"response": [check_sync]}
    with (
        open_worker(staged) as worker,
        httpx.Client(base_url=worker.url, timeout=60, event_hooks=hooks) as client,
    ):
        client.post("/api/auth/admin-sign-up", json=PERSON).raise_for_status()
        client.post("/api/auth/login", json=PERSON).raise_for_status()
        yield House(worker, client)


def test_an_upload_survives_any_statement_that_fails(house: House) -> None:
    for nth in range(1, 30):
        photo, known = jpeg(nth), house.ids()
        status, content, calls = house.while_failing(house.upload(photo), "DB", "ask", nth)
        again = house.client.send(house.upload(photo))
        assert again.status_code in (200, 201), again.text
        (new,) = set(house.ids()) - {*known}
        assert new == again.json()["id"]
        if status == 201:
            assert content["id"] == new
        assert house.client.get(f"/api/assets/{new}/original").content == photo
        if calls < nth:
            return
    raise AssertionError("an upload of thirty statements?")


def test_bytes_that_cannot_be_stored_are_no_photo(house: House) -> None:
    known = house.ids()
    for photo, verb in ((jpeg(100), "put"), (jpeg(101) + bytes(6 << 20), "createMultipartUpload")):
        status, _, _ = house.while_failing(house.upload(photo), "MEDIA_BUCKET", verb, 0)
        assert (status, house.ids()) == (500, known)
        assert house.client.send(house.upload(photo)).status_code == 201
        known = house.ids()


def test_a_photo_whose_job_cannot_be_sent_is_kept_and_worked_on_later(house: House) -> None:
    request = house.upload(jpeg(200))
    status, content, calls = house.while_failing(request, "QUEUE", "sendBatch", 0)
    assert (status, calls) == (201, 1)
    time.sleep(0.5)
    asset = house.client.get(f"/api/assets/{content['id']}").json()
    assert asset["thumbhash"] is None
    house.worker.alarm()
    await_processed(house.client, content["id"])


@pytest.mark.parametrize("verb", ["get", "put"])
def test_nothing_needs_the_cache(house: House, verb: str) -> None:
    request = house.client.build_request("POST", "/api/auth/login", json=PERSON)
    assert house.while_failing(request, "KV", verb, 0)[0] == 201
    for path in ("users/me", "server/config", "timeline/buckets?visibility=timeline"):
        request = house.client.build_request("GET", f"/api/{path}")
        assert house.while_failing(request, "KV", verb, 0)[0] == 200


def test_a_change_is_whole_or_not_at_all(house: House) -> None:
    ids = house.ids()[:2]
    for nth in range(1, 20):
        name = f"Album {nth}"
        made = house.client.build_request(
            "POST", "/api/albums", json={"albumName": name, "assetIds": ids}
        )
        status, _, calls = house.while_failing(made, "DB", "ask", nth)
        albums = house.client.get("/api/albums", params={"name": name}).json()
        assert [album["assetCount"] for album in albums] in ([], [2])
        if status == 201:
            assert len(albums) == 1
        if calls < nth:
            return
    raise AssertionError("an album of twenty statements?")


def test_an_upload_cut_in_the_middle_leaves_no_photo_and_holds_nobody_up(house: House) -> None:
    known, photo = house.ids(), jpeg(300) + bytes(12 << 20)
    request = house.upload(photo)
    body = request.read()
    lines = [f"{name}: {value}" for name, value in request.headers.items()]
    head = "\r\n".join(["POST /api/assets HTTP/1.1", *lines, "", ""]).encode()
    for _ in range(5):  # more than may be under way at once
        port = urlsplit(house.worker.url).port
        with socket.create_connection(("127.0.0.1", port)) as leaving:
            leaving.sendall(head + body[: 7 << 20])
    assert house.ids() == known
    assert house.client.send(house.upload(photo)).status_code == 201
    (new,) = set(house.ids()) - {*known}
    assert house.client.get(f"/api/assets/{new}/original").content == photo
