"""Realtime events on their way to the Durable Objects that hold the sockets.

There is one object per person ([user_sockets]); the table `open_rooms` says in
whose objects a room has sockets, so that telling nobody costs one look-up.
Orders are passed on behind the back of the call that gave them: an object may
have to be woken first.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

import msgspec

from bindings import Database, Event, Sql, socketio
from bindings.cloudflare.javascript import to_object

ATTENDANCE = "x-attendance"
"""The header that brings an Attendance to its object. Only the Worker can reach objects."""


class Attendance(msgspec.Struct):
    """What an object has to know of a socket."""

    user: str
    rooms: list[str]
    greeting: str
    """The frame its person's sockets are told when it is connected."""
    sid: str = ""
    since: float = 0
    """When it was opened, in JavaScript's milliseconds."""
    joined: bool = False
    """It has asked for events."""


class Order(msgspec.Struct, omit_defaults=True):
    """What an object is to do with the sockets of a room: tell them a frame, or send
    those away that are in none of the rooms to `retain`."""

    room: str
    frame: str = ""
    retain: list[str] = []


class DurableSockets:
    """bindings.Sockets for one event of the Worker; `wait_until` as in `asgi`."""

    def __init__(
        self, namespace: Any, database: Database, wait_until: Callable[[Awaitable[None]], None]
    ) -> None:
        self._namespace = namespace
        self._database = database
        self._wait_until = wait_until
        self._orders: list[Order] = []
        self._passing_on = False

    async def emit(
        self, room: str, event: str, payload: Sequence[Any], *, after: float = 0
    ) -> None:
        self._give(Order(room, frame=socketio.event(Event(event, payload))), after)

    async def retain(self, room: str, rooms: Collection[str], *, after: float = 0) -> None:
        self._give(Order(room, retain=[*rooms]), after)

    async def attend(
        self, scope: Any, receive: Any, send: Any, rooms: Sequence[str], greeting: Event
    ) -> None:
        attendance = Attendance(rooms[0], [*rooms], socketio.event(greeting))
        headers = {"Upgrade": "websocket", ATTENDANCE: msgspec.json.encode(attendance).decode()}
        response = await self._ask(attendance.user, {"headers": headers})
        await send({"type": "websocket.native", "response": response})

    def _give(self, order: Order, after: float) -> None:
        if after:
            self._wait_until(self._give_later(order, after))
        else:
            self._orders.append(order)
            if not self._passing_on:
                self._passing_on = True
                self._wait_until(self._pass_on())

    async def _give_later(self, order: Order, after: float) -> None:
        await asyncio.sleep(after)
        self._give(order, 0)

    async def _pass_on(self) -> None:
        """All there are, in order; what was given meanwhile goes together the next time."""
        try:
            while self._orders:
                orders, self._orders = self._orders, []
                await self._deliver(orders)
        except Exception as fault:  # clients ask again by themselves; the call must not fail
            traceback.print_exception(fault)
        finally:
            self._passing_on = False

    async def _deliver(self, orders: Sequence[Order]) -> None:
        rooms = {order.room for order in orders}
        users: dict[str, set[str]] = {}
        for room, user in await self._database.all(whereabouts(rooms), tuple[str, str]):
            users.setdefault(user, set()).add(room)
        told = [
            self._tell(user, [order for order in orders if order.room in there])
            for user, there in users.items()
        ]
        for fault in await asyncio.gather(*told, return_exceptions=True):
            if fault is not None:  # the others have heard it
                traceback.print_exception(fault)

    async def _tell(self, user: str, orders: Sequence[Order]) -> None:
        body = msgspec.json.encode([user, orders]).decode()
        await self._ask(user, {"method": "POST", "body": body})

    async def _ask(self, user: str, options: dict[str, Any]) -> Any:
        stub = self._namespace.get(self._namespace.idFromName(user))
        return await stub.fetch("http://sockets/", to_object(options))


def whereabouts(rooms: Collection[str]) -> Sql:
    """(room, user) wherever one of these rooms has sockets."""
    return Sql(
        """
        SELECT room, user_id FROM open_rooms
        WHERE room IN (SELECT value FROM json_each(?))
        ORDER BY user_id
        """,
        (_text(rooms),),
    )


def settled(user: str, rooms: Collection[str]) -> list[Sql]:
    """These are now the rooms in which a person has sockets."""
    listed = _text(rooms)
    return [
        Sql(
            """
            DELETE FROM open_rooms
            WHERE user_id = ? AND room NOT IN (SELECT value FROM json_each(?))
            """,
            (user, listed),
        ),
        Sql(
            """
            INSERT INTO open_rooms (room, user_id) SELECT value, ? FROM json_each(?) WHERE true
            ON CONFLICT DO NOTHING
            """,
            (user, listed),
        ),
    ]


def _text(rooms: Collection[str]) -> str:
    return msgspec.json.encode(sorted(rooms)).decode()
