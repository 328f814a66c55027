"""The library that benchmarks measure is one the program could have written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import seed
from bench.photographs import MONTHS
from bindings.local.database import SqliteDatabase
from bindings.local.passwords import BcryptPasswords
from photos import users
from photos.timeline import View, buckets
from tests.photos import test_albums_stateful, test_counts, test_statistics
from tests.photos.library import Library, counts_of

CONTENTS = "SELECT rowid, * FROM asset_search WHERE rowid % 20 = 0 ORDER BY rowid"
AGAIN = [
    "UPDATE assets SET original_file_name = 'x' || original_file_name WHERE seq % 20 = 0",
    "UPDATE assets SET original_file_name = substr(original_file_name, 2) WHERE seq % 20 = 0",
    "UPDATE asset_exif SET description = 'x' || description WHERE seq % 20 = 0",
    "UPDATE asset_exif SET description = substr(description, 2) WHERE seq % 20 = 0",
    "CREATE TABLE tagged AS SELECT * FROM tag_assets",
    "DELETE FROM tag_assets",
    "INSERT INTO tag_assets SELECT * FROM tagged",
]
ALBUM_MONTHS = """
SELECT album_id, substr(day, 1, 7), count(*)
FROM album_assets INNER JOIN shown_assets ON id = asset_id GROUP BY 1, 2 ORDER BY 1, 2
"""


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("seeded")
    seed.seed(folder, 10_000)
    database = SqliteDatabase(folder / "photos.sqlite")
    yield Library(database)
    database.close()


async def test_what_is_kept_is_what_counting_gives(seeded: Library) -> None:
    for module, true in (
        (test_counts, test_counts.RECOUNT),
        (test_statistics, test_statistics.ADDED_UP),
    ):
        assert await seeded.rows(module.KEPT) == await seeded.rows(true)
    kept = await seeded.rows("SELECT * FROM album_months WHERE count > 0 ORDER BY 1, 2")
    assert kept == await seeded.rows(ALBUM_MONTHS)
    assert await seeded.rows(test_albums_stateful.KEPT) == await seeded.rows(
        test_albums_stateful.FACTS
    )
    sizes = "SELECT sum(file_size_in_byte) FROM asset_exif WHERE owner_id = users.id"
    assert await seeded.rows(f"SELECT quota_usage_in_bytes = ({sizes}) FROM users") == [[1], [1]]


async def test_the_fixed_months_show_what_they_promise(seeded: Library) -> None:
    view = View(
        caller=seed.OWNER, owner=seed.OWNER, partners=True, visibility="timeline", stacked=True
    )
    shown = counts_of(await buckets(seeded.database, view))
    assert {month: shown[month] for month in MONTHS} == MONTHS
    for album in seed.LARGE_ALBUMS:
        view = View(caller=seed.OWNER, album=album)
        shown = counts_of(await buckets(seeded.database, view))
        assert shown["2025-02"] == 500
        assert sum(shown.values()) == seed.LARGE_ALBUMS[album]


async def test_the_owner_may_log_in(seeded: Library) -> None:
    owner = await users.find_by_email(seeded.database, seed.EMAIL)
    assert owner is not None
    assert await BcryptPasswords().verify(seed.PASSWORD, owner.password)


async def test_the_search_index_is_what_the_triggers_write(seeded: Library) -> None:
    before = await seeded.rows(CONTENTS)
    assert len(before) > 500
    for statement in AGAIN:
        await seeded.run(statement)
    assert await seeded.rows(CONTENTS) == before
