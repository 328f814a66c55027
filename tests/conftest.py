"""Settings of all tests."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from hypothesis import settings

from bindings.local.database import SqliteDatabase
from bindings.local.migrations import migrate

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

# The same examples each time: a red run is a change, never luck. To look for
# new ones: HYPOTHESIS_PROFILE=explore make test
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the schema and nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("schema") / "photos.sqlite"
    database = SqliteDatabase(path)
    asyncio.run(migrate(database, MIGRATIONS))
    database.close()
    return path
