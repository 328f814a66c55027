"""What a phone's first sync costs in rows that D1 reads."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench.rows import Asked, count
from bindings import Sql
from bindings.local.database import SqliteDatabase
from photos import sync
from photos.sync_plan import ORDER, Reader, Run, plan
from tests.photos.library import Library

LATER = "ffffffff-ffff-7000-8000-000000000000"
FEW, MORE = 5, 25


def test_a_photo_in_an_album_is_so_many_rows(migrated: Path, tmp_path: Path) -> None:
    """The asset and its exif are 3. The album's three streams find, queue and give out a
    pair for 3 rows each, and read the asset twice and its exif once beside."""
    few, more = (_rows(migrated, tmp_path / str(size), size) for size in (FEW, MORE))
    assert (more - few) / (MORE - FEW) == 15


def _rows(migrated: Path, path: Path, size: int) -> int:
    path.write_bytes(migrated.read_bytes())
    statements = asyncio.run(_stream(path, size))
    return sum(count(path, [Asked("first sync", size, statements)]))


async def _stream(path: Path, size: int) -> list[Sql]:
    """The pages of a first sync of an album with all of a library of this size."""
    database = SqliteDatabase(path)
    library = Library(database)
    owner = await library.user()
    await library.album(owner, *[await library.asset(owner) for _ in range(size)])
    database.close()
    return [
        sync.lines(step.page("", sync.PAGE), step.type, step.type, LATER)
        for step in plan(Reader(owner.id, LATER, {}), ORDER)
        if isinstance(step, Run)
    ]
