"""Places for assets that were there before the table of places."""

from __future__ import annotations

from typing import Any

import pytest

from bindings import Argument
from photos import place_table
from photos.places import Place
from photos.users import User
from tests.photos.atlas import ATLAS, FILE
from tests.photos.library import Library

MADRID = ["Madrid", "Madrid", "Spain"]


async def located(library: Library, owner: User, **values: Argument) -> str:
    id = await library.asset(owner)
    given: dict[str, Argument] = {"latitude": 40.41, "longitude": -3.7, "time_zone": "UTC+1"}
    given.update(values)
    for name, value in given.items():
        await library.run(
            f"UPDATE asset_exif SET {name} = ?"
            " WHERE seq = (SELECT seq FROM assets WHERE id = ?)", value, id,
        )  # fmt: skip
    return id


async def place(library: Library, id: str) -> list[Any]:
    ((*found,),) = await library.rows(
        "SELECT city, state, country FROM asset_exif"
        " WHERE seq = (SELECT seq FROM assets WHERE id = ?)", id,
    )  # fmt: skip
    return found


@pytest.fixture
async def owner(library: Library) -> User:
    await library.database.batch(ATLAS)
    return await library.user()


async def test_page_by_page(library: Library, owner: User) -> None:
    ids = [await located(library, owner) for _ in range(5)]
    nowhere = await library.asset(owner)
    at_sea = await located(library, owner, latitude=0, city="Atlantis")
    foreign = await located(library, await library.user())
    behind: int | None = 0
    pages = 0
    while behind is not None:
        filling = await place_table.fill(library.database, owner.id, behind, 2)
        behind, pages = filling.last, pages + 1
        assert filling.unzoned == []
    assert pages == 4
    assert [await place(library, id) for id in ids] == [MADRID] * 5
    for id in (nowhere, at_sea, foreign):
        assert await place(library, id) == [None, None, None]
    assert await library.rows("SELECT rowid FROM asset_search WHERE asset_search MATCH 'madrid'")


async def test_what_stays_the_same_is_no_news(library: Library, owner: User) -> None:
    await located(library, owner)
    await place_table.fill(library.database, owner.id, 0, 9)
    before = await library.rows("SELECT updated_at, update_id FROM asset_exif")
    await place_table.fill(library.database, owner.id, 0, 9)
    assert await library.rows("SELECT updated_at, update_id FROM asset_exif") == before


async def test_whose_file_may_leave_the_zone_open(library: Library, owner: User) -> None:
    unzoned = await located(library, owner, time_zone=None)
    by_hand = '["time_zone", "date_time_original"]'
    await located(library, owner, time_zone=None, locked_properties=by_hand)
    await located(library, owner, time_zone=None, latitude=0)
    await located(library, owner, time_zone="UTC")
    filling = await place_table.fill(library.database, owner.id, 0, 9)
    assert filling.unzoned == [unzoned]
    await library.run("UPDATE assets SET type = 'VIDEO'")
    filling = await place_table.fill(library.database, owner.id, 0, 9)
    assert len(filling.unzoned) == 2


async def test_who_moves_an_asset_meanwhile_is_right(library: Library, owner: User) -> None:
    id = await located(library, owner)
    late = place_table.placing(id, (1.0, 2.0), Place("X", None, "Y", "UTC"))
    await library.database.run(late)
    assert await place(library, id) == [None, None, None]


async def test_a_position_taken_away_takes_the_place_with_it(library: Library, owner: User) -> None:
    id = await located(library, owner, latitude=None, longitude=None, city="X", country="Y")
    await library.database.run(place_table.placing(id, None, None))
    assert await place(library, id) == [None, None, None]


async def test_which_table_is_loaded(library: Library, owner: User) -> None:
    loaded = await place_table.loaded(library.database)
    assert loaded.file == FILE
    assert len(loaded.at) == 24
    assert await place_table.filled(library.database) == ""
    await place_table.note_filled(library.database, FILE)
    assert await place_table.filled(library.database) == FILE
    await library.database.batch(ATLAS)
    assert await place_table.filled(library.database) == ""
