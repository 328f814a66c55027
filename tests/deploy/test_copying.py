"""Reading a database page by page."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any, cast

import pytest

from deploy import copying
from deploy.copying import Table, fetch
from deploy.wrangler import Wrangler


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_every_row_comes_once_whatever_the_page(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "PAGE", size)
    schema = """
    CREATE TABLE pairs (a TEXT, "order" TEXT, n INTEGER, PRIMARY KEY (a, "order")) WITHOUT ROWID;
    CREATE TABLE numbers (seq INTEGER PRIMARY KEY, twice AS (seq * 2) STORED, note TEXT);
    CREATE VIRTUAL TABLE words USING fts5 (word);
    """
    with (
        closing(sqlite3.connect(":memory:")) as source,
        closing(sqlite3.connect(":memory:")) as target,
    ):
        for database in (source, target):
            database.executescript(schema)
        pairs = [(f"it's {n // 4}", str(n % 4), n) for n in range(14)]
        source.executemany("INSERT INTO pairs VALUES (?, ?, ?)", pairs)
        source.executemany("INSERT INTO numbers (note) VALUES (?)", [(None,), ("x",), ("y",)])
        keys = [2**61 + n for n in range(5)]
        source.executemany("INSERT INTO words (rowid, word) VALUES (?, 'w')", [(k,) for k in keys])
        asked = []

        def ask(*statements: str) -> list[list[dict[str, Any]]]:
            asked.append(statements)
            answers = []
            for statement in statements:
                cursor = source.execute(statement)
                names = [column[0] for column in cursor.description]
                answers.append([dict(zip(names, row, strict=True)) for row in cursor])
            return answers

        tables = [Table("pairs", ["a", "order"]), Table("numbers", ["seq"]), Table("words", [])]
        fetch(ask, tables, target)
        for table in ("pairs", "numbers", "words"):
            wanted = (
                f"SELECT rowid, * FROM {table}" if table == "words" else f"SELECT * FROM {table}"
            )
            assert sorted(map(repr, target.execute(wanted))) == sorted(
                map(repr, source.execute(wanted))
            )
        if size == 100:
            assert len(asked) == 2, "small tables share a question"


def test_what_an_index_tells_of_itself_is_not_copied() -> None:
    """The index brings it along, and nothing can be written there."""
    with (
        closing(sqlite3.connect(":memory:")) as source,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as target,
    ):
        source.executescript(
            """
            CREATE VIRTUAL TABLE words USING fts5 (word);
            CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance);
            INSERT INTO words VALUES ('one two');
            """
        )
        copying.copy_database(cast(Wrangler, Served(source)), "photos", target)
        assert target.execute("SELECT term FROM terms").fetchall() == [("one",), ("two",)]


class Served:
    """What wrangler prints of a database, which is asked statement by statement."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def json(self, *command: str) -> list[dict[str, Any]]:
        return [{"results": self._rows(statement)} for statement in command[-1].split(";\n")]

    def _rows(self, statement: str) -> list[dict[str, Any]]:
        cursor = self._database.execute(statement)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
