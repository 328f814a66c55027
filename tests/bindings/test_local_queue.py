"""TableQueue: delivery, retries, dead letters, leases, many jobs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bindings import Message, Sql
from bindings.local import MIGRATIONS
from bindings.local.clock import SystemClock
from bindings.local.database import SqliteDatabase
from bindings.local.migrations import migrate
from bindings.local.queue import Handler, TableQueue

SOON = (timedelta(milliseconds=10), timedelta(milliseconds=20), timedelta(milliseconds=30))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = SqliteDatabase(tmp_path / "queue.sqlite")
    await migrate(opened, MIGRATIONS)
    yield opened
    opened.close()


async def _queue(database: SqliteDatabase, **options: Any) -> TableQueue:
    queue = TableQueue(database, SystemClock(), **options)
    await queue.open()
    return queue


@asynccontextmanager
async def _consuming(queue: TableQueue, handler: Handler) -> AsyncIterator[None]:
    task = asyncio.create_task(queue.consume(handler))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()


async def _until_counts(queue: TableQueue, wanted: dict[Any, int]) -> None:
    async with asyncio.timeout(5):
        while await queue.counts() != wanted:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_delivered_in_order_with_data_and_forgotten(database: SqliteDatabase) -> None:
    queue = await _queue(database, concurrency=1)
    seen: list[Message] = []

    async def handler(message: Message) -> None:
        seen.append(message)

    sent = [Message("A", {"n": n, "ü": [None, True, 1.5]}) for n in range(5)]
    await queue.send(sent[:3])
    async with _consuming(queue, handler):
        await _until_counts(queue, {})
        await queue.send(sent[3:])  # wakes a consumer that waits without a timer
        await _until_counts(queue, {})
    ids = range(1, len(sent) + 1)
    assert seen == [replace(each, id=id, attempt=1) for id, each in zip(ids, sent, strict=True)]


async def test_retried_later_and_later_then_dead(database: SqliteDatabase) -> None:
    queue = await _queue(database, delays=SOON)
    at: list[float] = []

    async def handler(message: Message) -> None:
        at.append(time.monotonic())
        raise RuntimeError("no luck\nsecond line")

    await queue.send([Message("A", {"n": 1})])
    async with _consuming(queue, handler):
        await _until_counts(queue, {("A", "dead"): 1})
    gaps = [after - before for before, after in pairwise(at)]
    assert len(gaps) == 3
    assert all(gap >= delay.total_seconds() for gap, delay in zip(gaps, SOON, strict=True))
    [dead] = await queue.dead()
    assert (dead.type, dead.data, dead.error) == ("A", '{"n":1}', "RuntimeError: no luck")


async def test_data_nobody_can_read_is_one_dead_letter(database: SqliteDatabase) -> None:
    """SQLite takes for JSON what others do not."""
    queue = await _queue(database, delays=[])
    seen: list[str] = []

    async def handler(message: Message) -> None:
        seen.append(message.type)

    await queue.send([Message("Broken"), Message("Good")])
    unreadable = """UPDATE jobs SET data = '{"a": 1e999}' WHERE type = 'Broken'"""
    await database.run(Sql(unreadable))
    async with _consuming(queue, handler):
        await _until_counts(queue, {("Broken", "dead"): 1})
    assert seen == ["Good"]


async def test_a_job_that_fails_does_not_hold_up_others(database: SqliteDatabase) -> None:
    queue = await _queue(database, concurrency=1, delays=[timedelta(hours=1)])

    async def handler(message: Message) -> None:
        if message.type == "Bad":
            raise RuntimeError

    await queue.send([Message("Bad"), Message("Good"), Message("Good")])
    async with _consuming(queue, handler):
        await _until_counts(queue, {("Bad", "waiting"): 1})


async def test_what_is_due_takes_nothing_along_that_is_not(database: SqliteDatabase) -> None:
    queue = await _queue(database, delays=[timedelta(hours=1)])
    seen: list[str] = []

    async def handler(message: Message) -> None:
        seen.append(message.type)
        if message.type == "Bad":
            raise RuntimeError

    async with _consuming(queue, handler):
        await queue.send([Message("Bad")])
        await _until_counts(queue, {("Bad", "waiting"): 1})
        await queue.send([Message("Good")])
        await _until_counts(queue, {("Bad", "waiting"): 1})
    assert seen == ["Bad", "Good"]


async def test_no_more_than_two_at_once(database: SqliteDatabase) -> None:
    queue = await _queue(database)
    working = most = 0

    async def handler(message: Message) -> None:
        nonlocal working, most
        working += 1
        most = max(most, working)
        await asyncio.sleep(0.005)
        working -= 1

    await queue.send([Message("A")] * 12)
    async with _consuming(queue, handler):
        await _until_counts(queue, {})
    assert most == 2


async def test_stopping_gives_back_and_costs_no_attempt(database: SqliteDatabase) -> None:
    queue = await _queue(database, delays=[timedelta(hours=1)])
    started = asyncio.Event()

    async def handler(message: Message) -> None:
        started.set()
        await asyncio.sleep(60)

    await queue.send([Message("A")])
    for _ in range(3):
        started.clear()
        async with _consuming(queue, handler):
            await started.wait()
        assert await queue.counts() == {("A", "waiting"): 1}

    async def fail(message: Message) -> None:
        started.set()
        raise RuntimeError

    started.clear()
    async with _consuming(queue, fail):
        await started.wait()
        await asyncio.sleep(0.05)
    assert await queue.counts() == {("A", "waiting"): 1}  # its first failure: tried again


async def test_what_a_crash_left_is_delivered_again_but_not_for_ever(
    database: SqliteDatabase,
) -> None:
    queue = await _queue(database, delays=SOON)
    await queue.send([Message("Deadly")])
    for _ in SOON:
        await _crash_at_work(database)
        await _queue(database, delays=SOON)
        assert await queue.counts() == {("Deadly", "waiting"): 1}
    await _crash_at_work(database)
    await _queue(database, delays=SOON)
    assert await queue.counts() == {("Deadly", "dead"): 1}
    assert [dead.error for dead in await queue.dead()] == ["the process died at work"]


async def _crash_at_work(database: SqliteDatabase) -> None:
    """Leave the table as a process does that is killed while it works."""
    await database.run(Sql("UPDATE jobs SET state = 'active', attempts = attempts + 1"))


async def test_a_fault_of_the_table_is_told_to_the_door(database: SqliteDatabase) -> None:
    queue = await _queue(database)

    async def handler(message: Message) -> None:
        await database.run(Sql("ALTER TABLE jobs RENAME TO elsewhere"))

    await queue.send([Message("A")])
    with pytest.raises(Exception, match="no such table"):
        await asyncio.wait_for(queue.consume(handler), 5)


async def test_a_paused_queue_holds_its_jobs_back_and_no_others(database: SqliteDatabase) -> None:
    queue = await _queue(database, delays=[timedelta(0)])
    await database.run(Sql("INSERT INTO paused_queues VALUES ('slow')"))
    seen: list[str] = []

    async def handler(message: Message) -> None:
        seen.append(message.type)
        if message.type == "Fails":  # while it is at work, its queue is paused
            await database.run(Sql("INSERT INTO paused_queues VALUES ('failing')"))
            raise RuntimeError

    await queue.send([Message("Held", queue="slow"), Message("Fails", queue="failing")])
    await queue.send([Message("Goes", queue="fast")])
    async with _consuming(queue, handler):
        await _until_counts(queue, {("Held", "paused"): 1, ("Fails", "paused"): 1})
        assert sorted(seen) == ["Fails", "Goes"]
        await database.run(Sql("DELETE FROM paused_queues"))
        await database.run(Sql("UPDATE jobs SET state = 'waiting' WHERE type = 'Held'"))
        await queue.wake()
        await _until_counts(queue, {("Fails", "paused"): 1})


async def test_too_much_data_is_refused(database: SqliteDatabase) -> None:
    queue = await _queue(database)
    with pytest.raises(ValueError, match="127000 bytes"):
        await queue.send([Message("A"), Message("B", {"x": "x" * 128_000})])
    assert await queue.counts() == {}


async def test_ten_thousand_waiting_jobs_slow_nothing_down(database: SqliteDatabase) -> None:
    queue = await _queue(database, concurrency=1)
    plans = [
        "SELECT due FROM jobs WHERE state = 'waiting' ORDER BY due LIMIT 1",
        "SELECT id FROM jobs WHERE state = 'waiting' AND due <= 'x' ORDER BY due, id LIMIT 1",
    ]
    for plan in plans:
        rows = await database.all(Sql(f"EXPLAIN QUERY PLAN {plan}"), tuple[int, int, int, str])
        assert [row[3].startswith("SEARCH") for row in rows] == [True], rows

    async def handler(message: Message) -> None:
        pass

    async def hundred() -> float:
        await database.run(Sql("DELETE FROM jobs WHERE type = 'B'"))
        await queue.send([Message("B")] * 100)
        await database.run(Sql("UPDATE jobs SET due = '2000-01-01T00:00:00.000Z' WHERE type = 'B'"))
        began = time.process_time()
        async with _consuming(queue, handler), asyncio.timeout(20):
            while ("B", "waiting") in await queue.counts():  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return time.process_time() - began

    few = await hundred()
    await queue.send([Message("A")] * 10_000)
    assert await hundred() < 4 * few + 0.1
