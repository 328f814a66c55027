"""Realtime events: who may listen at /api/socket.io, and to which rooms.

Clients connect by websocket alone. Who they are is read from the headers of
the handshake, in a browser from its cookie.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import parse_qs

from litestar.enums import ScopeType
from litestar.types import HTTPScope, Receive, Scope, Send

from bindings import Bindings, Event, socketio
from bindings.socketio import Refusal
from handlers import auth, server
from handlers.call import Caller
from handlers.wire import bindings_of, header, reply
from photos import credentials
from photos.refusal import Refused

PATH = "/api/socket.io"
_ELSEWHERE = ("same-site", "cross-site")


async def serve(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI, of whatever is asked of PATH."""
    handshake = scope["type"] == ScopeType.WEBSOCKET
    refusal = _fault(scope["query_string"]) or (None if handshake else socketio.BAD_REQUEST)
    if refusal is not None and not handshake:
        await reply(refusal, 400)(cast(HTTPScope, scope), receive, send)
    elif refusal is not None:
        await send({"type": "websocket.close", "code": 1002, "reason": refusal.message})
    else:
        await _attend(scope, receive, send)


async def close_revoked(bindings: Bindings, user_id: str, after: float = 0) -> None:
    """Close the sockets of a person whose session or API key opens nothing any more."""
    valid = await credentials.unlimited(bindings.database, user_id)
    await bindings.sockets.retain(user_id, valid, after=after)


def _fault(query_string: bytes) -> Refusal | None:
    query = parse_qs(query_string.decode("latin-1"))
    if query.get("transport") != ["websocket"]:
        return socketio.UNKNOWN_TRANSPORT
    return None if query.get("EIO") == ["4"] else socketio.UNSUPPORTED


async def _attend(scope: Scope, receive: Receive, send: Send) -> None:
    handshake = cast(HTTPScope, scope)
    bindings = bindings_of(handshake)
    try:
        caller = await _identify(handshake, bindings)
    except Refused:
        await _refuse(bindings, send)
        return
    credential = caller.session or caller.api_key
    rooms = [caller.user.id, *([credential.id] if credential else [])]
    greeting = Event("on_server_version", [server.version()])
    await bindings.sockets.attend(scope, receive, send, rooms, greeting)


async def _identify(scope: HTTPScope, bindings: Bindings) -> Caller:
    """Whoever may listen. Raises Refused.

    A page of another site can have a browser open sockets here, and old ones send
    their cookies along; none of our clients does that, so no cookie counts then."""
    headers = scope["headers"]
    if header(scope, b"sec-fetch-site") in _ELSEWHERE:
        headers = [pair for pair in headers if pair[0] != b"cookie"]
    told: HTTPScope = {**scope, "query_string": b"", "headers": headers}
    told.pop("headers_by_name", None)  # type: ignore[typeddict-item]  # with the cookie in it
    caller = await auth.identify(told, bindings)
    if caller.link is not None:
        raise Refused("Forbidden", "forbidden")
    if caller.api_key is not None:
        auth.require_permission(caller.api_key.permissions, "all")
    return caller


async def _refuse(bindings: Bindings, send: Send) -> None:
    """Connect, say why not, and disconnect: before that, clients would not listen."""
    sid = bindings.clock.uuid()
    await send({"type": "websocket.accept"})  # type: ignore[typeddict-item]
    for frame in (
        socketio.opening(sid, interval=25, timeout=20),
        socketio.connected(sid),
        socketio.event(Event("error", ["unauthorized"])),
        socketio.DISCONNECT,
    ):
        await send({"type": "websocket.send", "text": frame, "bytes": None})
    await send({"type": "websocket.close", "code": 1000, "reason": ""})
