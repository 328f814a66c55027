"""Socket.IO 5 over Engine.IO 4, as far as a server needs it that only tells.

Every frame is a text: a digit for Engine.IO, and within its messages (4) a
second one for Socket.IO. Clients ask to be connected and answer pings; what
else they say has no meaning here.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from bindings import Event

PING, PONG, NOOP = "2", "3", "6"

DISCONNECT = "41"
"""Ends the connection on purpose: the client does not come back by itself."""

LARGEST = 16 * 1024
"""Bytes of one frame from a client. They send a few dozen."""

MOST = 100
"""Sockets of one person. A household has a dozen; the oldest, a tab long forgotten,
makes room for the newest and is told to stay away: two would else push each other
out for ever, and refusing the newest would lock out whoever's sockets hang."""

Request = Literal["connect", "pong", "ping", "nothing", "leave"]


class Refusal(msgspec.Struct):
    """Why Engine.IO turns a request away, in the form its clients read."""

    code: int
    message: str


UNKNOWN_TRANSPORT = Refusal(0, "Transport unknown")
BAD_REQUEST = Refusal(3, "Bad request")
UNSUPPORTED = Refusal(5, "Unsupported protocol version")

_encode = msgspec.json.Encoder().encode


def opening(sid: str, interval: float, timeout: float) -> str:
    """The first frame. A client that hears no ping for both times together, in
    seconds, takes the connection for lost."""
    told = {
        "sid": sid, "upgrades": [], "pingInterval": int(interval * 1000),
        "pingTimeout": int(timeout * 1000), "maxPayload": LARGEST,
    }  # fmt: skip
    return f"0{_encode(told).decode()}"


def connected(sid: str) -> str:
    """The answer to `connect`."""
    return f"40{_encode({'sid': sid}).decode()}"


def event(told: Event) -> str:
    return f"42{_encode([told.name, *told.payload]).decode()}"


def request(frame: str) -> Request:
    """What a client asks for. Only the namespace `/` exists; whoever wants another
    one, speaks binary or closes has nothing to stay for."""
    if frame == "40" or frame.startswith("40{"):
        return "connect"
    if frame == PONG:
        return "pong"
    if frame == PING:
        return "ping"
    return "nothing" if frame.startswith(("42[", "43[", "5", "6")) else "leave"
