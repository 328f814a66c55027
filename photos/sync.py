"""The stream of changes that keeps a phone's copy of the library true.

One JSON object per line, `{"type", "data", "ack"}`. A phone acknowledges what
it has stored, and its next stream continues there; a stream may be cut anywhere.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from datetime import datetime

from msgspec import Struct

from bindings import Database, Sql, TooBig
from photos import checkpoints, moments
from photos.checkpoints import Position, parts_of
from photos.sync_plan import Backfill, Reader, Run, plan
from photos.sync_sources import Page

PAGE = 500
"""Rows per statement. It takes a few milliseconds, in which nobody else is served, and
some copies of the page's text; a thousand would cost as much CPU. Fewer where their
lines are longer together than a value may be (2 MB)."""
SILENCE = 30
"""Days after which a phone starts over: deletions are not remembered for much longer."""
_WORTHWHILE = 100
"""Rows read for nothing that are worth a write, so as not to be read again."""

Containers = Sequence[tuple[str, str]]
"""(create id, id), in order."""


async def begin(
    database: Database, session_id: str, user_id: str, types: Collection[str], now: datetime
) -> AsyncGenerator[bytes, None]:
    """The stream of a device, page by page. What can go wrong at once goes wrong here."""
    position = await checkpoints.locate(database, session_id)
    if position.reset or _has_lost_track(position, now):
        return _once(_line("SyncResetV1", "{}", "SyncResetV1|reset"))
    stream = _Stream(database, session_id, Reader(user_id, position.now, position.acks))
    await stream.look(types)
    return stream.pages()


def _has_lost_track(position: Position, now: datetime) -> bool:
    """It was silent for too long; or the clock went back since its last acks, and
    what changed before it caught up lies behind them."""
    completed = position.acks.get("SyncCompleteV1")
    stale = moments.first_id(moments.days_before(now, SILENCE))
    if completed and parts_of(completed)[0] < stale:
        return True
    return any(parts_of(ack)[0] > position.now for ack in position.acks.values())


class _Lines(Struct, array_like=True):
    """What a page comes to."""

    read: int
    """Rows."""
    last: str | None
    text: str | None
    """Lines without the beginning of the first and the end of the last; None for none."""


class _Stream:
    """What one stream knows of itself."""

    def __init__(self, database: Database, session_id: str, reader: Reader) -> None:
        self._database = database
        self._session_id = session_id
        self._reader = reader
        self._steps: list[Run | Backfill] = []
        self._containers: dict[str, Containers] = {}

    async def look(self, types: Collection[str]) -> None:
        """Which types have news, in one round trip: mostly it is none."""
        steps = plan(self._reader, types)
        runs = [step for step in steps if isinstance(step, Run)]
        partners, albums, *found = await self._database.batch(
            [
                _partners(self._reader),
                _albums(self._reader),
                *(run.page(run.after, 1) for run in runs),
            ]
        )
        self._containers = {
            "partners": [(row[0], row[1]) for row in partners],
            "albums": [(row[0], row[1]) for row in albums],
        }
        silent = {run.type for run, rows in zip(runs, found, strict=True) if not rows}
        if any(self._due(step) for step in steps if isinstance(step, Backfill)):
            silent = set()  # what is backfilled may move behind `now`, where nothing was
        self._steps = [step for step in steps if step.type not in silent]

    async def pages(self) -> AsyncGenerator[bytes, None]:
        for step in self._steps:
            part = self._run(step) if isinstance(step, Run) else self._backfill(step)
            async with aclosing(part) as pages:
                async for page in pages:
                    yield page
        yield _line("SyncCompleteV1", "{}", f"SyncCompleteV1|{self._reader.now}")

    async def _run(self, run: Run) -> AsyncGenerator[bytes, None]:
        now, read, sent = self._reader.now, 0, False
        # A phone may be cut after this line each time. One that has acknowledged it gets
        # the others first.
        beside = _line("SyncAckV1", "{}", f"{run.beside}|{now}") if run.beside else b""
        is_known = self._reader.acknowledged(run.beside or "") is not None
        async with aclosing(self._read(run.page, run.after, run.type, run.type)) as pages:
            async for rows, lines in pages:
                read += rows
                if lines and beside and not sent and not is_known:
                    yield beside
                sent = sent or bool(lines)
                if lines:
                    yield lines
        if beside and sent and is_known:
            yield beside
        if run.sparse and not sent and read >= _WORTHWHILE:
            await self._note({run.type: f"{run.type}|{now}"})

    async def _backfill(self, step: Backfill) -> AsyncGenerator[bytes, None]:
        """What lay in a container before it was shared is told before the regular
        lines; `complete` acknowledged, it is not told again."""
        now, type = self._reader.now, step.type
        if step.until is None:
            if containers := self._containers[step.containers]:
                await self._note({type: f"{type}|{containers[-1][0]}|complete"})
            return
        before = min(step.until + "0", now)  # ids are of one length
        told = False
        finished: dict[str, str] = {}
        for create_id, container, start in self._due(step):
            prefix = f"{type}|{create_id}"
            page = step.page(container, before)
            async with aclosing(self._read(page, start, type, prefix)) as pages:
                async for _, lines in pages:
                    if lines:
                        await self._note(finished)
                        told, finished = True, {}
                        yield lines
            if told:
                yield _line("SyncAckV1", "{}", f"{prefix}|complete")
            else:  # no line would carry the news
                finished = {type: f"{prefix}|complete"}
        await self._note(finished)

    def _due(self, step: Backfill) -> list[tuple[str, str, str]]:
        """Create id and id of the containers to backfill, and behind which row."""
        if step.until is None:
            return []
        id, extra = parts_of(self._reader.acks.get(step.type, f"{step.type}|"))
        return [
            (create_id, container, extra if create_id == id else "")
            for create_id, container in self._containers[step.containers]
            if create_id >= id and (create_id, "complete") != (id, extra)
        ]

    async def _read(
        self, page: Page, after: str, type: str, prefix: str
    ) -> AsyncGenerator[tuple[int, bytes], None]:
        """Page by page how many rows were read, and what is sent of them.

        Of the millisecond that has not ended rows may still come that lie before others
        of it: behind `now` a page is read once more, and the next begins where all before
        it is certain. Some are sent twice then, and none is passed over.
        """
        size, more, certain, again = PAGE, True, self._reader.now, False
        while more:
            statement = lines(page(after, size), type, prefix, self._reader.now)
            try:
                read, last, sent = await self._page(statement, type)
            except TooBig:
                if size == 1:
                    raise
                size = size // 8 or 1
                continue
            again = not again and last is not None and last > certain
            if again:
                certain = await checkpoints.present(self._database)
                continue
            if last is not None:
                after = min(last, certain)
                yield read, sent
            more = read == size
            size = min(PAGE, 2 * size)

    async def _page(self, statement: Sql, type: str) -> tuple[int, str | None, bytes]:
        """Rows read, the id of the last and what is sent of them."""
        found = await self._database.one(statement, _Lines)
        assert found is not None  # an aggregate has one row
        sent = f"{_beginning(type)}{found.text}{_END}".encode() if found.text else b""
        return found.read, found.last, sent

    async def _note(self, acks: dict[str, str]) -> None:
        news = {type: ack for type, ack in acks.items() if self._reader.acks.get(type) != ack}
        if news:
            await checkpoints.store(self._database, self._session_id, news)


async def _once(line: bytes) -> AsyncGenerator[bytes, None]:
    yield line


def lines(page: Sql, type: str, prefix: str, now: str) -> Sql:
    """_Lines of a page: one text costs half of what fetching its rows would.

    No ack goes beyond `now`: rows from behind it are sent again next time.
    """
    between = (f"{_MIDDLE}{prefix}|", now, _END + _beginning(type))
    whole = Sql(
        "SELECT count(*), max(id), group_concat(data || ? || min(id, ?), ?) FROM (", between
    )
    return whole & page & Sql(")")


def _line(type: str, data: str, ack: str) -> bytes:
    return f"{_beginning(type)}{data}{_MIDDLE}{ack}{_END}".encode()


def _beginning(type: str) -> str:
    return f'{{"type":"{type}","data":'


_MIDDLE, _END = ',"ack":"', '"}\n'


def _partners(reader: Reader) -> Sql:
    return Sql(
        """
        SELECT create_id, shared_by_id FROM partners
        WHERE shared_with_id = ? AND create_id < ? ORDER BY create_id
        """,
        (reader.user_id, reader.now),
    )


def _albums(reader: Reader) -> Sql:
    return Sql(
        """
        SELECT create_id, album_id FROM album_users
        WHERE user_id = ? AND create_id < ? ORDER BY create_id
        """,
        (reader.user_id, reader.now),
    )
