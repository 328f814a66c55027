"""What the jobs find out about an asset, written to its rows."""

from __future__ import annotations

from datetime import datetime

import msgspec

from bindings import Argument, Database, Sql, joined
from photos import moments, place_table
from photos.assets import Asset
from photos.media.facts import Facts
from photos.places import Place, Position

_LOCKABLE = (
    "description", "date_time_original", "latitude", "longitude", "rating", "time_zone", "tags",
)  # fmt: skip
_LONGEST = 1_000
"""Characters of what a camera says of itself. A phone is sent a thousand assets at once."""
_TRIES = 3
"""So often pictures are made, unasked, of a file in which nothing can be decoded."""
_NOT_IN_EXIF = ("local_date_time", "certain", "width", "height", "duration", "film")


class Site(msgspec.Struct, frozen=True):
    """Where an asset was taken, as far as anybody knows, and the place there."""

    position: Position | None = None
    place: Place | None = None


async def stated_position(database: Database, asset_id: str) -> Position | None:
    """The position a person has given an asset, which counts more than the file's."""
    return await database.one(
        Sql(
            f"""
            SELECT latitude, longitude FROM asset_exif
            WHERE
              seq = (SELECT seq FROM assets WHERE id = ?) AND latitude IS NOT NULL
              AND {_locked("latitude")}
            """,
            (asset_id,),
        ),
        tuple[float, float],
    )


async def write_facts(
    database: Database, asset: Asset, facts: Facts, size: int, now: datetime, site: Site
) -> list[str] | None:
    """What extraction found, and the file's size in bytes. Whatever a person has
    set by hand stays, an edited picture keeps its size, and a video that tells no
    length the one it was uploaded with. Twice is as good as once.

    The paths of the tags it should have now; None when it has none and needs none.
    """
    *_, tags = await database.batch(
        [
            _exif(asset.id, facts, size),
            place_table.placing(asset.id, site.position, site.place),
            _asset(asset.id, facts),
            Sql(
                "UPDATE asset_job_status SET metadata_extracted_at = ? WHERE asset_id = ?",
                (moments.text(now), asset.id),
            ),
            _tags(asset.id),
        ]
    )
    return msgspec.json.decode(tags[0][0] or "[]", type=list[str]) if tags else None


def kept(after: str, limit: int) -> Sql:
    """Ids of everybody's assets out of the trash, in order, from behind `after` ('' first)."""
    return Sql(
        "SELECT id FROM assets WHERE deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?",
        (after, limit),
    )


def showable(after: str, limit: int) -> Sql:
    """Ids of those that may have pictures, likewise."""
    return Sql(
        """
        SELECT id FROM assets
        WHERE deleted_at IS NULL AND visibility <> 'hidden' AND id > ? ORDER BY id LIMIT ?
        """,
        (after, limit),
    )


def unread(after: str, limit: int) -> Sql:
    """Ids of assets never looked into, in order, from behind `after` ('' first)."""
    return Sql(
        """
        SELECT asset_id FROM asset_job_status
        WHERE metadata_extracted_at IS NULL AND asset_id > ?
        ORDER BY asset_id LIMIT ?
        """,
        (after, limit),
    )


def unseen(after: str, limit: int, *, hopeless: bool = True) -> Sql:
    """Ids of assets looked into that should have pictures and lack them, likewise; with or
    without those in whose files nothing could be decoded several times.

    Files and thumbhash are written together: the thumbhash tells of both.
    """
    hopeful = "" if hopeless else f"AND asset_job_status.undecodable < {_TRIES}"
    return Sql(
        f"""
        SELECT assets.id
        FROM assets INDEXED BY assets_unseen
        INNER JOIN asset_job_status ON asset_job_status.asset_id = assets.id
        WHERE
          assets.thumbhash IS NULL AND assets.deleted_at IS NULL
          AND assets.visibility <> 'hidden' AND assets.id > ?
          AND asset_job_status.metadata_extracted_at IS NOT NULL {hopeful}
        ORDER BY assets.id LIMIT ?
        """,
        (after, limit),
    )


def unseen_edits(after: str, limit: int) -> Sql:
    """Ids of edited assets that lack the edited picture in full size, likewise, but for the
    hopeless ones."""
    return Sql(
        f"""
        SELECT id FROM assets INDEXED BY assets_edited
        WHERE is_edited = 1 AND deleted_at IS NULL AND id > ? AND NOT EXISTS (
          SELECT 1 FROM asset_files
          WHERE asset_id = assets.id AND type = 'fullsize' AND asset_files.is_edited = 1
        ) AND EXISTS (
          SELECT 1 FROM asset_job_status WHERE asset_id = assets.id AND undecodable < {_TRIES}
        )
        ORDER BY id LIMIT ?
        """,
        (after, limit),
    )


def _exif(asset_id: str, facts: Facts, size: int) -> Sql:
    found = {
        name: _stored(value, name)
        for name, value in msgspec.structs.asdict(facts).items()
        if name not in _NOT_IN_EXIF
    }
    found["file_size_in_byte"] = size
    settings = [
        Sql(f"{name} = iif({_locked(name)}, {name}, ?)", (value,))
        if name in _LOCKABLE
        else Sql(f"{name} = ?", (value,))
        for name, value in found.items()
    ]
    return (
        Sql("UPDATE asset_exif SET")
        & joined(", ", settings)
        & Sql("WHERE seq = (SELECT seq FROM assets WHERE id = ?)", (asset_id,))
    )


def _asset(asset_id: str, facts: Facts) -> Sql:
    """A date or zone set by hand has moved the asset already: leave it there."""
    return Sql(
        f"""
        UPDATE assets SET
          file_created_at = iif(exif.dated, assets.file_created_at, ?),
          local_date_time = iif(exif.dated, assets.local_date_time, ?),
          width = iif(assets.is_edited, assets.width, ?),
          height = iif(assets.is_edited, assets.height, ?),
          duration = ifnull(?, iif(assets.type = 'VIDEO', assets.duration, NULL))
        FROM (
          SELECT seq, {_locked("date_time_original")} OR {_locked("time_zone")} AS dated
          FROM asset_exif
          WHERE seq = (SELECT seq FROM assets WHERE id = ?)
        ) AS exif
        WHERE assets.seq = exif.seq
        """,
        (
            moments.text(facts.date_time_original), moments.text(facts.local_date_time),
            facts.width, facts.height, facts.duration, asset_id,
        ),
    )  # fmt: skip


def _tags(asset_id: str) -> Sql:
    return Sql(
        """
        SELECT tags FROM asset_exif
        WHERE
          seq = (SELECT seq FROM assets WHERE id = ?)
          AND (tags IS NOT NULL OR EXISTS (SELECT 1 FROM tag_assets WHERE asset_id = ?))
        """,
        (asset_id, asset_id),
    )


def _locked(name: str) -> str:
    return f"""instr(locked_properties, '"{name}"') > 0"""


def _stored(value: object, name: str) -> Argument:
    if isinstance(value, str) and name != "description":
        return value[:_LONGEST]
    if isinstance(value, datetime):
        return moments.text(value)
    if isinstance(value, list):
        return msgspec.json.encode(value).decode()
    assert value is None or isinstance(value, str | int | float)
    return value
