"""The table in the file, and the statements that load it."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import lzma
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from bindings import Bindings, Sql
from photos import place_table
from photos.place_table import Region, Settlement

SHIPPED = Path(__file__).with_name("places.tsv.xz")
NONE = "none"
"""In place of a file: go without places."""

Task = Callable[[Bindings], Awaitable[None]]

_log = logging.getLogger("uvicorn.error")


class Unreadable(Exception):
    """A file is no table of places."""


def title(packed: bytes) -> str:
    """What a table is remembered by in a database: it changes when the bytes do."""
    return f"places-{hashlib.sha256(packed).hexdigest()[:12]}.tsv.xz"


def statements(packed: bytes) -> Iterator[Sql]:
    """What loads the table (see photos.place_table.loading). Raises Unreadable."""
    regions: list[Region] = []
    found: list[tuple[int, Settlement]] = []
    try:
        for line in lzma.decompress(packed).decode().splitlines():
            if line.startswith("@"):
                country, state, time_zone = line[1:].split("\t")
                regions.append(Region(country, state or None, time_zone))
            else:
                name, latitude, longitude, population = line.split("\t")
                position = int(latitude) / 1000, int(longitude) / 1000
                found.append((-int(population), Settlement(name, position, len(regions) - 1)))
    except (lzma.LZMAError, ValueError) as fault:
        raise Unreadable(str(fault)) from fault
    found.sort(key=lambda each: each[0])
    return place_table.loading(title(packed), regions, (settlement for _, settlement in found))


def script(packed: bytes) -> Iterator[str]:
    """The same as lines of SQL without arguments."""
    for sql in statements(packed):
        text = " ".join(sql.text.split())
        for argument in sql.args:
            text = text.replace("?", "'" + str(argument).replace("'", "''") + "'", 1)
        yield f"{text};\n"


def loading_first(task: Task, file: str) -> Task:
    """`task` with the table of `file` loaded before it, unless it is there already.
    A file that cannot be read is told of, and all goes on without."""

    async def both(bindings: Bindings) -> None:
        if file != NONE:
            try:
                packed = await asyncio.to_thread(Path(file).read_bytes)
                if (await place_table.loaded(bindings.database)).file != title(packed):
                    for sql in await asyncio.to_thread(statements, packed):
                        await bindings.database.run(sql)
            except (OSError, Unreadable) as fault:
                _log.warning("no places: %s cannot be used: %s", file, fault)
        await task(bindings)

    return both
