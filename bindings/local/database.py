"""The database in one SQLite file, as strict as D1."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bindings import Argument, Sql, TooBig, Violation, constraints
from bindings.local.engine import sqlite3
from bindings.sql import number

T = TypeVar("T")

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 2_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 100,
}
_REFUSED = {
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
    sqlite3.SQLITE_ATTACH,  # VACUUM asks for this one too
    sqlite3.SQLITE_DETACH,
    sqlite3.SQLITE_CREATE_TEMP_INDEX,
    sqlite3.SQLITE_CREATE_TEMP_TABLE,
    sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
    sqlite3.SQLITE_CREATE_TEMP_VIEW,
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
_FUNCTIONS_MISSING = {"pow", "power", "regexp", "json_pretty"}

# Pages each connection keeps, in KB. A month of a thousand photos takes one MB of them,
# five thousand four. With 32 MB, months of a million assets, read in turn, cost a tenth
# less, but a phone's first sync filled it: with 8 MB it stays within 15 MB of idle. Mapping
# the file instead of reading it (`mmap_size`) gained nothing at any size.
_PAGES_KB = 8_192

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

    What D1 would refuse raises here too: sqlite3.Error for statements,
    TypeError and ValueError for arguments.
    """

    def __init__(self, path: Path) -> None:
        self._writing_ourselves = False
        self._writer = _connect(path, self._authorize)
        self._reader = _connect(path, _refuse)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")

    async def one(self, sql: Sql, row: type[T]) -> T | None:
        args = _bound(sql.args)
        try:
            cursor = self._reader.execute(sql.text, args)
            found = cursor.fetchone()
            cursor.close()  # a row left behind would keep the snapshot
        except (sqlite3.OperationalError, sqlite3.DataError) as error:
            rows = await self._write_after(error, sql.text, args)
            found = rows[0] if rows else None
        return None if found is None else msgspec.convert(found, row, strict=False)

    async def all(self, sql: Sql, row: type[T]) -> list[T]:
        args = _bound(sql.args)
        try:
            rows = self._reader.execute(sql.text, args).fetchall()
        except (sqlite3.OperationalError, sqlite3.DataError) as error:
            rows = await self._write_after(error, sql.text, args)
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

    async def _write_after(
        self, error: sqlite3.DatabaseError, text: str, args: Sequence[Argument]
    ) -> list[tuple[Any, ...]]:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY:
            raise _told(error)
        return await self._in_thread(self._execute, text, args)

    async def _in_thread(self, work: Callable[..., T], *args: object) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)
        except sqlite3.DatabaseError as error:
            raise _told(error) from error

    def _execute(self, text: str, args: Sequence[Argument]) -> list[tuple[Any, ...]]:
        return self._writer.execute(text, args).fetchall()

    def _transact(
        self, statements: Iterable[tuple[str, Sequence[Argument]]]
    ) -> list[list[list[Any]]]:
        self._ourselves(_BEGIN)
        try:
            answer = [_named_apart(self._writer.execute(*each)) for each in statements]
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
        return sqlite3.SQLITE_OK if self._writing_ourselves else _refuse(action, *names)


def _named_apart(cursor: sqlite3.Cursor) -> list[list[Any]]:
    """D1 answers a batch with objects, which lose all but the last column of one name."""
    names = [column[0] for column in cursor.description or ()]
    if len(set(names)) < len(names):
        raise ValueError(f"a statement of a batch returns columns of one name: {names}")
    return [list(row) for row in cursor.fetchall()]


def _told(error: sqlite3.DatabaseError) -> Exception:
    """The error as the Protocol names it, or itself."""
    if error.sqlite_errorcode == sqlite3.SQLITE_TOOBIG:
        return TooBig(str(error))
    return violation(error) or error


def violation(error: sqlite3.DatabaseError) -> Violation | None:
    """What SQLite's text says about the broken rule; None for faults of the statement itself."""
    text = str(error)
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return Violation("raised", text)
    return constraints.broken(text)


def _connect(path: Path, authorize: Callable[..., int]) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=5, isolation_level=None, check_same_thread=False, cached_statements=512
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_PAGES_KB}")
    if authorize is _refuse:
        connection.execute("PRAGMA query_only = ON")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(authorize)
    return connection


def _refuse(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    refused = (
        action in _REFUSED
        or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in _PRAGMAS)
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS_MISSING)
    )
    return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK


def _bound(args: Iterable[Argument]) -> list[Argument]:
    return [value if value is None or type(value) is str else _strict(value) for value in args]


def _strict(value: Argument) -> Argument:
    return str(value) if isinstance(value, str) else number(value)
