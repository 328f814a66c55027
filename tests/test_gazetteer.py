"""The table of places as it is shipped, and its two ways into a database."""

from __future__ import annotations

import logging
import lzma
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bindings import Bindings, Sql
from bindings.local import LocalBindings, open_bindings
from gazetteer import table
from photos import place_table, places
from photos.places import Place

LARGEST_FILE = 2_000_000
SMALL = "@Spain\tMadrid\tEurope/Madrid\nL'Aldea\t40001\t-3000\t5\nMadrid\t40417\t-3704\t9\n"


async def nothing(bindings: Bindings) -> None:
    pass


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[LocalBindings]:
    opened = await open_bindings(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return packed(tmp_path / "small.tsv.xz")


def packed(path: Path, name: str = "L'Aldea") -> Path:
    path.write_bytes(lzma.compress(SMALL.replace("L'Aldea", name).encode()))
    return path


async def test_the_shipped_table(house: LocalBindings) -> None:
    shipped = table.SHIPPED.read_bytes()
    assert len(shipped) < LARGEST_FILE
    await table.loading_first(nothing, str(table.SHIPPED))(house)
    assert (await place_table.loaded(house.database)).file == table.title(shipped)
    asked = [(48.137, 11.575), (39.115, -108.401), (-33.87, 151.21), (0.0, -30.0)]
    assert await places.nearest(house.database, asked) == [
        Place("Munich", "Bavaria", "Germany", "Europe/Berlin"),
        Place("Palisade", "Colorado", "United States of America", "America/Denver"),
        Place("Sydney", "New South Wales", "Australia", "Australia/Sydney"),
        None,
    ]
    found = await places.search(house.database, "zurich")
    assert (found[0].name, found[0].position()) == ("Zürich", (47.367, 8.55))
    zones = await house.database.all(
        Sql("SELECT DISTINCT time_zone FROM place_regions"), tuple[str]
    )
    now = house.clock.now()
    assert [zone for (zone,) in zones if house.clock.offset(zone, now) is None] == []


async def test_once_and_again_when_it_is_another(house: LocalBindings, small: Path) -> None:
    await table.loading_first(nothing, str(small))(house)
    first = await place_table.loaded(house.database)
    await house.database.run(Sql("UPDATE places SET name = 'changed' WHERE seq = 1"))
    await table.loading_first(nothing, str(small))(house)
    assert await place_table.loaded(house.database) == first
    assert await house.database.one(Sql("SELECT name FROM places"), tuple[str]) == ("changed",)
    await table.loading_first(nothing, str(packed(small.with_name("other"), "Aldea")))(house)
    rows = await house.database.all(Sql("SELECT name FROM places ORDER BY seq"), tuple[str])
    assert rows == [("Madrid",), ("Aldea",)]


@pytest.mark.parametrize("content", [None, b"", b"\xfd7zXZ", lzma.compress(b"a\tb\n"),
                                     lzma.compress(b"@a\n"), lzma.compress(b"\xff")])  # fmt: skip
async def test_a_file_that_is_no_table(
    house: LocalBindings, tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    async def task(bindings: Bindings) -> None:
        done.append(bindings)

    path = tmp_path / "wrong"
    if content is not None:
        path.write_bytes(content)
    with caplog.at_level(logging.WARNING, "uvicorn.error"):
        await table.loading_first(task, str(path))(house)
    assert done == [house]
    assert "no places" in caplog.text
    assert (await place_table.loaded(house.database)).file == ""


async def test_going_without(house: LocalBindings, caplog: pytest.LogCaptureFixture) -> None:
    await table.loading_first(nothing, table.NONE)(house)
    assert caplog.text == ""
    assert (await place_table.loaded(house.database)).file == ""


async def test_the_script_says_the_same(house: LocalBindings) -> None:
    for line in table.script(lzma.compress(SMALL.encode())):
        assert line.count("\n") == 1
        await house.database.run(Sql(line))
    assert await house.database.all(Sql("SELECT name FROM places ORDER BY seq"), tuple[str]) == [
        ("Madrid",), ("L'Aldea",),
    ]  # fmt: skip
    assert await places.nearest(house.database, [(40.0, -3.0)]) == [
        Place("L'Aldea", "Madrid", "Spain", "Europe/Madrid")
    ]


def test_d1_takes_each_line_of_the_script() -> None:
    for line in table.script(table.SHIPPED.read_bytes()):
        assert len(line.encode()) < 100_000
        assert "?" not in line.partition("json_each(")[0]
