"""Places: loading the table, finding the nearest, finding by name."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.process import Row
from bindings import Bindings, Sql
from bindings.local import LocalBindings, open_bindings
from gazetteer import table
from photos import places
from photos.places import Named

TIMES = 1000


def measure() -> list[Row]:
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        house = await open_bindings(Path(folder))
        try:
            return await _rows(house)
        finally:
            house.close()


async def _rows(house: LocalBindings) -> list[Row]:
    began = time.process_time()
    await table.loading_first(_nothing, str(table.SHIPPED))(house)
    loaded = time.process_time() - began
    first = Sql("SELECT seq, name, NULL, x, y, z FROM places WHERE seq <= 30000")
    known = await house.database.all(first, Named)
    chosen = [each.position() for each in random.Random(1).choices(known, k=TIMES)]
    near = await _cost(lambda at: places.nearest(house.database, [chosen[at]]))
    named = await _cost(lambda at: places.search(house.database, known[at].name[:4]))
    return [
        ("load the table of places, once", f"{loaded:.1f} CPU-s", ""),
        ("nearest of 165,582 places", f"{near:.0f} µs CPU", "500 µs"),
        ("places by the first letters of their name", f"{named:.0f} µs CPU", "500 µs"),
    ]


async def _cost(ask: Callable[[int], Awaitable[object]]) -> float:
    began = time.process_time()
    for number in range(TIMES):
        await ask(number)
    return (time.process_time() - began) / TIMES * 1e6


async def _nothing(bindings: Bindings) -> None:
    pass
