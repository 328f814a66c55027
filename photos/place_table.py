"""Filling the table of places, and the assets that came before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos import places, system
from photos.places import Place, Position

KEY, _FILLED = "places", "places-filled"


class Region(Struct, array_like=True, frozen=True):
    """Country in English, state as its administration calls it, IANA time zone."""

    country: str
    state: str | None
    time_zone: str


class Settlement(Struct, frozen=True):
    """A place, and the number of its region."""

    name: str
    position: Position
    region: int


class Loaded(Struct, frozen=True):
    """Which table of places is in the database, and since when; empty for none."""

    file: str = ""
    at: str = ""


class _Located(Struct, array_like=True, frozen=True):
    seq: int
    id: str
    latitude: float
    longitude: float
    is_zone_open: bool


class Filling(Struct, frozen=True):
    """What became of one page of assets."""

    unzoned: list[str]
    """Ids of assets whose place has a time zone that their file may lack."""
    last: int | None
    """The number behind which to go on, None at the end."""


def loading(
    file: str, regions: Iterable[Region], settlements: Iterable[Settlement]
) -> Iterator[Sql]:
    """Statements that put this table in place of the one before, largest settlement
    first. Each has one argument of JSON or none, and can be run by itself: cut short,
    nothing is loaded as far as `loaded` knows, and running them again mends it."""
    yield Sql("DELETE FROM system_metadata WHERE key IN (SELECT value FROM json_each(?))",
              (_json([KEY, _FILLED]),))  # fmt: skip
    yield Sql("INSERT INTO place_names (place_names) VALUES ('delete-all')")
    yield Sql("DELETE FROM places")
    yield Sql("DELETE FROM place_regions")
    numbered = ([number, *_fields(region)] for number, region in enumerate(regions))
    yield from (Sql(_ADD_REGIONS, (portion,)) for portion in _portions(numbered))
    yield from (Sql(_ADD_PLACES, (portion,)) for portion in _portions(_rows(settlements)))
    yield Sql("INSERT INTO place_names (place_names) VALUES ('rebuild')")
    yield Sql(_NOTE, (_json([[KEY, file]]),))


_ADD_REGIONS = """
  INSERT INTO place_regions (id, country, state, time_zone)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)
"""
_ADD_PLACES = """
  INSERT INTO places (seq, cell, x, y, z, name, region_id)
  SELECT
    value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
  FROM json_each(?)
"""
_NOTE = """
  INSERT INTO system_metadata (key, value)
  SELECT
    value ->> 0,
    json_object('file', value ->> 1, 'at', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
  FROM json_each(?)
"""


async def loaded(database: Database) -> Loaded:
    return msgspec.convert(await system.read(database, KEY), Loaded)


async def filled(database: Database) -> str:
    """The table whose places the assets there were then have been given, or are being given."""
    return msgspec.convert(await system.read(database, _FILLED), Loaded).file


async def note_filled(database: Database, file: str) -> None:
    await system.write(database, _FILLED, {"file": file})


def owners(after: str, limit: int) -> Sql:
    """Ids of everybody, in order, from behind `after` ('' first)."""
    return Sql("SELECT id FROM users WHERE id > ? ORDER BY id LIMIT ?", (after, limit))


async def fill(database: Database, owner_id: str, behind: int, limit: int) -> Filling:
    """Give a person's next assets that have a position the place nearest to it."""
    page = await database.all(
        Sql(
            """
            SELECT
              asset_exif.seq, assets.id, latitude, longitude,
              (time_zone IS NULL OR assets.type = 'VIDEO' AND time_zone = 'UTC')
              AND instr(locked_properties, '"date_time_original"') = 0
              AND instr(locked_properties, '"time_zone"') = 0
            FROM asset_exif INDEXED BY asset_exif_located
            CROSS JOIN assets ON assets.seq = asset_exif.seq
            WHERE asset_exif.owner_id = ? AND asset_exif.seq > ? AND latitude IS NOT NULL
            ORDER BY asset_exif.seq LIMIT ?
            """,
            (owner_id, behind, limit),
        ),
        _Located,
    )
    found = await places.locate(database, [(each.latitude, each.longitude) for each in page])
    pairs = list(zip(page, found, strict=True))
    rows = [[each.seq, each.latitude, each.longitude, *names(place)] for each, place in pairs]
    await database.run(_placing(_json(rows)))
    return Filling(
        [each.id for each, place in pairs if place and each.is_zone_open],
        page[-1].seq if len(page) == limit else None,
    )


def placing(asset_id: str, position: Position | None, place: Place | None) -> Sql:
    """The statement that writes an asset's place, if that still is its position."""
    found = _json([asset_id, *(position or (None, None)), *names(place)])
    return Sql(
        f"""
        UPDATE asset_exif SET {_PLACE}
        FROM (SELECT ? AS value) AS item
        WHERE asset_exif.seq = (SELECT seq FROM assets WHERE id = item.value ->> 0) AND {_NEW}
        """,
        (found,),
    )


def names(place: Place | None) -> tuple[str | None, str | None, str | None]:
    """City, state, country."""
    return (place.city, place.state, place.country) if place else (None, None, None)


_PLACE = "city = item.value ->> 3, state = item.value ->> 4, country = item.value ->> 5"
# Who moves an asset meanwhile is right, and what stays the same is no news for phones.
_NEW = """(latitude, longitude) IS (item.value ->> 1, item.value ->> 2)
          AND (city, state, country)
          IS NOT (item.value ->> 3, item.value ->> 4, item.value ->> 5)"""


def _placing(rows: str) -> Sql:
    return Sql(
        f"""
        UPDATE asset_exif SET {_PLACE}
        FROM json_each(?) AS item
        WHERE asset_exif.seq = item.value ->> 0 AND {_NEW}
        """,
        (rows,),
    )


def _rows(settlements: Iterable[Settlement]) -> Iterator[list[Any]]:
    for seq, each in enumerate(settlements, 1):
        at = places.point(*each.position)
        yield [seq, places.cell(*at), *at, each.name, each.region]


def _fields(region: Region) -> tuple[Any, ...]:
    return region.country, region.state, region.time_zone


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _portions(rows: Iterable[list[Any]]) -> Iterator[str]:
    """JSON lists small enough to stand inside the text of a statement, which is how
    they come to D1; quotes count twice there."""
    portion: list[str] = []
    size = 0
    for row in rows:
        text = _json(row)
        length = len(text.encode()) + text.count("'") + 1
        if portion and size + length > _LARGEST:
            yield f"[{','.join(portion)}]"
            portion, size = [], 0
        portion.append(text)
        size += length
    if portion:
        yield f"[{','.join(portion)}]"


_LARGEST = 95_000
"""Bytes; D1 takes statements of 100,000."""
