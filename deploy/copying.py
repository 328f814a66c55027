"""Everything out of Cloudflare into a data folder the local door serves.

`wrangler d1 export` refuses databases with full-text tables, so the tables are read
page by page, each behind the key of the last row.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy import resources
from deploy.resources import Configuration
from deploy.wrangler import Failed, Wrangler

PAGE = 5000
"""Rows per question. wrangler takes more than a second for each."""

_SCHEMA = """
SELECT type, name, sql FROM sqlite_schema
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'
"""
_KEYS = """
SELECT tables.name AS name, columns.name AS key
FROM sqlite_schema AS tables INNER JOIN pragma_table_info(tables.name) AS columns
WHERE tables.type = 'table' AND columns.pk > 0 ORDER BY tables.name, columns.pk
"""
# Search keeps numbers there that JavaScript would round: they travel as text.
_ROWID = "_rowid"
Row = dict[str, Any]
Ask = Callable[..., list[list[Row]]]
"""Statements in, the rows of each out."""


def copy(wrangler: Wrangler, config: Configuration, account: str, target: Path) -> None:
    """Database and bucket into `target`. Raises Failed.

    The database is not one snapshot: what people change meanwhile may be torn,
    which is found at the end and told.
    """
    (name,) = resources.databases(config)
    (bucket,) = resources.buckets(config)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target / "photos.sqlite.new"
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as database:
        copy_database(wrangler, name, database)
    fresh.replace(target / "photos.sqlite")
    copy_bucket(account, bucket, target / "blobs")


def copy_database(wrangler: Wrangler, name: str, database: sqlite3.Connection) -> None:
    """Every table of the D1 database `name` into an empty one. Raises Failed."""

    def ask(*statements: str) -> list[list[Row]]:
        command = ";\n".join(statements)
        answer = wrangler.json("d1", "execute", name, "--remote", "--json", "--command", command)
        return [each["results"] for each in answer]

    schema, keys = ask(_SCHEMA, _KEYS)
    virtual = [each["name"] for each in schema if "VIRTUAL TABLE" in each["sql"].upper()]
    # A virtual table makes the tables behind it by itself.
    behind = tuple(f"{each}_" for each in virtual)
    tables = [
        Table(each["name"], [key["key"] for key in keys if key["name"] == each["name"]])
        for each in schema
        if each["type"] == "table" and not each["name"].startswith(behind)
    ]
    database.execute("BEGIN")
    made = {table.name for table in tables}
    for each in schema:
        if each["name"] in made:
            database.execute(each["sql"])
    # What an index holds is told by it.
    telling = {each["name"] for each in schema if "USING FTS5VOCAB" in each["sql"].upper()}
    fetch(ask, [table for table in tables if table.name not in telling], database)
    # Last: triggers would do again what the rows show as done.
    for kind in ("index", "view", "trigger"):
        for each in schema:
            if each["type"] == kind:
                database.execute(each["sql"])
    database.execute("COMMIT")
    torn = database.execute("PRAGMA foreign_key_check").fetchall()
    if torn:
        raise Failed(f"{len(torn)} rows changed while they were read: run it again")


@dataclass
class Table:
    name: str
    keys: list[str]
    """Columns of the primary key; none where rows are known by rowid."""
    last: Row | None = None
    """The last row that came."""

    def page(self) -> str:
        """The statement for what comes behind the last row."""
        order = ", ".join(f'"{key}"' for key in self.keys) or "rowid"
        shown = "*" if self.keys else f"CAST(rowid AS TEXT) AS {_ROWID}, *"
        after = ""
        if self.last is not None:
            values = ", ".join(literal(self.last[key]) for key in self.keys)
            values = values or self.last[_ROWID]
            after = f"WHERE ({order}) > ({values})"
        return f"SELECT {shown} FROM {self.name} {after} ORDER BY {order} LIMIT {PAGE}"


def fetch(ask: Ask, tables: list[Table], database: sqlite3.Connection) -> None:
    """All rows of all tables; small ones share a question."""
    counts = ask(*(f"SELECT count(*) AS n FROM {table.name}" for table in tables))
    sizes = {table.name: count[0]["n"] for table, count in zip(tables, counts, strict=True)}
    waiting = sorted(tables, key=lambda table: int(sizes[table.name]))
    while waiting:
        asked, rows = [waiting[0]], sizes[waiting[0].name]
        for table in waiting[1:]:
            rows += sizes[table.name]
            if rows > PAGE:
                break
            asked.append(table)
        for table, page in zip(asked, ask(*(table.page() for table in asked)), strict=True):
            if page:
                insert(database, table.name, page)
                table.last = page[-1]
            if len(page) < PAGE:
                waiting.remove(table)
                print(f"  {table.name}: about {sizes[table.name]} rows", flush=True)


def insert(database: sqlite3.Connection, table: str, page: list[Row]) -> None:
    """Everything but what the database computes by itself."""
    columns = database.execute(f"PRAGMA table_xinfo({table})").fetchall()
    computed = {name for _, name, *_, hidden in columns if hidden in (2, 3)}
    names = [name for name in page[0] if name not in computed]
    shown = ", ".join("rowid" if name == _ROWID else f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    rows = ([row[name] for name in names] for row in page)
    database.executemany(f"INSERT INTO {table} ({shown}) VALUES ({marks})", rows)


def literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def copy_bucket(account: str, bucket: str, target: Path) -> None:
    """By rclone, which copies only what is new. Raises Failed where it or its key is missing."""
    key, secret = os.environ.get("R2_ACCESS_KEY_ID"), os.environ.get("R2_SECRET_ACCESS_KEY")
    program = shutil.which("rclone")
    if not (program and key and secret):
        raise Failed(
            "the database is copied; the bucket needs rclone and an API token of R2 (dashboard, "
            "R2, Manage API tokens) as R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY: run it again then"
        )
    endpoint = os.environ.get("R2_ENDPOINT") or f"https://{account}.r2.cloudflarestorage.com"
    remote = {
        "RCLONE_CONFIG_R2_TYPE": "s3",
        "RCLONE_CONFIG_R2_PROVIDER": "Cloudflare",
        "RCLONE_CONFIG_R2_ACCESS_KEY_ID": key,
        "RCLONE_CONFIG_R2_SECRET_ACCESS_KEY": secret,
        "RCLONE_CONFIG_R2_ENDPOINT": endpoint,
    }
    # The time of a list will do: else each object is asked for its own, on every run.
    cheaply = ["--fast-list", "--use-server-modtime"]
    command = [program, "copy", *cheaply, "--progress", f"r2:{bucket}", str(target)]
    if subprocess.run(command, env=os.environ | remote, check=False).returncode:
        raise Failed("rclone could not copy the bucket; what it said stands above")
