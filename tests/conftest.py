"""Settings of all tests."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
# No example fails for being slow: other tests run beside it.
settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


LONG = {
    "test_deploy.py", "test_finding_stateful.py", "test_kill.py", "test_phone_stateful.py",
    "test_scenarios.py", "test_upgrade.py",
}  # fmt: skip
"""Files that take a minute. They come first: at the end one process would work on
them while the others have nothing left to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the schema and nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("schema") / "photos.sqlite"
    database = SqliteDatabase(path)
    asyncio.run(migrate(database, MIGRATIONS))
    database.close()
    return path
