"""Realtime events to sockets in memory.

Nobody who emits waits for a reader: each socket has an outbox, and one that
lets it fill up is cut off. An idle socket is a sleeping coroutine and a ping.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

from bindings import EVERYBODY, Event, socketio
from bindings.socketio import Request

_LARGEST_OUTBOX = 1024 * 1024
"""Bytes: the events of some three hundred uploads."""

_OVERHEAD = 250
"""Bytes a frame takes beside its text: a million pongs to a client that asks and never
reads would be a quarter of a gigabyte."""


class LocalSockets:
    """bindings.Sockets for one process.

    `interval` and `timeout` are seconds: how often clients are pinged, and how
    long each time they have to answer.
    """

    def __init__(self, interval: float = 25, timeout: float = 20) -> None:
        self._interval = interval
        self._timeout = timeout
        self._rooms: dict[str, dict[_Socket, None]] = {}
        """Sockets in the order in which they were opened."""

    async def emit(
        self, room: str, event: str, payload: Sequence[Any], *, after: float = 0
    ) -> None:
        _act(after, lambda: self._tell(room, Event(event, payload)))

    async def retain(self, room: str, rooms: Collection[str], *, after: float = 0) -> None:
        _act(after, lambda: self._retain(room, {*rooms}))

    async def attend(
        self, scope: Any, receive: Any, send: Any, rooms: Sequence[str], greeting: Event
    ) -> None:
        socket = _Socket({*rooms, EVERYBODY}, send, scope["extensions"]["abort"])
        for room in socket.rooms:
            self._rooms.setdefault(room, {})[socket] = None
        self._make_room(rooms[0])
        try:
            await send({"type": "websocket.accept"})
            sid = str(uuid4())
            socket.push(socketio.opening(sid, self._interval, self._timeout))
            async for request in self._requests(socket, receive):
                if request == "connect" and not socket.joined:
                    socket.joined = True
                    socket.push(socketio.connected(sid))
                    self._tell(rooms[0], greeting)
                elif request == "ping":
                    socket.push(socketio.PONG)
                elif request == "leave":
                    break
        finally:
            socket.stop()
            for room in socket.rooms:
                del self._rooms[room][socket]
                if not self._rooms[room]:
                    del self._rooms[room]

    async def _requests(self, socket: _Socket, receive: Any) -> AsyncIterator[Request]:
        """What the client asks for, until it is gone or silent for too long."""
        pinged = False
        while True:
            try:
                async with asyncio.timeout(self._timeout if pinged else self._interval):
                    message = await receive()
            except TimeoutError:
                if pinged or not socket.joined:
                    socket.cut_off()
                    return
                socket.push(socketio.PING)
                pinged = True
                continue
            if message["type"] == "websocket.disconnect":
                return
            if message["type"] == "websocket.receive":
                request = socketio.request(message.get("text") or "")
                pinged = pinged and request != "pong"
                yield request

    def _tell(self, room: str, event: Event) -> None:
        if sockets := self._rooms.get(room):
            frame = socketio.event(event)
            for socket in sockets:
                if socket.joined:
                    socket.push(frame)

    def _make_room(self, room: str) -> None:
        open_ones = [socket for socket in self._rooms[room] if not socket.ended]
        for socket in open_ones[: -socketio.MOST]:
            socket.dismiss()

    def _retain(self, room: str, rooms: set[str]) -> None:
        for socket in self._rooms.get(room, ()):
            if rooms.isdisjoint(socket.rooms):
                socket.dismiss()


class _Socket:
    """One connection and what it has still to be told."""

    __slots__ = ("_abort", "_outbox", "_send", "_size", "_writer", "ended", "joined", "rooms")

    def __init__(self, rooms: set[str], send: Any, abort: Callable[[], None]) -> None:
        self.rooms = rooms
        self.joined = False
        """It has asked for events."""
        self._send = send
        self._abort = abort
        self._outbox: deque[dict[str, Any]] = deque()
        self._size = 0
        self.ended = False
        self._writer: asyncio.Task[None] | None = None

    def push(self, frame: str) -> None:
        """Have a frame sent, or cut the socket off for leaving too much unread."""
        if self.ended:
            return
        # One event alone may be larger: that of thirty thousand photos in the trash is.
        if self._size > _LARGEST_OUTBOX:
            self.cut_off()
            return
        self._size += len(frame) + _OVERHEAD
        self._outbox.append({"type": "websocket.send", "text": frame})
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    def dismiss(self) -> None:
        """Send the client away: it does not come back by itself."""
        self.push(socketio.DISCONNECT)
        self._outbox.append({"type": "websocket.close"})
        self.ended = True

    def cut_off(self) -> None:
        self.stop()
        self._abort()

    def stop(self) -> None:
        self.ended = True
        if self._writer is not None:
            self._writer.cancel()

    async def _write(self) -> None:
        with suppress(OSError):  # the client has left, as the other coroutine learns
            while self._outbox:
                message = self._outbox.popleft()
                await self._send(message)
                if "text" in message:
                    self._size -= len(message["text"]) + _OVERHEAD
        self._writer = None


def _act(after: float, action: Callable[[], None]) -> None:
    if after:
        asyncio.get_running_loop().call_later(after, action)
    else:
        action()
