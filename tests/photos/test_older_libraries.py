"""What a migration adds is true of the rows that were there before it."""

from __future__ import annotations

import shutil
from pathlib import Path

from bindings.local.database import SqliteDatabase
from bindings.local.migrations import migrate
from tests.conftest import MIGRATIONS
from tests.photos.library import Library
from tests.photos.test_albums_stateful import FACTS, KEPT


async def test_albums_of_before_tell_what_they_show(tmp_path: Path) -> None:
    older = tmp_path / "migrations"
    older.mkdir()
    for script in MIGRATIONS.glob("*.sql"):
        if script.name < "0027":
            shutil.copy(script, older)
    database = SqliteDatabase(tmp_path / "photos.sqlite")
    await migrate(database, older)
    library = Library(database)
    owner, friend = await library.user(), await library.user()
    day = "2024-03-0{}T12:00:00.000Z"
    photos = [await library.asset(owner, file_created_at=day.format(n)) for n in (2, 1, 3)]
    for shown in (photos, []):
        await library.join(await library.album(owner, *shown), friend, "viewer")
    await library.run("UPDATE assets SET visibility = 'locked' WHERE id = ?", photos[2])
    told = "SELECT id, updated_at, update_id FROM albums ORDER BY id"
    before = await library.rows(told)
    assert "0027_album_facts.sql" in await migrate(database, MIGRATIONS)
    kept = await library.rows(KEPT)
    assert kept == await library.rows(FACTS)
    assert sorted(row[1] for row in kept) == [0, 2]
    assert await library.rows(told) == before, "nothing that a phone must hear of"
    database.close()
