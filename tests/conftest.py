"""Settings of all tests."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from bindings.local.database import SqliteDatabase
from bindings.local.migrations import migrate

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

# Every acknowledged write waits for the disk, and tests wait for thousands of them. What
# they look at survives a killed process, which memory does too; TMPDIR says otherwise.
MEMORY = Path("/dev/shm")
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 << 30:
    os.environ["TMPDIR"] = str(MEMORY)  # for the servers that tests start
    tempfile.tempdir = None

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
