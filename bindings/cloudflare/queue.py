"""The queue in Cloudflare Queues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import js
import msgspec

from bindings import Message

_SENT_AT_ONCE = 100
_BYTES_AT_ONCE = 128_000


class WorkersQueue:
    """bindings.Queue over one queue; a message of more than 128,000 bytes is refused by it."""

    def __init__(self, queue: Any) -> None:
        self._queue = queue

    async def send(self, messages: Sequence[Message]) -> None:
        for batch in batches([msgspec.json.encode(message) for message in messages]):
            bodies = b",".join(b'{"contentType":"json","body":%s}' % body for body in batch)
            await self._queue.sendBatch(js.JSON.parse(f"[{bodies.decode()}]"))


def batches(bodies: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """`bodies` in order, cut where a batch would break a limit of the platform."""
    first = size = 0
    for place, body in enumerate(bodies):
        if place > first and (place - first == _SENT_AT_ONCE or size + len(body) > _BYTES_AT_ONCE):
            yield bodies[first:place]
            first, size = place, 0
        size += len(body)
    if first < len(bodies):
        yield bodies[first:]


def received(body: Any) -> Message:
    """The message in the body of a delivered one."""
    return msgspec.json.decode(js.JSON.stringify(body), type=Message)
