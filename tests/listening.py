"""A Socket.IO client inside the process: it listens to the application over ASGI."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from bindings import Bindings
from bindings.local.sockets import LocalSockets
from handlers.app import application
from tests.event_check import verify

Heard = list[tuple[str, str, list[Any]]]
"""Room, event and payload of what was told."""
Told = list[Any]
"""The name of an event and its payload."""


class Ears(LocalSockets):
    """Sockets that remember what they were told, whether or not anybody listened."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: Heard = []

    async def emit(
        self, room: str, event: str, payload: Sequence[Any], *, after: float = 0
    ) -> None:
        verify(event, payload)
        self.heard.append((room, event, [*payload]))
        await super().emit(room, event, payload, after=after)


class Listener:
    """One socket, and what came out of it. It may be told not to read."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.aborted = False
        self.closed: dict[str, Any] | None = None
        self.reads = asyncio.Event()
        self.reads.set()
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    @property
    def events(self) -> list[Told]:
        decode = msgspec.json.decode
        return [decode(frame[2:]) for frame in self.frames if frame.startswith("42")]

    def told(self, name: str) -> list[Told]:
        """The payloads of the events of this name."""
        return [payload for event, *payload in self.events if event == name]

    def say(self, frame: str) -> None:
        self._said.put_nowait({"type": "websocket.receive", "text": frame})

    def hang_up(self) -> None:
        self._said.put_nowait({"type": "websocket.disconnect", "code": 1005})

    async def receive(self) -> dict[str, Any]:
        return await self._said.get()

    async def send(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        if message["type"] == "websocket.send":
            self.frames.append(message["text"])
        elif message["type"] == "websocket.close":
            self.closed = message
            self.hang_up()

    def abort(self) -> None:
        self.aborted = True
        self.hang_up()


@asynccontextmanager
async def handshake(
    bindings: Bindings,
    headers: Mapping[str, str],
    query: str = "EIO=4&transport=websocket",
    path: str = "/api/socket.io/",
) -> AsyncIterator[Listener]:
    """A socket that was opened and has asked for nothing yet. What it is told is checked
    when it is closed: raised before, faults would end the server's writer and no test."""
    listener, told = Listener(), list[Told]()

    async def send(message: dict[str, Any]) -> None:
        if (frame := message.get("text") or "").startswith("42"):
            told.append(msgspec.json.decode(frame[2:]))
        await listener.send(message)

    scope = {
        "type": "websocket",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "bindings": bindings,
        "extensions": {"abort": listener.abort},
    }
    serving: Any = application(scope, listener.receive, send)  # type: ignore[arg-type]
    task = asyncio.create_task(serving)
    try:
        while not (listener.frames or listener.closed or task.done()):  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        yield listener
    finally:
        listener.hang_up()
        await task
    for event, *payload in told:
        verify(event, payload)


@asynccontextmanager
async def listening(
    bindings: Bindings, headers: Mapping[str, str], **options: Any
) -> AsyncIterator[Listener]:
    """A socket that is connected and has been greeted."""
    async with handshake(bindings, headers, **options) as listener:
        listener.say("40")
        while not listener.events:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        yield listener


async def settle() -> None:
    """Let what was told arrive."""
    for _ in range(20):
        await asyncio.sleep(0)
