"""Streams that do not come to their end."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.process import serving
from bindings import Sql
from bindings.local.engine import apsw
from handlers.app import application
from photos import sync
from tests.clients.phone import TYPES
from tests.handlers.conftest import House
from tests.handlers.sharing import photos
from tests.scenarios.shared_album import photo, visitor


async def listen(
    house: House,
    client: httpx.AsyncClient,
    heard: list[bytes],
    after_first: Callable[[], Awaitable[bool]],
) -> None:
    """Take a stream as a connection does. `after_first` is awaited when the first
    page has come, and says whether the client stays."""
    body = json.dumps({"types": TYPES}).encode()
    requests = [{"type": "http.request", "body": body, "more_body": False}]
    left = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if requests:
            return requests.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message.get("body"):
            heard.append(message["body"])
            if len(heard) == 1 and not await after_first():
                left.set()

    cookie = client.build_request("POST", "/").headers["cookie"].encode()
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/api/sync/stream", "raw_path": b"/api/sync/stream", "query_string": b"",
        "root_path": "", "client": ("127.0.0.1", 1), "server": ("photos.test", 80), "state": {},
        "headers": [(b"cookie", cookie), (b"content-type", b"application/json")],
        "extensions": {}, "bindings": house.bindings,
    }  # fmt: skip
    await application(scope, receive, send)  # type: ignore[arg-type]


async def test_what_fails_on_the_way_has_no_end(house: House, admin: httpx.AsyncClient) -> None:
    await photos(admin, 1)
    heard: list[bytes] = []

    async def break_it() -> bool:
        await house.bindings.database.run(Sql("DROP TABLE asset_exif"))
        return True

    with pytest.raises(apsw.SQLError, match="asset_exif"):
        await listen(house, admin, heard, break_it)
    assert b'"AssetV2"' in b"".join(heard).splitlines()[-1]


def read_into(heard: bytearray, client: httpx.Client) -> None:
    with client.stream("POST", "/api/sync/stream", json={"types": TYPES}) as answer:
        assert answer.status_code == 200
        for piece in answer.iter_bytes():
            heard += piece


def test_a_cut_is_seen(tmp_path: Path) -> None:
    """A row no statement can write out, in the middle of a stream through the real door."""
    with serving(tmp_path / "data") as server, visitor(server.url) as client:
        person = {"email": "ada@example.com", "password": "a long enough password", "name": "Ada"}
        client.post("/api/auth/admin-sign-up", json=person).raise_for_status()
        client.post("/api/auth/login", json=person).raise_for_status()
        photo(client, 1)
        last = photo(client, 2)
        client.event_hooks = {}  # the check of the contract would read on
        deadline = time.monotonic() + 60
        with closing(sqlite3.connect(tmp_path / "data" / "photos.sqlite", timeout=60)) as file:
            unread = "SELECT count(*) FROM asset_job_status WHERE metadata_extracted_at IS NULL"
            while file.execute(unread).fetchone()[0] and time.monotonic() < deadline:
                time.sleep(0.05)
            huge = (
                "UPDATE asset_exif SET make = ? WHERE seq = (SELECT seq FROM assets WHERE id = ?)"
            )
            file.execute(huge, ('"' * 1_500_000, last))
            file.commit()
        time.sleep(0.005)
        heard = bytearray()
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            read_into(heard, client)
        assert b'"AssetV2"' in heard
        assert b"SyncCompleteV1" not in heard
        assert client.get("/api/users/me").status_code == 200


async def test_what_fails_at_once_is_an_error(house: House, admin: httpx.AsyncClient) -> None:
    await house.bindings.database.run(Sql("DROP TABLE asset_edits"))
    async with house.visitor() as client:
        client.cookies = admin.cookies
        client.event_hooks = {}  # no contract declares a 500
        answer = await client.post("/api/sync/stream", json={"types": TYPES})
    assert (answer.status_code, answer.json()) == (500, {"message": "Failed to get sync stream"})


async def test_nothing_is_read_for_those_who_left(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await photos(admin, 5)
    monkeypatch.setattr(sync, "PAGE", 1)
    heard: list[bytes] = []

    async def leave() -> bool:
        return False

    await listen(house, admin, heard, leave)
    assert 1 <= len(heard) <= 3
    heard.clear()

    async def stay() -> bool:
        return True

    await listen(house, admin, heard, stay)
    assert len(heard) > 10
