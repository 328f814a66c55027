"""A job queue in a table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from bindings import Clock, Database, Message, Sql, ledger

State = Literal["waiting", "paused", "active", "dead"]
Handler = Callable[[Message], Awaitable[None]]

DELAYS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))


class _Job(msgspec.Struct, array_like=True):
    id: int
    queue: str
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
        """Take back what a crash left."""
        left = Sql(
            "UPDATE jobs SET error = 'the process died at work', due = ?,"
            f" state = iif(attempts > CAST(? AS INTEGER), 'dead', {ledger.WAITING})"
            " WHERE state = 'active'",
            (ledger.text(self._clock.now()), len(self._delays)),
        )
        await self._database.run(left)

    async def send(self, messages: Sequence[Message]) -> None:
        if messages:
            await self._database.batch(ledger.entries(messages, self._clock.now()))
        self._news.set()

    async def wake(self) -> None:
        self._news.set()

    async def counts(self) -> dict[tuple[str, State], int]:
        """How many jobs there are by type and state."""
        sql = Sql("SELECT type, state, count(*) FROM jobs GROUP BY type, state")
        rows = await self._database.all(sql, tuple[str, State, int])
        return {(type, state): count for type, state, count in rows}

    async def dead(self, limit: int = 100) -> list[Dead]:
        """The dead letters, latest first."""
        sql = Sql(
            "SELECT id, type, data, error FROM jobs WHERE state = 'dead'"
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
                    f"UPDATE jobs SET state = {ledger.WAITING}, attempts = attempts - 1"
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
        sql = Sql("SELECT due FROM jobs WHERE state = 'waiting' ORDER BY due LIMIT 1")
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
            "UPDATE jobs SET state = 'active', attempts = attempts + 1 WHERE id IN"
            " (SELECT id FROM jobs WHERE state = 'waiting' AND due <= ?"
            " ORDER BY due, id LIMIT ?) RETURNING id, queue, type, data, attempts",
            (ledger.text(self._clock.now()), free),
        )
        return sorted(await self._database.all(sql, _Job), key=lambda job: job.id)

    async def _deliver(self, job: _Job, handler: Handler) -> None:
        try:
            data = msgspec.json.decode(job.data, type=dict[str, object])
            await handler(Message(job.type, data, job.queue, job.id, job.attempts))
        except Exception as error:  # whatever a handler raises is a reason to try again
            await self._database.run(self._failed(job, error))
        else:
            await self._database.run(ledger.done(job.id))

    def _failed(self, job: _Job, error: Exception) -> Sql:
        now = self._clock.now()
        if job.attempts > len(self._delays):
            return ledger.bury(job.id, now, error)
        return ledger.put_back(job.id, now + self._delays[job.attempts - 1], error)
