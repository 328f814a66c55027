"""How many photos and videos a person gained or took, day by day."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from bindings import Database, Sql

Axis = Literal["taken", "created"]
"""By the photographer's own day, or by the (UTC) day of arrival."""


class Day(Struct, array_like=True, frozen=True):
    """A day that has assets."""

    date: str
    """`YYYY-MM-DD`"""
    count: int


async def days(database: Database, owner_id: str, axis: Axis, first: date, last: date) -> list[Day]:
    """The days between the two, inclusive, that have assets, in order.

    Everything the person owns counts, in whatever visibility, but the trash.
    """
    when = "substr(local_date_time, 1, 10)" if axis == "taken" else "created_at"
    # Z sorts behind the T after any date, so the last day is in it to its end.
    span = (owner_id, first.isoformat(), f"{last.isoformat()}Z")
    return await database.all(
        Sql(
            # Naming each visibility makes this one short walk per visibility along an index.
            f"""
            SELECT substr({when}, 1, 10) AS day, count(*) FROM assets
            WHERE
              owner_id = ? AND visibility IN ('timeline', 'archive', 'hidden', 'locked')
              AND {when} BETWEEN ? AND ? AND deleted_at IS NULL
            GROUP BY day ORDER BY day
            """,
            span,
        ),
        Day,
    )
