from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bindings.local.database import SqliteDatabase
from tests.photos.library import Library


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
