"""What people say about their assets, against what the files say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from bindings import Database, Sql, joined
from photos import access, album_covers, moments
from photos.access import Caller
from photos.asset_dates import Offsets, Redating, redate
from photos.refusal import Refused
from photos.rows import assignments, portions


class Standing(Struct, frozen=True, kw_only=True):
    """How assets stand in the library. What is left out stays."""

    is_favorite: bool | UnsetType = UNSET
    visibility: str | UnsetType = UNSET
    duplicate_id: str | UnsetType | None = UNSET


class Description(Struct, frozen=True, kw_only=True):
    """What is said about assets; extraction leaves it alone from now on.

    Position in signed degrees, both or none.
    """

    description: str | UnsetType = UNSET
    rating: int | UnsetType | None = UNSET
    latitude: float | UnsetType = UNSET
    longitude: float | UnsetType = UNSET


class Target(Struct, array_like=True, frozen=True):
    """An asset about to be changed, and when it was taken as far as is known."""

    seq: int
    instant: str
    zone: str | None


async def targets(database: Database, caller: Caller, ids: Sequence[str]) -> list[Target]:
    """The assets behind the ids. Raises Refused unless the caller may change every one."""
    allowed = access.condition("asset.update", caller)
    found: list[Target] = []
    for portion in portions(ids):
        select = Sql(
            """
            SELECT
              assets.seq, ifnull(asset_exif.date_time_original, assets.file_created_at),
              asset_exif.time_zone
            FROM assets INNER JOIN asset_exif ON asset_exif.seq = assets.seq
            WHERE assets.id IN (SELECT value FROM json_each(?)) AND
            """,
            (portion,),
        )
        found += await database.all(select & allowed, Target)
    if len(found) < len(set(ids)):
        raise access.refusal("asset.update")
    return found


def changes(
    targets: Sequence[Target],
    standing: Standing,
    description: Description,
    redating: Redating,
    offsets: Offsets,
) -> list[Sql]:
    """The statements that change these assets, to be run together.

    A new date moves the asset in the timeline at once. Raises Refused for a
    date beyond the calendar.
    """
    dated: list[list[Any]] = []
    undated: list[list[Any]] = []
    for target in targets:
        found = _redated(target, redating, offsets)
        (dated if found else undated).append([target.seq, *found])
    return [
        *_statements(dated, [*_ASSET_DATES, *_set(standing)], description, _EXIF_DATES, _DATES),
        *_statements(undated, _set(standing), description),
    ]


def leaving_albums(ids: Sequence[str]) -> list[Sql]:
    """The statements that take assets, hidden by now, out of every album, whoever's it is."""
    leave = "DELETE FROM album_assets WHERE asset_id IN (SELECT value FROM json_each(?))"
    return [*mending_covers(ids), *(Sql(leave, (portion,)) for portion in portions(ids))]


def mending_covers(ids: Sequence[str]) -> list[Sql]:
    """The statements that give albums another cover which these assets, hidden by now,
    were the cover of. Phones read albums without looking for a cover."""
    return [album_covers.mending_around(portion) for portion in portions(ids)]


_DATES = ("date_time_original", "time_zone")
# rows are [seq, instant, local, zone]
_EXIF_DATES = [Sql("date_time_original = item.value ->> 1"), Sql("time_zone = item.value ->> 3")]
_ASSET_DATES = [
    Sql("file_created_at = item.value ->> 1"),
    Sql("local_date_time = item.value ->> 2"),
]


def _redated(target: Target, redating: Redating, offsets: Offsets) -> list[str | None]:
    """The new instant, wall clock and zone as they are stored; empty when they stay."""
    try:
        found = redate(moments.parse(target.instant), target.zone, redating, offsets)
    except OverflowError:
        raise Refused("The date is beyond the calendar") from None
    return [moments.text(found.instant), moments.text(found.local), found.zone] if found else []


def _statements(
    rows: list[list[Any]],
    on_asset: list[Sql],
    description: Description,
    on_exif: Sequence[Sql] = (),
    locked: Sequence[str] = (),
) -> Iterator[Sql]:
    said = [*on_exif, *_set(description)]
    if description.latitude is not UNSET:
        # Names of places belong to the old position.
        said.append(Sql("city = NULL, state = NULL, country = NULL"))
    if said:
        said.append(_locking([*locked, *_given(description)]))
    for portion in portions(rows):
        for table, settings in (("asset_exif", said), ("assets", on_asset)):
            if settings:
                yield _update(table, settings, portion)


def _update(table: str, settings: Sequence[Sql], rows: str) -> Sql:
    return (
        Sql(f"UPDATE {table} SET")
        & joined(", ", settings)
        & Sql(f"FROM json_each(?) AS item WHERE {table}.seq = item.value ->> 0", (rows,))
    )


def _locking(names: Sequence[str]) -> Sql:
    """Whoever sets a date by hand sets its zone with it: were one of them read
    from the file again, the wall clock between them would be wrong."""
    return Sql(
        """
        locked_properties = (
          SELECT json_group_array(name) FROM (
            SELECT value AS name FROM json_each(asset_exif.locked_properties)
            UNION SELECT value FROM json_each(?)
          )
        )
        """,
        (msgspec.json.encode(names).decode(),),
    )


def _set(fields: Standing | Description) -> list[Sql]:
    settings = assignments(fields)
    return [settings] if settings else []


def _given(fields: Struct) -> list[str]:
    return [name for name, value in msgspec.structs.asdict(fields).items() if value is not UNSET]
