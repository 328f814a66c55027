"""SqliteDatabase, migrations and cache beyond the Protocols."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bindings import Sql, TooBig
from bindings.local.cache import MemoryCache
from bindings.local.clock import SystemClock
from bindings.local.database import SqliteDatabase
from bindings.local.engine import apsw, statements
from bindings.local.migrations import NewerDatabase, migrate

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = SqliteDatabase(tmp_path / "photos.sqlite")
    yield opened
    opened.close()


async def test_columns_of_one_name_are_refused_in_a_batch(database: SqliteDatabase) -> None:
    with pytest.raises(ValueError, match="one name"):
        await database.batch([Sql("SELECT 1 AS a, 2 AS a")])
    assert await database.batch([Sql("SELECT 1 AS a, 2 AS b")]) == [[[1, 2]]]


async def test_a_text_that_becomes_too_long_is_refused(database: SqliteDatabase) -> None:
    text = "x" * 1_500_000
    select = Sql("SELECT ? || ? AS text", (text, text))
    for work in (database.one, database.all):
        with pytest.raises(TooBig):
            await work(select, tuple[str])
    with pytest.raises(TooBig):
        await database.batch([select])


def test_sqlite_does_not_count_its_memory() -> None:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE t (a)")
    assert apsw.status(apsw.SQLITE_STATUS_MEMORY_USED)[0] == 0
    connection.close()


async def test_one_statement_at_a_time(database: SqliteDatabase) -> None:
    """Of several, arguments would go to the first and rows come from all."""
    two = Sql("SELECT 1; SELECT 2")
    for work in (database.one(two, tuple[int]), database.all(two, tuple[int]),
                 database.run(two), database.batch([two])):  # fmt: skip
        with pytest.raises(ValueError, match="one statement"):
            await work
    assert await database.one(Sql("SELECT ';';"), tuple[str]) == (";",)


async def test_our_own_transaction_words_are_refused_too(database: SqliteDatabase) -> None:
    await database.batch([Sql("SELECT 1")])
    for text in ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"):
        with pytest.raises(Exception, match="not authorized"):
            await database.run(Sql(text))
        with pytest.raises(Exception, match="not authorized"):
            await database.batch([Sql(text)])
    await database.batch([Sql("SELECT 1")])


async def test_reads_do_not_wait_for_a_long_write(database: SqliteDatabase) -> None:
    await database.run(Sql("CREATE TABLE t (n INTEGER) STRICT"))
    many = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000)"
    write = asyncio.create_task(database.run(Sql(f"{many} INSERT INTO t SELECT n FROM c")))
    await asyncio.sleep(0.05)
    assert await database.one(Sql("SELECT count(*) FROM t"), tuple[int]) == (0,)
    assert not write.done()
    await write
    assert await database.one(Sql("SELECT count(*) FROM t"), tuple[int]) == (1_000_000,)


def test_an_acknowledged_write_survives_a_kill(tmp_path: Path) -> None:
    script = (
        "import asyncio, os, pathlib, sys\n"
        "from bindings import Sql\n"
        "from bindings.local.database import SqliteDatabase\n"
        "async def main():\n"
        "    database = SqliteDatabase(pathlib.Path(sys.argv[1]))\n"
        "    await database.run(Sql('CREATE TABLE t (n INTEGER) STRICT'))\n"
        "    await database.batch([Sql('INSERT INTO t VALUES (?)', (n,)) for n in range(9)])\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    path = tmp_path / "killed.sqlite"
    ended = subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=False)
    assert ended.returncode == -9

    async def count() -> object:
        database = SqliteDatabase(path)
        found = await database.one(Sql("SELECT count(*) FROM t"), tuple[int])
        database.close()
        return found

    assert asyncio.run(count()) == (9,)


TRIGGER = """CREATE TRIGGER t AFTER INSERT ON a BEGIN
  INSERT INTO b VALUES (new.n || ';');  -- a comment; with one
  DELETE FROM c WHERE n = ';' ;
END;"""


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("", []),
        ("-- nothing; at all\n", []),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1;\n\nSELECT ';';", ["SELECT 1;", "SELECT ';';"]),
        (f"SELECT 1;\n{TRIGGER}\nSELECT 2;", ["SELECT 1;", TRIGGER, "SELECT 2;"]),
        ("SELECT 1; -- the end; really\n", ["SELECT 1;"]),
        ("/* one; two */ SELECT 1;", ["/* one; two */ SELECT 1;"]),
    ],
)
def test_statements(script: str, found: list[str]) -> None:
    assert list(statements(script)) == found


async def test_migrations_run_once_in_order_each_as_a_whole(
    database: SqliteDatabase, tmp_path: Path
) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0002_b.sql").write_text(f"CREATE TABLE b (n);\nCREATE TABLE c (n);\n{TRIGGER}")
    (folder / "0001_a.sql").write_text("CREATE TABLE a (n TEXT);\n-- the end\n")
    assert await migrate(database, folder) == ["0001_a.sql", "0002_b.sql"]
    assert await migrate(database, folder) == []
    await database.run(Sql("INSERT INTO a VALUES ('x')"))
    assert await database.one(Sql("SELECT n FROM b"), tuple[str]) == ("x;",)
    (folder / "0003_c.sql").write_text("CREATE TABLE d (n); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(Exception, match="nowhere"):
        await migrate(database, folder)
    names = Sql("SELECT name FROM d1_migrations ORDER BY id")
    assert await database.all(names, tuple[str]) == [("0001_a.sql",), ("0002_b.sql",)]
    table = Sql("SELECT 1 FROM sqlite_master WHERE name = 'd'")
    assert await database.one(table, tuple[int]) is None
    (folder / "0003_c.sql").write_text("CREATE TABLE d (n)")
    assert await migrate(database, folder) == ["0003_c.sql"]
    (folder / "0003_c.sql").unlink()
    (folder / "0004_d.sql").write_text("CREATE TABLE e (n)")
    with pytest.raises(NewerDatabase, match=r"0003_c\.sql"):
        await migrate(database, folder)
    assert len(await database.all(names, tuple[str])) == 3


class Later(SystemClock):
    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + self.ahead


async def test_cache_forgets_in_time_and_for_room() -> None:
    clock = Later()
    cache = MemoryCache(clock, room=100)
    minute = timedelta(seconds=60)
    await cache.put("a", b"x" * 40, minute)
    await cache.put("b", b"x" * 40, 2 * minute)
    await cache.get("a")
    await cache.put("c", b"x" * 40, 2 * minute)
    assert await cache.get("b") is None  # the longest unused went for room
    assert await cache.get("a") is not None
    clock.ahead = minute
    assert await cache.get("a") is None
    assert await cache.get("c") is not None
    await cache.put("huge", b"x" * 1000, minute)
    assert await cache.get("huge") is None
    refused: list[Any] = [
        ("k", b"", timedelta(seconds=59)),
        ("", b"", minute),
        ("k" * 513, b"", minute),
    ]
    for key, value, ttl in refused:
        with pytest.raises(ValueError):  # noqa: PT011
            await cache.put(key, value, ttl)
