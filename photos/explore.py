"""What there is to search for: places and cameras, and a picture of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from bindings import Database, Sql, joined
from photos.assets import TAGS, Asset, Exif, Tag
from photos.rows import columns, divide, id_list

Kind = Literal["country", "state", "city", "make", "model", "lens_model"]

_TABLES: dict[Kind, tuple[str, tuple[Kind, ...]]] = {
    "country": ("asset_places", ()),
    "state": ("asset_places", ("country",)),
    "city": ("asset_places", ("country", "state")),
    "make": ("asset_cameras", ("model", "lens_model")),
    "model": ("asset_cameras", ("make", "lens_model")),
    "lens_model": ("asset_cameras", ("make", "model")),
}
"""Where each kind is kept, and by what else it is narrowed down."""

_LEAST, _MOST = 5, 12
"""Photos a city needs to be shown on the search page; pictures of one kind there."""


async def suggest(
    database: Database, owners: Sequence[str], kind: Kind, narrowed: Mapping[Kind, str]
) -> list[str]:
    """The values on the owners' timelines, in order.

    Of `narrowed` counts what the kind depends on.
    """
    table, others = _TABLES[kind]
    wanted = [_of(owners, "owner_id"), Sql(f"count > 0 AND {kind} <> ''")]
    wanted += [Sql(f"{name} = ?", (narrowed[name],)) for name in others if name in narrowed]
    statement = (
        Sql(f"SELECT DISTINCT {kind} FROM {table} WHERE")
        & joined(" AND ", wanted)
        & Sql("ORDER BY 1")
    )
    return [value for (value,) in await database.all(statement, tuple[str])]


async def cities(database: Database, owners: Sequence[str], shown: Sql) -> list[str]:
    """A picture of each city on the owners' timelines, by city; `shown` is what is read
    of each, a text."""
    statement = (
        Sql("SELECT")
        & shown
        & Sql("FROM (SELECT max(seq) AS seq, city FROM (")
        & Sql(f"SELECT city, {_PICTURE} AS seq FROM asset_places AS place WHERE")
        & _of(owners, "owner_id")
        & Sql("AND count > 0 AND city <> '' GROUP BY owner_id, city")
        & Sql(f") WHERE seq IS NOT NULL GROUP BY city ORDER BY city) AS page {_JOINS}")
    )
    return [text for (text,) in await database.all(statement, tuple[str])]


async def main_cities(database: Database, owner: str) -> list[tuple[Asset, Exif, list[Tag]]]:
    """A picture of each city the owner has most photos of, if the whole server has a few."""
    everywhere = "SELECT sum(count) FROM asset_places AS any WHERE any.city = place.city"
    statement = Sql(
        f"""
        {_SELECT}, ({TAGS}) FROM (
          SELECT {_PICTURE} AS seq FROM asset_places AS place
          WHERE owner_id = ? AND count > 0 AND city <> '' AND ({everywhere}) >= {_LEAST}
          GROUP BY city ORDER BY sum(count) DESC, city LIMIT {_MOST}
        ) AS page {_JOINS}
        """,
        (owner,),
    )
    return await _tagged(database, statement)


async def newest(database: Database, owner: str) -> list[tuple[Asset, Exif, list[Tag]]]:
    """The pictures on the owner's timeline that arrived last, newest first."""
    statement = Sql(
        f"""
        {_SELECT}, ({TAGS}) FROM (
          SELECT seq FROM assets INDEXED BY assets_by_arrival
          WHERE owner_id = ? AND {_SHOWN} ORDER BY created_at DESC LIMIT {_MOST}
        ) AS page {_JOINS}
        """,
        (owner,),
    )
    return await _tagged(database, statement)


_SHOWN = "visibility = 'timeline' AND deleted_at IS NULL AND type = 'IMAGE'"
_SELECT = f"SELECT {columns(Asset, 'assets')}, {columns(Exif, 'asset_exif')}"
_JOINS = """
  CROSS JOIN assets ON assets.seq = page.seq
  CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
"""
_PICTURE = f"""(
  SELECT asset_exif.seq
  FROM asset_exif INDEXED BY asset_exif_city
  CROSS JOIN assets ON assets.seq = asset_exif.seq
  WHERE
    asset_exif.owner_id = place.owner_id AND asset_exif.city = place.city
    AND {_SHOWN}
  ORDER BY asset_exif.seq DESC LIMIT 1
)"""


def _of(owners: Sequence[str], column: str) -> Sql:
    return Sql(f"{column} IN (SELECT value FROM json_each(?))", (id_list(owners),))


async def _tagged(database: Database, statement: Sql) -> list[tuple[Asset, Exif, list[Tag]]]:
    found = []
    for *row, tags in await database.all(statement, list[Any]):
        asset, exif = divide(row, Asset, Exif)
        found.append((asset, exif, msgspec.json.decode(tags, type=list[Tag])))
    return found
