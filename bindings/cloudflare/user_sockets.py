"""The Durable Object that holds a person's sockets.

It sleeps between events: what it must know of a socket is attached to the
socket. An alarm pings; answers to pings are answered by the platform without
waking it, with a frame that means nothing, and it notes when.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import js
import msgspec
from pyodide.ffi import JsException, jsnull, to_js
from workers import DurableObject

from bindings import EVERYBODY, socketio
from bindings.cloudflare.database import D1Database
from bindings.cloudflare.javascript import absent, bare
from bindings.cloudflare.sockets import ATTENDANCE, Attendance, Order, settled

INTERVAL, TIMEOUT = 60, 20
"""Seconds between pings, and how long clients have to answer. Each ping wakes the
object, which is paid for; the platform is said to end what is silent for 100 s."""

_OPEN = 1


class UserSockets(DurableObject):  # type: ignore[misc]
    """What the platform calls. Nothing lives in the instance: it may be another each time."""

    async def fetch(self, request: Any) -> Any:
        request = bare(request)
        attendance = request.headers.get(ATTENDANCE)
        if not absent(attendance):
            return await self._admit(msgspec.json.decode(attendance, type=Attendance))
        user, orders = msgspec.json.decode(await request.text(), type=tuple[str, list[Order]])
        for order in orders:
            self._obey(order)
        if not all(self._sockets(order.room) for order in orders):
            await self._settle(user)  # sockets can end without a word, in a deployment for one
        return js.Response.new(jsnull, status=204)

    async def webSocketMessage(self, socket: Any, message: Any) -> None:  # noqa: N802
        attendance = _attendance(socket)
        request = socketio.request(message if isinstance(message, str) else "")
        if request == "connect" and not attendance.joined:
            attendance.joined = True
            _attach(socket, attendance)
            socket.send(socketio.connected(attendance.sid))
            self._obey(Order(attendance.user, frame=attendance.greeting))
        elif request == "ping":
            socket.send(socketio.PONG)
        elif request == "leave":
            _close(socket)

    async def webSocketClose(self, socket: Any, *_: Any) -> None:  # noqa: N802
        _close(socket)
        await self._settle(_attendance(socket).user)

    async def webSocketError(self, socket: Any, *_: Any) -> None:  # noqa: N802
        await self.webSocketClose(socket)

    async def alarm(self, *_: Any) -> None:
        """Ping whom it hears of, close whom it does not."""
        now = js.Date.now()
        for socket in self._sockets():
            attendance = _attendance(socket)
            heard = self._context.getWebSocketAutoResponseTimestamp(socket)
            silent = now - (attendance.since if absent(heard) else heard.getTime())
            patience = INTERVAL + TIMEOUT if attendance.joined else TIMEOUT
            if silent > patience * 1000:
                _close(socket)
            else:
                _send(socket, socketio.PING)
        if self._sockets():
            await self._wake()

    async def _admit(self, attendance: Attendance) -> Any:
        client, server = js.WebSocketPair.new().object_values()
        attendance.rooms.append(EVERYBODY)
        attendance.sid, attendance.since = js.crypto.randomUUID(), js.Date.now()
        # Before it is noted, so that whoever notes at the same time sees it.
        self._context.acceptWebSocket(server, to_js(attendance.rooms))
        _attach(server, attendance)
        pair = js.WebSocketRequestResponsePair.new(socketio.PONG, socketio.NOOP)
        self._context.setWebSocketAutoResponse(pair)
        self._make_room()
        await self._settle(attendance.user)
        if absent(await self._context.storage.getAlarm()):
            await self._wake()
        server.send(socketio.opening(attendance.sid, INTERVAL, TIMEOUT))
        return js.Response.new(jsnull, status=101, webSocket=client)

    def _make_room(self) -> None:
        opened = self._sockets()
        if len(opened) > socketio.MOST:
            opened.sort(key=lambda socket: _attendance(socket).since)
            for socket in opened[: -socketio.MOST]:
                _dismiss(socket)

    def _obey(self, order: Order) -> None:
        for socket in self._sockets(order.room):
            attendance = _attendance(socket)
            if not order.frame:
                if not {*order.retain} & {*attendance.rooms}:
                    _dismiss(socket)
            elif attendance.joined:
                _send(socket, order.frame)

    async def _settle(self, user: str) -> None:
        """Note which rooms there are now. What happened meanwhile is noted again: two
        notes on their way may arrive in either order, and the last to arrive is looked at."""
        database = D1Database(bare(self.env).DB)
        noted: set[str] | None = None
        while (rooms := self._rooms()) != noted:
            await database.batch(settled(user, rooms))
            noted = rooms

    def _rooms(self) -> set[str]:
        return {room for socket in self._sockets() for room in _attendance(socket).rooms}

    def _sockets(self, *room: str) -> list[Any]:
        """Those that are open, all or of one room."""
        found: Iterable[Any] = self._context.getWebSockets(*room)
        return [socket for socket in found if socket.readyState == _OPEN]

    async def _wake(self) -> None:
        await self._context.storage.setAlarm(js.Date.now() + INTERVAL * 1000)

    @property
    def _context(self) -> Any:
        return bare(self.ctx)


def _attendance(socket: Any) -> Attendance:
    return msgspec.json.decode(socket.deserializeAttachment(), type=Attendance)


def _attach(socket: Any, attendance: Attendance) -> None:
    socket.serializeAttachment(msgspec.json.encode(attendance).decode())


def _send(socket: Any, frame: str) -> None:
    with suppress(JsException):  # it closed this very moment
        socket.send(frame)


def _dismiss(socket: Any) -> None:
    """Send the client away: it does not come back by itself."""
    _send(socket, socketio.DISCONNECT)
    _close(socket)


def _close(socket: Any) -> None:
    with suppress(JsException):
        socket.close(1000, "")
