"""A stream as it came, in the hand of a test: tests.clients.phone is the app itself."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import httpx

from tests.clients.phone import TYPES


class Line(NamedTuple):
    type: str
    data: dict[str, Any]
    ack: str


async def stream(
    client: httpx.AsyncClient, types: Sequence[str] = TYPES, **body: object
) -> list[Line]:
    """The lines of a stream, none of them acknowledged."""
    await asyncio.sleep(0.002)  # a stream leaves the rows of its own millisecond for the next
    answer = await client.post("/api/sync/stream", json={"types": types, **body})
    assert answer.status_code == 200, answer.text
    return [Line(**json.loads(line)) for line in answer.text.split("\n")[:-1]]


async def acknowledge(client: httpx.AsyncClient, lines: Sequence[Line]) -> None:
    """The last line of each run of one type, as the app does."""
    for _, run in groupby(lines, key=lambda line: line.type):
        *_, last = run
        answer = await client.post("/api/sync/ack", json={"acks": [last.ack]})
        assert answer.status_code == 204, answer.text


async def sync(
    client: httpx.AsyncClient, types: Sequence[str] = TYPES, **body: object
) -> dict[str, list[dict[str, Any]]]:
    """A stream read to its end and acknowledged: what came, by type, but for SyncCompleteV1."""
    lines = await stream(client, types, **body)
    await acknowledge(client, lines)
    assert lines[-1].type == "SyncCompleteV1"
    came = defaultdict(list)
    for line in lines[:-1]:
        came[line.type].append(line.data)
    return dict(came)
