"""A job queue in a table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from bindings import Clock, Database, Message, Sql

State = Literal["waiting", "active", "dead"]
Handler = Callable[[Message], Awaitable[None]]

DELAYS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
_LARGEST = 128 * 1000

_SCHEMA = (
    Sql(
        "CREATE TABLE IF NOT EXISTS local_jobs ("
        "id INTEGER PRIMARY KEY, type TEXT NOT NULL, data TEXT NOT NULL, "
        "state TEXT NOT NULL DEFAULT 'waiting', due TEXT NOT NULL, "
        "attempts INTEGER NOT NULL DEFAULT 0, error TEXT) STRICT"
    ),
    Sql("CREATE INDEX IF NOT EXISTS local_jobs_due ON local_jobs (state, due, id)"),
    Sql("CREATE INDEX IF NOT EXISTS local_jobs_counts ON local_jobs (type, state)"),
)


class _Job(msgspec.Struct, array_like=True):
    id: int
    type: str
    data: str
    attempts: int


class Dead(msgspec.Struct, array_like=True):
    """A job that failed at its last attempt, kept to be looked at."""

    id: int
    type: str
    data: str
    error: str
    """The last exception, as one line."""


class TableQueue:
    """bindings.Queue and its consumer: at-least-once, `1 + len(delays)` attempts.

    A job in work is `active`, which is a lease held by the process that holds
    the lock of the data folder: whatever is active when a process opens the
    queue was left by a crash and is delivered again. Such a delivery counts as
    an attempt, so a job that kills the process ends as a dead letter too; one
    given back by an orderly stop does not count.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        concurrency: int = 2,
        delays: Sequence[timedelta] = DELAYS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._concurrency = concurrency
        self._delays = delays
        self._news = asyncio.Event()

    async def open(self) -> None:
        """Make the table where it is missing and take back what a crash left."""
        left = Sql(
            "UPDATE local_jobs SET error = 'the process died at work', due = ?,"
            " state = iif(attempts > CAST(? AS INTEGER), 'dead', 'waiting') WHERE state = 'active'",
            (self._now(), len(self._delays)),
        )
        await self._database.batch([*_SCHEMA, left])

    async def send(self, messages: Sequence[Message]) -> None:
        """Durable when it returns. ValueError beyond 128 KB of data, as on Cloudflare."""
        now = self._now()
        insert = "INSERT INTO local_jobs (type, data, due) VALUES (?, ?, ?)"
        rows = [(each.type, msgspec.json.encode(each.data).decode(), now) for each in messages]
        if any(len(data.encode()) > _LARGEST for _, data, _ in rows):
            raise ValueError("a message holds at most 128 KB")
        if rows:
            await self._database.batch([Sql(insert, row) for row in rows])
        self._news.set()

    async def counts(self) -> dict[tuple[str, State], int]:
        """How many jobs there are by type and state."""
        sql = Sql("SELECT type, state, count(*) FROM local_jobs GROUP BY type, state")
        rows = await self._database.all(sql, tuple[str, State, int])
        return {(type, state): count for type, state, count in rows}

    async def dead(self, limit: int = 100) -> list[Dead]:
        """The dead letters, latest first."""
        sql = Sql(
            "SELECT id, type, data, error FROM local_jobs WHERE state = 'dead'"
            " ORDER BY due DESC, id DESC LIMIT ?",
            (limit,),
        )
        return await self._database.all(sql, Dead)

    async def consume(self, handler: Handler) -> None:
        """Deliver until cancelled; then what is in work goes back to the queue."""
        try:
            async with asyncio.TaskGroup() as group:
                await self._dispatch(group, handler)
        finally:
            await self._database.run(
                Sql(
                    "UPDATE local_jobs SET state = 'waiting', attempts = attempts - 1"
                    " WHERE state = 'active'"
                )
            )

    async def _dispatch(self, group: asyncio.TaskGroup, handler: Handler) -> None:
        running: set[asyncio.Task[None]] = set()

        def done(task: asyncio.Task[None]) -> None:
            running.discard(task)
            self._news.set()

        while True:
            self._news.clear()
            free = self._concurrency - len(running)
            pause = await self._pause() if free else None
            if pause is None or pause > 0:
                await self._wait(pause)
                continue
            for job in await self._take(free):
                task = group.create_task(self._deliver(job, handler))
                running.add(task)
                task.add_done_callback(done)

    async def _pause(self) -> float | None:
        """Seconds until the next job is due, None when none waits."""
        sql = Sql("SELECT due FROM local_jobs WHERE state = 'waiting' ORDER BY due LIMIT 1")
        first = await self._database.one(sql, tuple[str])
        if first is None:
            return None
        return (datetime.fromisoformat(first[0]) - self._clock.now()).total_seconds()

    async def _wait(self, seconds: float | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    async def _take(self, free: int) -> list[_Job]:
        sql = Sql(
            "UPDATE local_jobs SET state = 'active', attempts = attempts + 1 WHERE id IN"
            " (SELECT id FROM local_jobs WHERE state = 'waiting' AND due <= ?"
            " ORDER BY due, id LIMIT ?) RETURNING id, type, data, attempts",
            (self._now(), free),
        )
        return sorted(await self._database.all(sql, _Job), key=lambda job: job.id)

    async def _deliver(self, job: _Job, handler: Handler) -> None:
        data = msgspec.json.decode(job.data, type=dict[str, object])
        try:
            await handler(Message(job.type, data))
        except Exception as error:  # whatever a handler raises is a reason to try again
            await self._database.run(self._failed(job, error))
        else:
            await self._database.run(Sql("DELETE FROM local_jobs WHERE id = ?", (job.id,)))

    def _failed(self, job: _Job, error: Exception) -> Sql:
        lines = f"{type(error).__name__}: {error}".splitlines()
        last = job.attempts > len(self._delays)
        due = self._now() if last else self._now(self._delays[job.attempts - 1])
        return Sql(
            "UPDATE local_jobs SET state = ?, due = ?, error = ? WHERE id = ?",
            ("dead" if last else "waiting", due, lines[0][:1000], job.id),
        )

    def _now(self, later: timedelta = timedelta(0)) -> str:
        at = (self._clock.now() + later).isoformat(timespec="milliseconds")
        return at.replace("+00:00", "Z")
