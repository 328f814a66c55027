"""What a migration adds is true of the rows that were there before it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from bindings.local.database import SqliteDatabase
from bindings.local.migrations import migrate
from photos import timeline
from photos.timeline import View
from tests.conftest import MIGRATIONS
from tests.photos.library import Library
from tests.photos.test_albums_stateful import FACTS, KEPT


@pytest.fixture
async def older(tmp_path: Path) -> AsyncIterator[Library]:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in MIGRATIONS.glob("*.sql"):
        if script.name < "0023":
            shutil.copy(script, folder)
    database = SqliteDatabase(tmp_path / "photos.sqlite")
    await migrate(database, folder)
    yield Library(database)
    database.close()


async def test_albums_of_before_tell_what_they_show(older: Library) -> None:
    owner, friend = await older.user(), await older.user()
    day = "2024-03-0{}T12:00:00.000Z"
    photos = [await older.asset(owner, file_created_at=day.format(n)) for n in (2, 1, 3)]
    for shown in (photos, []):
        await older.join(await older.album(owner, *shown), friend, "viewer")
    await older.run("UPDATE assets SET visibility = 'locked' WHERE id = ?", photos[2])
    told = "SELECT id, updated_at, update_id FROM albums ORDER BY id"
    before = await older.rows(told)
    await migrate(older.database, MIGRATIONS)
    kept = await older.rows(KEPT)
    assert kept == await older.rows(FACTS)
    assert sorted(row[1] for row in kept) == [0, 2]
    assert await older.rows(told) == before, "nothing that a phone must hear of"


async def test_months_of_before_tell_their_places(older: Library) -> None:
    owner = await older.user()
    for _ in range(2):
        await older.asset(owner)
    await older.run("UPDATE asset_exif SET city = 'Bern', country = 'CH' WHERE seq = 1")
    told = "SELECT id, updated_at, update_id FROM assets ORDER BY id"
    before = await older.rows(told)
    await migrate(older.database, MIGRATIONS)
    view = View(caller=owner.id, owner=owner.id)
    month = msgspec.json.decode(await timeline.bucket(older.database, view, "2024-05"))
    assert sorted(month["city"], key=str) == ["Bern", None]
    assert sorted(month["country"], key=str) == ["CH", None]
    assert await older.rows(told) == before, "nothing that a phone must hear of"
