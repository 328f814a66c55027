"""Throwing assets away, taking them back, and removing them for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from bindings import Database, Sql
from photos import album_covers, moments
from photos.rows import portions


class Removed(Struct, frozen=True):
    """An asset that is gone from the library, and what is left to do about it."""

    owner_id: str
    files: list[str]
    """Keys of bytes nobody names any more."""
    orphaned_video_id: str | None
    """A motion video that has lost its last still: remove it too."""


async def discard(database: Database, ids: Sequence[str], now: datetime) -> None:
    """Into the trash, but for what is past it already. The caller has the right to every id."""
    await _throw(database, ids, "trashed", now)


async def doom(database: Database, ids: Sequence[str], now: datetime) -> None:
    """Past the trash: to be removed by the next job, beyond restoring."""
    await _throw(database, ids, "deleted", now)


async def _throw(database: Database, ids: Sequence[str], status: str, now: datetime) -> None:
    update = """
      UPDATE assets SET status = ?, deleted_at = ?
      WHERE id IN (SELECT value FROM json_each(?)) AND status <> 'deleted'
    """
    statements = []
    for portion in portions(ids):
        statements.append(Sql(update, (status, moments.text(now), portion)))
        statements.append(album_covers.mending_around(portion))
    await database.batch(statements)


async def doom_all(database: Database, owner_id: str) -> int:
    """Empty a person's trash; how many assets that were."""
    return await _changed(
        database,
        Sql(
            """
            UPDATE assets INDEXED BY assets_in_trash SET status = 'deleted'
            WHERE owner_id = ? AND status = 'trashed' RETURNING id
            """,
            (owner_id,),
        ),
    )


async def restore_all(database: Database, owner_id: str) -> int:
    """Everything out of a person's trash; how many assets that were."""
    return await _changed(
        database,
        Sql(
            """
            UPDATE assets INDEXED BY assets_in_trash SET status = 'active', deleted_at = NULL
            WHERE owner_id = ? AND status = 'trashed' RETURNING id
            """,
            (owner_id,),
        ),
    )


async def restore(database: Database, ids: Sequence[str]) -> None:
    """Out of the trash, those that lie in it. The caller has the right to every id."""
    update = """
      UPDATE assets SET status = 'active', deleted_at = NULL
      WHERE id IN (SELECT value FROM json_each(?)) AND status = 'trashed'
    """
    await database.batch([Sql(update, (portion,)) for portion in portions(ids)])


def doomed(after: str, limit: int) -> Sql:
    """Ids of everybody's assets that wait for removal, in order, from behind `after` ('' first)."""
    return Sql(
        "SELECT id FROM assets WHERE status = 'deleted' AND id > ? ORDER BY id LIMIT ?",
        (after, limit),
    )


def expired(before: datetime, after: str, limit: int) -> Sql:
    """Ids of assets thrown away before then, doomed ones included, from behind `after`."""
    # The + makes the date's index the one to walk, not the ids of the whole library.
    return Sql(
        "SELECT id FROM assets WHERE deleted_at <= ? AND +id > ? ORDER BY +id LIMIT ?",
        (moments.text(before), after, limit),
    )


async def remove(
    database: Database, asset_id: str, thrown_before: datetime | None = None
) -> Removed | None:
    """Take an asset out of the library for good, mending its stack.

    Only what is past restoring goes, what was thrown away by then, or a motion
    video without a still; None when the asset was restored or removed meanwhile.
    Bytes come after rows: a crash in between leaves litter, never a row without
    bytes.
    """
    deadline = moments.text(thrown_before) if thrown_before else None
    this = Sql(f"id = ? AND ({_REMOVABLE})", (asset_id, deadline))
    removable = Sql("EXISTS (SELECT 1 FROM assets WHERE") & this & Sql(")")
    files, motion, _, _, _, gone = await database.batch(
        [
            _paths(asset_id),
            _lonely_motion_video(asset_id),
            _doom_motion_video(asset_id) & Sql("AND") & removable,
            _dissolve_stack(asset_id) & Sql("AND") & removable,
            _promote(asset_id) & Sql("AND") & removable,
            Sql("DELETE FROM assets WHERE") & this & Sql("RETURNING owner_id"),
        ]
    )
    if not gone:
        return None
    return Removed(
        owner_id=gone[0][0],
        files=[path for (path,) in files],
        orphaned_video_id=motion[0][0] if motion else None,
    )


_REMOVABLE = """
  assets.status = 'deleted'
  OR assets.deleted_at <= ?
  OR assets.visibility = 'hidden' AND assets.type = 'VIDEO' AND NOT EXISTS (
    SELECT 1 FROM assets AS still WHERE still.live_photo_video_id = assets.id
  )
"""
_REMAINS = "member.visibility = 'timeline' AND member.status <> 'deleted'"


def _paths(asset_id: str) -> Sql:
    return Sql(
        """
        SELECT original_path FROM assets WHERE id = ?
        UNION SELECT path FROM asset_files WHERE asset_id = ?
        """,
        (asset_id, asset_id),
    )


def _lonely_motion_video(asset_id: str) -> Sql:
    return Sql(
        """
        SELECT live_photo_video_id FROM assets
        WHERE id = ? AND live_photo_video_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM assets AS other
          WHERE
            other.live_photo_video_id = assets.live_photo_video_id AND other.id <> assets.id
        )
        """,
        (asset_id,),
    )


def _doom_motion_video(asset_id: str) -> Sql:
    """With its still, so that it is found when the job about it gets lost."""
    return (
        Sql(
            """
            UPDATE assets SET status = 'deleted', deleted_at = still.deleted_at
            FROM (SELECT deleted_at FROM assets WHERE id = ?) AS still
            WHERE still.deleted_at IS NOT NULL AND assets.id = (
            """,
            (asset_id,),
        )
        & _lonely_motion_video(asset_id)
        & Sql(")")
    )


def _dissolve_stack(asset_id: str) -> Sql:
    """A stack in which fewer than two would remain goes first."""
    return Sql(
        f"""
        DELETE FROM stacks
        WHERE
          id IN (
            SELECT stack_id FROM assets WHERE id = ?
            UNION SELECT id FROM stacks WHERE primary_asset_id = ?
          )
          AND (
            SELECT count(*) FROM assets AS member
            WHERE
              member.stack_id = stacks.id AND member.id <> ?
              AND (member.id = stacks.primary_asset_id OR {_REMAINS})
          ) < 2
        """,
        (asset_id, asset_id, asset_id),
    )


def _promote(asset_id: str) -> Sql:
    """A stack that loses its primary is led by the next."""
    return Sql(
        f"""
        UPDATE stacks SET primary_asset_id = (
          SELECT member.id FROM assets AS member
          WHERE member.stack_id = stacks.id AND member.id <> ? AND {_REMAINS}
          ORDER BY member.file_created_at, member.id LIMIT 1
        )
        WHERE primary_asset_id = ?
        """,
        (asset_id, asset_id),
    )


async def _changed(database: Database, statement: Sql) -> int:
    return len(await database.all(statement, tuple[str]))
