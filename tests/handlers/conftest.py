"""The application over ASGI, on a real database and real files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bindings import Bindings
from bindings.local import open_bindings
from handlers import jobs
from handlers.app import application
from tests.contract_check import check
from tests.pictures import jpeg

PASSWORD = "a long enough password"


@dataclass
class House:
    """One installation and ways to visit it."""

    bindings: Bindings
    run_jobs: Callable[[], Awaitable[None]]

    def visitor(self, **options: Any) -> httpx.AsyncClient:
        """A client with a cookie jar of its own; every answer is held against the contract."""

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scope["bindings"] = self.bindings
            await application(scope, receive, send)

        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app),
            base_url="http://photos.test",
            event_hooks={"response": [check]},
            **options,
        )


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    bindings = await open_bindings(tmp_path / "data")
    consumer = asyncio.Lock()

    async def run_jobs() -> None:
        """Let the queue deliver until nothing waits."""
        async with consumer:
            task = asyncio.create_task(bindings.queue.consume(lambda m: jobs.run(m, bindings)))
            # The queue tells nobody when it is empty.
            while any(state != "dead" for _, state in await bindings.queue.counts()):  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    try:
        yield House(bindings, run_jobs)
    finally:
        bindings.close()


@pytest.fixture
async def visitor(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without an account."""
    async with house.visitor() as client:
        yield client


@pytest.fixture
async def admin(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """The first admin, logged in."""
    async with house.visitor() as client:
        person = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
        assert (await client.post("/api/auth/admin-sign-up", json=person)).status_code == 201
        login = await client.post(
            "/api/auth/login", json={"email": "ada@example.com", "password": PASSWORD}
        )
        assert login.status_code == 201
        yield client


async def upload(
    client: httpx.AsyncClient, data: bytes | None = None, name: str = "a.jpg", **fields: str
) -> httpx.Response:
    form = {
        "fileCreatedAt": "2024-01-01T00:00:00.000Z",
        "fileModifiedAt": "2024-01-02T00:00:00.000Z",
        **fields,
    }
    files = {"assetData": (name, jpeg() if data is None else data, "application/octet-stream")}
    return await client.post("/api/assets", data=form, files=files)
