"""The database in one SQLite file, as strict as D1."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from bindings import Argument, Sql, TooBig, Violation, constraints
from bindings.local.engine import apsw, statements
from bindings.sql import number

T = TypeVar("T")

_LIMITS = {
    apsw.SQLITE_LIMIT_LENGTH: 2_000_000,
    apsw.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    apsw.SQLITE_LIMIT_COLUMN: 100,
    apsw.SQLITE_LIMIT_EXPR_DEPTH: 100,
    apsw.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    apsw.SQLITE_LIMIT_FUNCTION_ARG: 32,
    apsw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    apsw.SQLITE_LIMIT_VARIABLE_NUMBER: 100,
}
_REFUSED = {
    apsw.SQLITE_TRANSACTION,
    apsw.SQLITE_SAVEPOINT,
    apsw.SQLITE_ATTACH,  # VACUUM asks for this one too
    apsw.SQLITE_DETACH,
    apsw.SQLITE_CREATE_TEMP_INDEX,
    apsw.SQLITE_CREATE_TEMP_TABLE,
    apsw.SQLITE_CREATE_TEMP_TRIGGER,
    apsw.SQLITE_CREATE_TEMP_VIEW,
}
_PRAGMAS = {
    "data_version",  # FTS5 reads it behind the scenes
    "defer_foreign_keys",
    "foreign_key_check",
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
}
_FUNCTIONS_MISSING = {
    "json_pretty",
    "median",
    "percentile",
    "percentile_cont",
    "percentile_disc",
    "pow",
    "power",
    "regexp",
}

# Pages each connection keeps, in KB. A month of a thousand photos takes one MB of them,
# five thousand four. With 32 MB, months of a million assets, read in turn, cost a tenth
# less, but a phone's first sync filled it: with 5 MB it stays within 16 MB of idle. Mapping
# the file instead of reading it (`mmap_size`) gained nothing at any size.
_PAGES_KB = 5_120

# Rows of one read after which others have their turn: who reads page after page would
# keep everybody waiting for all of them.
_MANY = 1000

# The authorizer sees a statement when it is compiled, not when it is taken from
# the statement cache; the comment keeps our own texts apart from a caller's.
_BEGIN = "BEGIN IMMEDIATE /* batch */"
_COMMIT = "COMMIT /* batch */"
_ROLLBACK = "ROLLBACK /* batch */"


class SqliteDatabase:
    """bindings.Database over one file.

    Reads run at once on the event loop, over a connection of their own that
    cannot write; a read that turns out to write (`… RETURNING`) moves to the
    writer. Writes go one after the other through one connection in one thread,
    and are answered after the fsync: an acknowledged write survives.

    What D1 would refuse raises here too: apsw.Error for statements,
    TypeError and ValueError for arguments.
    """

    def __init__(self, path: Path) -> None:
        self._writing_ourselves = False
        self._writer = _connect(path, self._authorize)
        self._reader = _connect(path, _refuse)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")

    async def one(self, sql: Sql, row: type[T]) -> T | None:
        rows = await self._read(sql, _first)
        return msgspec.convert(rows[0], row, strict=False) if rows else None

    async def all(self, sql: Sql, row: type[T]) -> list[T]:
        rows = await self._read(sql, apsw.Cursor.fetchall)
        if len(rows) >= _MANY:
            await asyncio.sleep(0)
        return msgspec.convert(rows, list[row], strict=False)  # type: ignore[valid-type]

    async def run(self, sql: Sql) -> None:
        await self._in_thread(self._execute, sql.text, _bound(sql.args))

    async def batch(self, statements: Sequence[Sql]) -> list[list[list[Any]]]:
        bound = [(sql.text, _bound(sql.args)) for sql in statements]
        return await self._in_thread(self._transact, bound)

    def close(self) -> None:
        """Wait for the writes under way, then leave one file without a log beside it."""
        self._thread.shutdown(wait=True)
        self._reader.close()
        self._writer.close()

    async def _read(
        self, sql: Sql, fetch: Callable[[apsw.Cursor], list[tuple[Any, ...]]]
    ) -> list[tuple[Any, ...]]:
        args = _bound(sql.args)
        try:
            return fetch(_run(self._reader, sql.text, args))
        except apsw.ReadOnlyError:
            return await self._in_thread(self._execute, sql.text, args)
        except apsw.TooBigError as error:
            raise TooBig(str(error)) from error

    async def _in_thread(self, work: Callable[..., T], *args: object) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)
        except apsw.TooBigError as error:
            raise TooBig(str(error)) from error
        except apsw.ConstraintError as error:
            raise violation(error) or error from error

    def _execute(self, text: str, args: Sequence[Argument]) -> list[tuple[Any, ...]]:
        return _run(self._writer, text, args).fetchall()

    def _transact(
        self, statements: Iterable[tuple[str, Sequence[Argument]]]
    ) -> list[list[list[Any]]]:
        self._ourselves(_BEGIN)
        try:
            answer = [_named_apart(_run(self._writer, *each)) for each in statements]
            self._ourselves(_COMMIT)
        except BaseException:
            if self._writer.in_transaction:
                self._ourselves(_ROLLBACK)
            raise
        return answer

    def _ourselves(self, text: str) -> None:
        self._writing_ourselves = True
        try:
            self._writer.execute(text)
        finally:
            self._writing_ourselves = False

    def _authorize(self, action: int, *names: str | None) -> int:
        return apsw.SQLITE_OK if self._writing_ourselves else _refuse(action, *names)


def _run(connection: apsw.Connection, text: str, args: Sequence[Argument]) -> apsw.Cursor:
    """Begin a statement; a second one in the same text is refused."""
    if ";" in text and len(list(statements(text))) > 1:
        raise ValueError("one statement at a time")
    return connection.execute(text, args)


def _first(cursor: apsw.Cursor) -> list[tuple[Any, ...]]:
    row = cursor.fetchone()
    cursor.close()  # a row left behind would keep the snapshot
    return [] if row is None else [row]


def _named_apart(cursor: apsw.Cursor) -> list[list[Any]]:
    """D1 answers a batch with objects, which lose all but the last column of one name."""
    rows: list[list[Any]] = []
    for row in cursor:
        if not rows:  # afterwards the names are gone
            names = [name for name, _ in cursor.get_description()]
            if len(set(names)) < len(names):
                raise ValueError(f"a statement of a batch returns columns of one name: {names}")
        rows.append(list(row))
    return rows


def violation(error: apsw.ConstraintError) -> Violation | None:
    """What SQLite's text says about the broken rule."""
    text = str(error)
    code: int = cast(Any, error).extendedresult  # which apsw's stub has in prose only
    if code == apsw.SQLITE_CONSTRAINT_TRIGGER:
        return Violation("raised", text)
    return constraints.broken(text)


def _connect(path: Path, authorize: Callable[..., int]) -> apsw.Connection:
    # Each is used by one thread at a time: no lock around every value that is read.
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_NOMUTEX
    connection = apsw.Connection(str(path), flags, statementcachesize=512)
    connection.set_busy_timeout(5000)
    # A plan that peeks at bound values is made anew for each.
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_PAGES_KB}")
    if authorize is _refuse:
        connection.execute("PRAGMA query_only = ON")
    for limit, value in _LIMITS.items():
        connection.limit(limit, value)
    connection.authorizer = authorize
    return connection


def _refuse(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    refused = (
        action in _REFUSED
        or (action == apsw.SQLITE_PRAGMA and (first or "").lower() not in _PRAGMAS)
        or (action == apsw.SQLITE_FUNCTION and second in _FUNCTIONS_MISSING)
    )
    return apsw.SQLITE_DENY if refused else apsw.SQLITE_OK


def _bound(args: Iterable[Argument]) -> list[Argument]:
    return [value if value is None or type(value) is str else _strict(value) for value in args]


def _strict(value: Argument) -> Argument:
    return str(value) if isinstance(value, str) else number(value)
