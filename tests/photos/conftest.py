from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bindings.local.database import SqliteDatabase
from bindings.local.migrations import migrate
from tests.photos.library import Library

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the schema and nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("schema") / "photos.sqlite"
    database = SqliteDatabase(path)
    asyncio.run(migrate(database, MIGRATIONS))
    database.close()
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[SqliteDatabase]:
    path = tmp_path / "photos.sqlite"
    shutil.copy(migrated, path)
    database = SqliteDatabase(path)
    yield database
    database.close()


@pytest.fixture
def library(database: SqliteDatabase) -> Library:
    return Library(database)
