"""SQLite compiles a statement once, unless the value of an argument could change the plan.

It could where a column with a partial index over it (`WHERE visibility = 'locked'`)
is compared with `?`: then each execution compiles anew, which costs more than most
answers. Write such values out, or as `CAST(? AS TEXT)`. The connections of the local
door never look at values; D1's are not ours to set up, so this is held against
Python's own SQLite.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bindings.local.engine import apsw
from tests.photos.library import Library
from tests.queries.recorder import Recorder
from tests.queries.test_plans import calls


async def test_nothing_is_compiled_twice(library: Library, tmp_path: Path) -> None:
    recorder, again = Recorder(library.database), {}
    for name, call in (await calls(library)).items():
        await call(recorder)
        for sql in recorder.take():
            if sql.text.lstrip().startswith(("SELECT", "WITH")):
                again[f"{name}: {' '.join(sql.text.split())[:60]}"] = sql
    compiled = 0

    def count(action: int, table: str | None, *_: Any) -> int:
        nonlocal compiled
        # fts5vocab compiles a look at its index whenever it is opened.
        compiled += action == sqlite3.SQLITE_READ and table != "asset_search"
        return sqlite3.SQLITE_OK

    twice = set()
    with closing(apsw.Connection(str(tmp_path / "photos.sqlite"))) as original:
        original.execute("VACUUM INTO ?", (str(tmp_path / "copy.sqlite"),))
    with closing(sqlite3.connect(tmp_path / "copy.sqlite", cached_statements=2000)) as connection:
        connection.set_authorizer(count)
        for name, sql in again.items():
            connection.execute(sql.text, sql.args).fetchall()
            compiled = 0
            connection.execute(sql.text, sql.args).fetchall()
            if compiled:
                twice.add(name)
    assert twice == set()
