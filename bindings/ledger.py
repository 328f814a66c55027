"""The table of jobs that both queues keep, as far as they treat it alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from bindings import Message, Sql

LARGEST = 127_000
"""Bytes of data in one message: what Cloudflare takes, less what it is wrapped in."""

_WRITTEN_AT_ONCE = 1000
_BYTES_WRITTEN = 1_000_000
"""In one statement: a database takes two million bytes for an argument."""

_FREE = "NOT EXISTS (SELECT 1 FROM paused_queues WHERE name = jobs.queue)"
WAITING = f"iif({_FREE}, 'waiting', 'paused')"
"""The state of a job that is to be delivered, unless its queue is paused."""


def text(moment: datetime) -> str:
    """A moment as the table holds it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def entries(messages: Sequence[Message], now: datetime) -> list[Sql]:
    """The statements that write messages down, in order. Each returns (id, queue, type,
    data, state) of its own.

    Raises ValueError for a message that is too large for the platform's queue.
    """
    rows = [[each.queue, each.type, msgspec.json.encode(each.data).decode()] for each in messages]
    if any(len(data.encode()) > LARGEST for _, _, data in rows):
        raise ValueError(f"a message holds at most {LARGEST} bytes of data")
    sizes = [len(msgspec.json.encode(row)) for row in rows]
    return [_entry(rows[part], now) for part in parts(sizes, _WRITTEN_AT_ONCE, _BYTES_WRITTEN)]


def parts(sizes: Sequence[int], most: int, limit: int) -> Iterator[slice]:
    """Where to cut a list whose items have these sizes, so that no part has more than
    `most` items or, unless it is one item alone, more than `limit` in all."""
    first = total = 0
    for place, size in enumerate(sizes):
        if place > first and (place - first == most or total + size > limit):
            yield slice(first, place)
            first, total = place, 0
        total += size
    if first < len(sizes):
        yield slice(first, len(sizes))


def _entry(rows: Sequence[Sequence[str]], now: datetime) -> Sql:
    return Sql(
        f"""
        INSERT INTO jobs (queue, type, data, state, sent_at, due)
        SELECT queue, type, data, {WAITING}, sent_at, sent_at
        FROM (
          SELECT
            sent.value ->> 0 AS queue, sent.value ->> 1 AS type, sent.value ->> 2 AS data,
            ? AS sent_at, sent.key AS place
          FROM json_each(?) AS sent
        ) AS jobs
        ORDER BY place
        RETURNING id, queue, type, data, state
        """,
        (text(now), msgspec.json.encode(rows).decode()),
    )


def done(id: int) -> Sql:
    return Sql("DELETE FROM jobs WHERE id = ?", (id,))


def put_back(id: int, due: datetime, error: Exception) -> Sql:
    """To be tried again from `due` on."""
    return Sql(
        f"UPDATE jobs SET state = {WAITING}, error = ?, due = ? WHERE id = ?",
        (_line(error), text(due), id),
    )


def bury(id: int, now: datetime, error: Exception | None = None) -> Sql:
    """Given up. No error, now or before, means that the process died while it worked."""
    return Sql(
        "UPDATE jobs SET state = 'dead', due = ?,"
        " error = coalesce(?, error, 'the process died at work') WHERE id = ?",
        (text(now), _line(error) if error else None, id),
    )


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:1000]
