"""The queue in Cloudflare Queues, kept account of in D1.

A message carries its job and names its row in the table `jobs`. The platform
counts the attempts; the row says whether the job is still wanted and shows
admins what no binding can tell: what waits, what is in work, what failed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import js
import msgspec
from pyodide.ffi import JsException

from bindings import Bindings, Clock, Database, Log, Message, Sql, ledger

_SENT_AT_ONCE = 100
_BYTES_AT_ONCE = 128_000
_READ_AT_ONCE = 1000
_RETRY = timedelta(seconds=30)
_DEAD_LETTERS = "-dlq"


class _Row(msgspec.Struct, array_like=True):
    id: int
    queue: str
    type: str
    data: str
    state: str

    def body(self) -> bytes:
        """The message about this row."""
        return b'[%d,"%s","%s",%s]' % (
            self.id, self.queue.encode(), self.type.encode(), self.data.encode()
        )  # fmt: skip


class _Letter(msgspec.Struct, array_like=True):
    """The body of a message."""

    id: int
    queue: str
    type: str
    data: dict[str, Any]


class WorkersQueue:
    """bindings.Queue over one queue and the table `jobs`."""

    def __init__(self, queue: Any, database: Database, clock: Clock, log: Log) -> None:
        self._queue = queue
        self._database = database
        self._clock = clock
        self._log = log

    async def send(self, messages: Sequence[Message]) -> None:
        for entry in ledger.entries(messages, self._clock.now()):
            rows = await self._database.all(entry, _Row)
            await self._post([row for row in rows if row.state == "waiting"])

    async def wake(self) -> None:
        """Some of it may be under way already; the second delivery finds its job taken."""
        last = 0
        while True:
            waiting = Sql(
                "SELECT id, queue, type, data, state FROM jobs"
                " WHERE state = 'waiting' AND due <= ? AND id > ? ORDER BY id LIMIT ?",
                (ledger.text(self._clock.now()), last, _READ_AT_ONCE),
            )
            rows = await self._database.all(waiting, _Row)
            await self._post(rows)
            if len(rows) < _READ_AT_ONCE:
                return
            last = rows[-1].id

    async def _post(self, rows: Sequence[_Row]) -> None:
        """What the platform does not take waits in its row for the next `wake`: a request
        that failed for it would be sent again, and find its change made and no job to send."""
        bodies = [row.body() for row in rows]
        for part in ledger.parts([len(body) for body in bodies], _SENT_AT_ONCE, _BYTES_AT_ONCE):
            batch = b",".join(b'{"contentType":"json","body":%s}' % body for body in bodies[part])
            try:
                await self._queue.sendBatch(js.JSON.parse(f"[{batch.decode()}]"))
            except JsException as error:
                self._log.fault(error, doing="sending jobs")


async def deliver(
    batch: Any, bindings: Bindings, run: Callable[[Message, Bindings], Awaitable[None]]
) -> None:
    """Do the jobs of a MessageBatch one by one; each is answered for itself.

    `run` tells the log itself of what it raises."""
    answer = _bury if batch.queue.endswith(_DEAD_LETTERS) else partial(_work, run=run)
    for message in batch.messages:
        try:
            is_done = await answer(message, bindings)
        except Exception as error:  # unreadable, or the database fails: the others go on
            bindings.log.fault(error, doing="delivering a job")
            is_done = False
        if is_done:
            message.ack()
        else:
            message.retry(delaySeconds=int(_later(message).total_seconds()))


async def _bury(message: Any, bindings: Bindings) -> bool:
    try:
        letter = _read(message)
    except msgspec.DecodeError as error:  # nobody sends such: there is no row
        bindings.log.fault(error, doing="burying a job")
        return True
    await bindings.database.run(ledger.bury(letter.id, bindings.clock.now()))
    return True


async def _work(
    message: Any, bindings: Bindings, run: Callable[[Message, Bindings], Awaitable[None]]
) -> bool:
    """Whether nothing is left to do."""
    letter = _read(message)
    if not await _claim(bindings.database, letter.id, message.attempts):
        return True
    job = Message(letter.type, letter.data, letter.queue, letter.id, message.attempts)
    try:
        await run(job, bindings)
    except Exception as error:  # `run` tells of it
        due = bindings.clock.now() + _later(message)
        await bindings.database.run(ledger.put_back(letter.id, due, error))
        return False
    await bindings.database.run(ledger.done(letter.id))
    return True


def _read(message: Any) -> _Letter:
    return msgspec.json.decode(js.JSON.stringify(message.body), type=_Letter)


def _later(message: Any) -> timedelta:
    """Longer at each attempt."""
    later: timedelta = _RETRY * message.attempts
    return later


async def _claim(database: Database, id: int, attempts: int) -> bool:
    """Take a job into work, unless it was dropped, paused or done meanwhile.

    One that is in work already belongs to another message, or to an earlier
    attempt of this one that died.
    """
    statement = Sql(
        "UPDATE jobs SET state = 'active', attempts = ? WHERE id = ?"
        " AND (state = 'waiting' OR state = 'active' AND ? > 1) RETURNING id",
        (attempts, id, attempts),
    )
    return await database.one(statement, tuple[int]) is not None
