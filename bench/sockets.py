"""What open sockets cost: memory while idle, CPU when everybody is told something."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from bench.process import Row, Server, serving

PERSON = {"email": "bench@example.com", "password": "bench", "name": "Bench"}
PEOPLE, EACH = 20, 50
"""A socket that connects greets all of its person: many sockets of few would measure that."""
SECONDS, TIMES = 30, 20


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        yield from asyncio.run(_measure(server))


async def _measure(server: Server) -> list[Row]:
    crowd = Crowd(server.url)
    async with httpx.AsyncClient(base_url=f"{server.url}/api", timeout=60) as admin, crowd:
        (await admin.post("/auth/admin-sign-up", json=PERSON)).raise_for_status()
        tokens = [await _token(admin, PERSON)]
        for number in range(PEOPLE):
            person = PERSON | {"email": f"{number}@example.com"}
            (await admin.post("/admin/users", json=person)).raise_for_status()
            async with httpx.AsyncClient(base_url=admin.base_url) as visitor:
                tokens.append(await _token(visitor, person))
        alone = await _change_settings(server, admin, crowd)
        before = server.memory()
        for token in tokens[1:]:
            for _ in range(EACH):
                await crowd.join(token)
        grown = server.memory() - before
        quiet = server.cpu()
        await asyncio.sleep(SECONDS)
        idle = (server.cpu() - quiet) / SECONDS
        spent = await _change_settings(server, admin, crowd) - alone
    sockets = f"{PEOPLE * EACH:,}"
    return [
        (f"{sockets} idle sockets, memory on top", f"{grown:.0f} MB", "60 MB"),
        (f"{sockets} idle sockets", f"{idle * 100:.1f} % of a core", ""),
        (f"telling {sockets} sockets", f"{spent / TIMES * 1e3:.0f} ms CPU", ""),
    ]


class Crowd:
    """Clients that do nothing but listen."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.replace('http', 'ws')}/api/socket.io/?EIO=4&transport=websocket"
        self._stack = AsyncExitStack()
        self._readers: list[asyncio.Task[None]] = []
        self.told = 0

    async def __aenter__(self) -> Crowd:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
        await asyncio.gather(*self._readers)

    async def join(self, token: str) -> None:
        headers = {"authorization": f"Bearer {token}"}
        socket = await self._stack.enter_async_context(
            connect(self._url, additional_headers=headers, compression=None)
        )
        greeted = asyncio.Event()

        async def listen() -> None:
            with suppress(ConnectionClosed):
                await socket.send("40")
                while True:
                    frame = await socket.recv()
                    if frame == "2":
                        await socket.send("3")
                    elif frame == '42["on_config_update"]':
                        self.told += 1
                    else:
                        greeted.set()

        self._readers.append(asyncio.create_task(listen()))
        await greeted.wait()

    @property
    def size(self) -> int:
        return len(self._readers)


async def _token(client: httpx.AsyncClient, person: dict[str, str]) -> str:
    login = (await client.post("/auth/login", json=person)).raise_for_status()
    return str(login.json()["accessToken"])


async def _change_settings(server: Server, admin: httpx.AsyncClient, crowd: Crowd) -> float:
    """CPU of telling everybody so, and of the change itself."""
    config = (await admin.get("/system-config")).json()
    before, crowd.told = server.cpu(), 0
    for _ in range(TIMES):
        (await admin.put("/system-config", json=config)).raise_for_status()
    while crowd.told < TIMES * crowd.size:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return server.cpu() - before


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t")
