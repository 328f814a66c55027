"""The jobs that were sent and are not done yet, as the queue pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos import moments

MOST = 1000
"""Jobs a list shows."""


class Count(Struct, array_like=True, frozen=True):
    """How many jobs of a queue are in a state."""

    queue: str
    state: str
    """waiting, delayed (after a failed attempt), paused, active or failed."""
    count: int


class Job(Struct, array_like=True, frozen=True):
    """A job sent and not done."""

    id: int
    type: str
    data: str
    """JSON"""
    sent_at: str

    def content(self) -> dict[str, Any]:
        return msgspec.json.decode(self.data, type=dict[str, Any])


async def count(database: Database, now: datetime) -> list[Count]:
    """Every queue that has jobs, in every state they are in."""
    return await database.all(
        Sql(
            f"""
            SELECT queue, {_STATE} AS shown, count(*) FROM jobs GROUP BY queue, shown
            """,
            (moments.text(now),),
        ),
        Count,
    )


async def paused(database: Database) -> set[str]:
    """Names of the queues that are paused."""
    rows = await database.all(Sql("SELECT name FROM paused_queues"), tuple[str])
    return {name for (name,) in rows}


async def find(database: Database, queue: str, states: Sequence[str], now: datetime) -> list[Job]:
    """The first jobs of a queue in these states (see Count), oldest first."""
    return await database.all(
        Sql(
            f"""
            SELECT id, type, data, sent_at FROM jobs
            WHERE queue = ? AND {_STATE} IN (SELECT value FROM json_each(?))
            ORDER BY id LIMIT ?
            """,
            (queue, moments.text(now), msgspec.json.encode(states).decode(), MOST),
        ),
        Job,
    )


async def pause(database: Database, queue: str) -> None:
    """Deliver no more of it. What is in work is finished."""
    await database.batch(
        [
            Sql("INSERT INTO paused_queues (name) VALUES (?) ON CONFLICT DO NOTHING", (queue,)),
            _move(queue, "waiting", "paused"),
        ]
    )


async def resume(database: Database, queue: str) -> None:
    """Let it go on; then the platform's queue must be woken."""
    await database.batch(
        [
            Sql("DELETE FROM paused_queues WHERE name = ?", (queue,)),
            _move(queue, "paused", "waiting"),
        ]
    )


async def drop_waiting(database: Database, queue: str) -> None:
    """Forget the jobs of a queue that nobody has begun."""
    await database.run(
        Sql("DELETE FROM jobs WHERE queue = ? AND state IN ('waiting', 'paused')", (queue,))
    )


async def retry_failed(database: Database, queue: str, now: datetime) -> None:
    """Give the jobs of a queue that were given up all their attempts again; then the
    platform's queue must be woken."""
    await database.run(
        Sql(
            """
            UPDATE jobs SET
              state = iif(
                EXISTS (SELECT 1 FROM paused_queues WHERE name = jobs.queue), 'paused', 'waiting'
              ),
              attempts = 0, due = ?
            WHERE queue = ? AND state = 'dead'
            """,
            (moments.text(now), queue),
        )
    )


async def drop_failed(database: Database, queue: str) -> None:
    """Forget the jobs of a queue that were given up."""
    await database.run(Sql("DELETE FROM jobs WHERE queue = ? AND state = 'dead'", (queue,)))


async def last(database: Database) -> int:
    """The number of the latest job there is, 0 without any."""
    found = await database.one(Sql("SELECT ifnull(max(id), 0) FROM jobs"), tuple[int])
    return found[0] if found else 0


async def without(database: Database, type: str, ids: Sequence[str], upto: int) -> list[str]:
    """Those of `ids` for which no job of this type, up to that number, waits, is in
    work or was given up."""
    rows = await database.all(
        Sql(
            """
            SELECT value FROM json_each(?)
            WHERE value NOT IN (
              SELECT data ->> 'id' FROM jobs
              WHERE id <= CAST(? AS INTEGER) AND type = ? AND data ->> 'id' IS NOT NULL
            )
            ORDER BY key
            """,
            (msgspec.json.encode(ids).decode(), upto, type),
        ),
        tuple[str],
    )
    return [id for (id,) in rows]


_STATE = """
  CASE
    WHEN state = 'dead' THEN 'failed'
    WHEN state = 'waiting' AND due > ? THEN 'delayed'
    ELSE state
  END
"""


def _move(queue: str, before: str, after: str) -> Sql:
    return Sql("UPDATE jobs SET state = ? WHERE queue = ? AND state = ?", (after, queue, before))
