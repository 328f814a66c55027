"""Streams that do not come to their end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from bindings import Sql
from handlers.app import application
from photos import sync
from tests.handlers.conftest import House
from tests.handlers.phone import TYPES
from tests.handlers.sharing import photos


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

    with pytest.raises(Exception, match="after response started"):
        await listen(house, admin, heard, break_it)
    lines = b"".join(heard).splitlines()
    assert b'"AssetV2"' in lines[-1]  # the server cuts the connection: uvicorn's own part


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
