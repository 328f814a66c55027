"""Places: which is nearest to a position, and which have a name.

The earth is a sphere here, positions are points in space, and space is cut
into cubes as wide as a place may be away: whatever is near lies in the cube of
the position or one of its neighbours, at the poles and the antimeridian too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos import settings

FARTHEST = 25_000
"""Metres to the nearest place, beyond which a position has none. Immich's too."""
EARTH = 6_371_000
"""Metres from the middle to the surface."""
MOST = 20
"""Places a search shows."""

Position = tuple[float, float]
"""Latitude and longitude in signed degrees."""

_CELL = FARTHEST
_CELLS = 512
"""Along each axis; the earth takes the middle 510."""
_LONGEST_NAME = 200


class Place(Struct, array_like=True, frozen=True):
    """What is known of a position. Country in English, state as its
    administration calls it, IANA time zone."""

    city: str
    state: str | None
    country: str
    time_zone: str


class Named(Struct, array_like=True, frozen=True):
    """A place found by its name. Metres from the middle of the earth."""

    seq: int
    name: str
    state: str | None
    x: int
    y: int
    z: int

    def position(self) -> Position:
        """To the thousandth of a degree, which is how places are known."""
        latitude = math.degrees(math.asin(max(-1, min(1, self.z / EARTH))))
        return round(latitude, 3), round(math.degrees(math.atan2(self.y, self.x)), 3)


async def locate(database: Database, positions: Sequence[Position]) -> list[Place | None]:
    """The nearest place to each position, None where none is near, where no places
    are loaded, or where nobody wants to know."""
    if not positions or not (await settings.read(database)).reverse_geocoding:
        return [None] * len(positions)
    return await nearest(database, positions)


async def nearest(database: Database, positions: Sequence[Position]) -> list[Place | None]:
    """Likewise, whatever the settings say. Equally near ones: the largest."""
    points = [point(*position) for position in positions]
    asked = [[*each, [cell(*near) for near in _around(each)]] for each in points]
    found = await database.all(
        Sql(
            f"""
            WITH point AS MATERIALIZED (
              SELECT
                key AS number, value ->> 0 AS x, value ->> 1 AS y, value ->> 2 AS z,
                value -> 3 AS cells
              FROM json_each(?)
            ),
            found AS (
              SELECT point.number, places.name, places.region_id, min({_SQUARE}) AS distance
              FROM point CROSS JOIN json_each(point.cells) AS near
              CROSS JOIN places ON places.cell = near.value
              WHERE {_SQUARE} <= ?
              GROUP BY point.number
            )
            SELECT found.number, json_array(found.name, state, country, time_zone)
            FROM found INNER JOIN place_regions ON place_regions.id = found.region_id
            """,
            (msgspec.json.encode(asked).decode(), _REACH),
        ),
        tuple[int, str],
    )
    by_number = {number: msgspec.json.decode(place, type=Place) for number, place in found}
    return [by_number.get(number) for number in range(len(positions))]


_SQUARE = (
    "(places.x - point.x) * (places.x - point.x)"
    " + (places.y - point.y) * (places.y - point.y)"
    " + (places.z - point.z) * (places.z - point.z)"
)
_REACH = (2 * EARTH * math.sin(FARTHEST / EARTH / 2)) ** 2
"""The square of the straight line through the earth."""


async def search(database: Database, name: str) -> list[Named]:
    """At most MOST places that begin with these words, then those that have
    them elsewhere in their name; among each the largest first. Neither case nor
    accents matter, and the last word may be a beginning."""
    phrase = '"' + name.replace("\0", " ")[:_LONGEST_NAME].replace('"', '""') + '" *'
    first = await _search(database, f"^ {phrase}", MOST)
    if len(first) == MOST:
        return first
    known = {place.seq for place in first}
    others = await _search(database, phrase, MOST + len(first))
    return [*first, *(place for place in others if place.seq not in known)][:MOST]


async def _search(database: Database, query: str, limit: int) -> list[Named]:
    """The index answers in the order of `seq` by itself, so only what is shown is read."""
    return await database.all(
        Sql(
            """
            SELECT places.seq, places.name, place_regions.state, places.x, places.y, places.z
            FROM place_names
            CROSS JOIN places ON places.seq = place_names.rowid
            CROSS JOIN place_regions ON place_regions.id = places.region_id
            WHERE place_names MATCH ?
            ORDER BY place_names.rowid LIMIT ?
            """,
            (query, limit),
        ),
        Named,
    )


def point(latitude: float, longitude: float) -> tuple[int, int, int]:
    """A position as metres from the middle of the earth."""
    north, east = math.radians(latitude), math.radians(longitude)
    around = EARTH * math.cos(north)
    return (
        round(around * math.cos(east)), round(around * math.sin(east)),
        round(EARTH * math.sin(north)),
    )  # fmt: skip


def cell(x: int, y: int, z: int) -> int:
    """The number of the cube a point lies in."""
    number = 0
    for along in (x, y, z):
        number = number * _CELLS + along // _CELL + _CELLS // 2
    return number


def _around(middle: tuple[int, int, int]) -> list[tuple[int, ...]]:
    """A point in each of the 27 cubes that a place near enough may lie in."""
    steps = (-_CELL, 0, _CELL)
    return [tuple(map(sum, zip(middle, step, strict=True))) for step in product(steps, repeat=3)]
