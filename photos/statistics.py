"""How much there is: kept counts of assets and the bytes of their originals."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bindings import Database, Sql
from photos.rows import id_list


class Counts(Struct, array_like=True, frozen=True):
    """Of one person's assets."""

    images: int
    videos: int
    total: int
    """With what is neither."""


class Usage(Struct, array_like=True, frozen=True):
    """What one person has: the assets on show, and the bytes of all that are not thrown away."""

    user_id: str
    user_name: str
    quota_size_in_bytes: int | None
    photos: int
    videos: int
    bytes: int
    photo_bytes: int
    video_bytes: int


async def count(
    database: Database,
    owner_id: str,
    visibilities: Sequence[str],
    *,
    trashed: bool = False,
    favorite: bool | None = None,
) -> Counts:
    """A person's assets of these visibilities: those in the trash, or those out of it."""
    statement = Sql(
        """
        SELECT
          ifnull(sum(count) FILTER (WHERE type = 'IMAGE'), 0),
          ifnull(sum(count) FILTER (WHERE type = 'VIDEO'), 0),
          ifnull(sum(count), 0)
        FROM asset_counts
        WHERE
          owner_id = ? AND status = ? AND visibility IN (SELECT value FROM json_each(?))
        """,
        (owner_id, "trashed" if trashed else "active", id_list(visibilities)),
    )
    if favorite is not None:
        statement = statement & Sql("AND is_favorite = ?", (favorite,))
    found = await database.one(statement, Counts)
    assert found is not None
    return found


async def usage(database: Database) -> list[Usage]:
    """Of every account, deleted ones too, oldest first."""
    return await database.all(
        Sql(
            f"""
            SELECT
              users.id, users.name, users.quota_size_in_bytes,
              {_sum("count", f"{_SHOWN} AND type = 'IMAGE'")},
              {_sum("count", f"{_SHOWN} AND type = 'VIDEO'")},
              {_sum("bytes", "true")},
              {_sum("bytes", "type = 'IMAGE'")},
              {_sum("bytes", "type = 'VIDEO'")}
            FROM users
            LEFT JOIN asset_counts
              ON asset_counts.owner_id = users.id AND asset_counts.status = 'active'
            GROUP BY users.id ORDER BY users.created_at, users.id
            """
        ),
        Usage,
    )


_SHOWN = "visibility <> 'hidden'"


def _sum(column: str, condition: str) -> str:
    return f"ifnull(sum(asset_counts.{column}) FILTER (WHERE {condition}), 0)"
