"""Stills and the motion videos that belong to them."""

from __future__ import annotations

from bindings import Database, Sql
from photos.refusal import Refused

EXTRACTED = "/motion/"
"""In the keys of motion videos that were cut out of their stills, and in no others."""


async def require_motion_video(database: Database, video_id: str, owner_id: str) -> bool:
    """Raise Refused unless this can become the motion of a still of this owner.

    True when it stands in the timeline, and so will leave it.
    """
    found = await database.one(
        Sql("SELECT type, owner_id, visibility FROM assets WHERE id = ?", (video_id,)),
        tuple[str, str, str],
    )
    if found is None:
        raise Refused("Live photo video not found")
    type, owner, visibility = found
    if type != "VIDEO":
        raise Refused("Live photo video must be a video")
    if owner != owner_id:
        raise Refused("Live photo video does not belong to the user")
    return visibility == "timeline"


def hiding(video_id: str, still_id: str) -> list[Sql]:
    """Take a motion video out of timeline and albums, if the still is there."""
    if_there = Sql("AND EXISTS (SELECT 1 FROM assets AS still WHERE still.id = ?)", (still_id,))
    return [
        Sql("DELETE FROM album_assets WHERE asset_id = ?", (video_id,)) & if_there,
        Sql(
            "UPDATE assets SET visibility = 'hidden' WHERE id = ? AND visibility = 'timeline'",
            (video_id,),
        )
        & if_there,
    ]


def linking(still_id: str, video_id: str) -> list[Sql]:
    """Make a video the motion of a still; the one it had before stands alone again. The
    first statement returns its id, if it does."""
    return [
        _freeing(still_id, but=video_id),
        *hiding(video_id, still_id),
        Sql("UPDATE assets SET live_photo_video_id = ? WHERE id = ?", (video_id, still_id)),
    ]


async def require_separable(database: Database, still_id: str) -> None:
    """Raise Refused for a still whose motion video was cut out of its own file and would
    be cut out again."""
    select = """
      SELECT original_path FROM assets
      WHERE id = (SELECT live_photo_video_id FROM assets WHERE id = ?)
    """
    found = await database.one(Sql(select, (still_id,)), tuple[str])
    if found is not None and EXTRACTED in found[0]:
        raise Refused("Cannot unlink Android motion photos")


async def match(database: Database, asset_id: str) -> tuple[str, str] | None:
    """(still, video) of the live photo an asset is one half of, by the id that the
    phone wrote into both files; None while the other half is missing, lies in the
    trash or on the other side of the locked folder's door, or the still has its motion
    already."""
    return await database.one(
        Sql(
            """
            SELECT
              iif(this.type = 'IMAGE', this.id, that.id), iif(this.type = 'IMAGE', that.id, this.id)
            FROM assets AS this
            CROSS JOIN asset_exif AS mark ON mark.seq = this.seq
            CROSS JOIN asset_exif AS same ON same.live_photo_cid = mark.live_photo_cid
            CROSS JOIN assets AS that ON that.seq = same.seq
            WHERE
              this.id = ? AND that.owner_id = this.owner_id
              AND (this.type, that.type) IN (VALUES ('IMAGE', 'VIDEO'), ('VIDEO', 'IMAGE'))
              AND this.deleted_at IS NULL AND that.deleted_at IS NULL
              AND (this.visibility = 'locked') = (that.visibility = 'locked')
              AND this.live_photo_video_id IS NULL AND that.live_photo_video_id IS NULL
            ORDER BY that.created_at, that.id LIMIT 1
            """,
            (asset_id,),
        ),
        tuple[str, str],
    )


async def join(database: Database, still_id: str, video_id: str) -> bool:
    """Make a video the motion of a still that has none, and take it out of sight
    and out of every album. Whether it could be seen until now. A locked one stays
    where it is, unless the still is locked too."""
    joined = Sql(
        """
        AND EXISTS (
          SELECT 1 FROM assets AS still WHERE still.id = ? AND still.live_photo_video_id = ?
        )
        """,
        (still_id, video_id),
    )
    *_, hidden = await database.batch(
        [
            Sql(
                """
                UPDATE assets SET live_photo_video_id = motion.id
                FROM assets AS motion
                WHERE
                  assets.id = ? AND assets.live_photo_video_id IS NULL AND motion.id = ?
                  AND (motion.visibility <> 'locked' OR assets.visibility = 'locked')
                """,
                (still_id, video_id),
            ),
            Sql("DELETE FROM album_assets WHERE asset_id = ?", (video_id,)) & joined,
            Sql(
                "UPDATE assets SET visibility = 'hidden' WHERE id = ? AND visibility <> 'hidden'",
                (video_id,),
            )
            & joined
            & Sql("RETURNING id"),
        ]
    )
    return bool(hidden)


def unlinking(still_id: str) -> list[Sql]:
    """Make a still and its motion two assets, both where the still stands. The first
    statement returns the id of the motion, unless it stood there or another still has it too."""
    return [
        _freeing(still_id),
        Sql("UPDATE assets SET live_photo_video_id = NULL WHERE id = ?", (still_id,)),
    ]


def _freeing(still_id: str, but: str = "") -> Sql:
    return Sql(
        f"""
        UPDATE assets AS motion
        SET visibility = (SELECT visibility FROM assets AS still WHERE still.id = ?)
        WHERE
          id = (SELECT live_photo_video_id FROM assets WHERE id = ?)
          AND id <> ? AND visibility = 'hidden' AND NOT {_WANTED}
        RETURNING id
        """,
        (still_id, still_id, but, still_id),
    )


_WANTED = """EXISTS (
  SELECT 1 FROM assets AS other
  WHERE other.live_photo_video_id = motion.id AND other.id <> ?
)"""
"""A motion video is that of another still too, which may be a locked one."""
