"""The picture an album is known by: one of the assets it shows, while it shows any.

Triggers give an album its first cover and take a cover away that is no longer
shown. Choosing the next takes reading the album, so it is done once for all
that an album loses together.
"""

from __future__ import annotations

from collections.abc import Sequence

from bindings import Database, Sql
from photos.rows import id_list

SHOWN = "assets.deleted_at IS NULL AND assets.visibility IN ('timeline', 'archive')"
"""What an album shows of the assets in it."""


async def mend(database: Database, album_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Give those of the albums a cover that lack one: the newest asset they show.

    Album ids and covers of those that got one.
    """
    listed = Sql("SELECT value FROM json_each(?)", (id_list(album_ids),))
    mended = mending(listed) & Sql("RETURNING id, album_thumbnail_asset_id")
    return await database.all(mended, tuple[str, str])


def mending(albums: Sql) -> Sql:
    """The statement that does so for the album ids a query selects."""
    return (
        Sql(
            f"""
            UPDATE albums SET album_thumbnail_asset_id = (
              SELECT assets.id
              FROM album_assets INNER JOIN assets ON assets.id = album_assets.asset_id
              WHERE album_assets.album_id = albums.id AND {SHOWN}
              ORDER BY assets.file_created_at DESC LIMIT 1
            )
            WHERE
              album_thumbnail_asset_id IS NULL AND asset_count > 0 AND id IN (
            """
        )
        & albums
        & Sql(")")
    )


def mending_around(asset_ids: str) -> Sql:
    """The statement that does so for all albums of these assets (ids as a JSON list)."""
    return mending(
        Sql(
            """
            SELECT album_id FROM album_assets
            WHERE asset_id IN (SELECT value FROM json_each(?))
            """,
            (asset_ids,),
        )
    )


async def possible(database: Database, album_id: str, asset_id: str) -> bool:
    """Whether the album shows the asset."""
    statement = f"""
      SELECT 1 FROM album_assets INNER JOIN assets ON assets.id = album_assets.asset_id
      WHERE album_assets.album_id = ? AND album_assets.asset_id = ? AND {SHOWN}
    """
    return await database.one(Sql(statement, (album_id, asset_id)), tuple[int]) is not None
