"""Reading a database page by page."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from deploy import copying
from deploy.copying import Table, fetch


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
