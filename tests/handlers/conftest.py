"""The application over ASGI, on a real database and real files."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bindings import Bindings, Message, Sql
from bindings.local import open_bindings
from bindings.local.passwords import BcryptPasswords
from bindings.local.queue import TableQueue
from handlers import jobs
from handlers.app import application
from tests.clocks import Later
from tests.contract_check import check
from tests.listening import Ears, Listener, listening
from tests.pictures import jpeg

PASSWORD = "a long enough password"
RETRIES = 3
Listen = Callable[[httpx.AsyncClient], Awaitable[Listener]]


@dataclass
class House:
    """One installation and ways to visit it."""

    bindings: Bindings
    run_jobs: Callable[[], Awaitable[None]]

    def visitor(self, address: str = "127.0.0.1", **options: Any) -> httpx.AsyncClient:
        """A client with a cookie jar of its own; every answer is held against the contract."""

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scope["bindings"] = self.bindings
            await application(scope, receive, send)

        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, client=(address, 1)),
            base_url="http://photos.test",
            event_hooks={"response": [check]},
            **options,
        )

    def wait(self, time: timedelta) -> None:
        """Let time pass for the server."""
        self.bindings = replace(self.bindings, clock=Later(self.bindings.clock, time))

    async def move_in(self, email: str) -> None:
        """Somebody with an account, no admin, who logs in with PASSWORD."""
        stamp = "2024-01-01T00:00:00.000Z"
        hashed = await self.bindings.passwords.hash(PASSWORD)
        await self.bindings.database.run(
            Sql(
                """
                INSERT INTO users (id, email, name, password, profile_changed_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                (self.bindings.clock.uuid(), email, email, hashed, stamp, stamp),
            )
        )


@asynccontextmanager
async def furnished(data: Path) -> AsyncIterator[House]:
    """An installation over a data folder."""
    bindings = await open_bindings(data)
    queue = TableQueue(bindings.database, bindings.clock, delays=[timedelta(0)] * RETRIES)
    consumer = asyncio.Lock()

    async def run_jobs() -> None:
        """Let the queue deliver until nothing waits. Raises what a job raised that never
        worked; one whose asset goes while it works is at rest when it is tried again."""
        faults: list[Exception] = []

        async def work(message: Message) -> None:
            try:
                await jobs.run(message, home.bindings)
            except Exception as fault:
                if message.attempt > RETRIES:
                    faults.append(fault)
                raise

        async with consumer:
            task = asyncio.create_task(queue.consume(work))
            # The queue tells nobody when it is empty.
            while {"waiting", "active"} & {state for _, state in await queue.counts()}:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if faults:
            raise faults[0]

    # Half the time of a test that logs in went into the hash of its password.
    quick = BcryptPasswords(cost=4)
    home = House(replace(bindings, passwords=quick, queue=queue), run_jobs)
    try:
        yield home
    finally:
        bindings.close()


@pytest.fixture
async def house(tmp_path: Path, migrated: Path) -> AsyncIterator[House]:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(migrated, data)  # making the schema takes longer than most tests
    async with furnished(data) as home:
        yield home


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
        await log_in(client, "ada@example.com")
        yield client


@pytest.fixture
async def member(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with an account who is no admin, logged in."""
    await house.move_in("bob@example.com")
    async with house.visitor() as client:
        await log_in(client, "bob@example.com")
        yield client


@pytest.fixture
async def listen(house: House) -> AsyncIterator[Listen]:
    """Opens a socket for a client, forgetting what it was told so far."""
    async with AsyncExitStack() as stack:

        async def open_socket(client: httpx.AsyncClient) -> Listener:
            socket = listening(house.bindings, credentials(client))
            listener = await stack.enter_async_context(socket)
            listener.frames.clear()
            return listener

        yield open_socket


def credentials(client: httpx.AsyncClient) -> dict[str, str]:
    cookie = f"immich_access_token={client.cookies['immich_access_token']}"
    return {"cookie": cookie}


async def log_in(client: httpx.AsyncClient, email: str) -> None:
    login = await client.post("/api/auth/login", json={"email": email, "password": PASSWORD})
    assert login.status_code == 201, login.text


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


@pytest.fixture
def ears(house: House) -> Ears:
    """What the house tells from now on, by whatever request or job."""
    ears = Ears()
    house.bindings = replace(house.bindings, sockets=ears)
    return ears
