"""What the jobs find out about an asset, written to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from bindings import Argument, Database, Sql, joined
from photos import moments
from photos.assets import Asset
from photos.media.facts import Facts

_LOCKABLE = (
    "description", "date_time_original", "latitude", "longitude", "rating", "time_zone", "tags",
)  # fmt: skip
_OF_THE_ASSET = ("local_date_time", "width", "height", "duration")


async def write_facts(
    database: Database, asset: Asset, facts: Facts, size: int, now: datetime
) -> None:
    """What extraction found, and the file's size in bytes. Whatever a person has
    set by hand stays, and an edited picture keeps its size. Twice is as good as once."""
    await database.batch(
        [
            _exif(asset.id, facts, size),
            _asset(asset.id, facts),
            Sql(
                "UPDATE asset_job_status SET metadata_extracted_at = ? WHERE asset_id = ?",
                (moments.text(now), asset.id),
            ),
        ]
    )


async def write_pictures(
    database: Database, asset_id: str, files: Sequence[tuple[str, str]], thumbhash: str
) -> None:
    """Pictures made from an asset, each as its type and key, and the few bytes
    (base64) that stand in for them while they load.

    An unchanged thumbhash leaves the asset alone: the phones need not hear of
    it again. Nothing happens when the asset is gone.
    """
    await database.batch(
        [
            Sql(
                """
                INSERT INTO asset_files (asset_id, type, path)
                SELECT assets.id, file.value ->> 0, file.value ->> 1
                FROM json_each(?) AS file CROSS JOIN assets
                WHERE assets.id = ?
                ON CONFLICT DO UPDATE SET path = excluded.path
                """,
                (msgspec.json.encode(files).decode(), asset_id),
            ),
            Sql(
                "UPDATE assets SET thumbhash = ? WHERE id = ? AND thumbhash IS NOT ?",
                (thumbhash, asset_id, thumbhash),
            ),
        ]
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


def unseen(after: str, limit: int) -> Sql:
    """Ids of assets looked into that should have pictures and lack them, likewise.

    Files and thumbhash are written together: the thumbhash tells of both.
    """
    return Sql(
        """
        SELECT assets.id
        FROM assets INDEXED BY assets_unseen
        INNER JOIN asset_job_status ON asset_job_status.asset_id = assets.id
        WHERE
          assets.thumbhash IS NULL AND assets.deleted_at IS NULL
          AND assets.visibility <> 'hidden' AND assets.id > ?
          AND asset_job_status.metadata_extracted_at IS NOT NULL
        ORDER BY assets.id LIMIT ?
        """,
        (after, limit),
    )


def unseen_edits(after: str, limit: int) -> Sql:
    """Ids of edited assets that lack the edited picture in full size, likewise."""
    return Sql(
        """
        SELECT id FROM assets INDEXED BY assets_edited
        WHERE is_edited = 1 AND deleted_at IS NULL AND id > ? AND NOT EXISTS (
          SELECT 1 FROM asset_files
          WHERE asset_id = assets.id AND type = 'fullsize' AND asset_files.is_edited = 1
        )
        ORDER BY id LIMIT ?
        """,
        (after, limit),
    )


def _exif(asset_id: str, facts: Facts, size: int) -> Sql:
    found = {
        name: _stored(value)
        for name, value in msgspec.structs.asdict(facts).items()
        if name not in _OF_THE_ASSET
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
          duration = ?
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


def _locked(name: str) -> str:
    return f"""instr(locked_properties, '"{name}"') > 0"""


def _stored(value: object) -> Argument:
    if isinstance(value, datetime):
        return moments.text(value)
    if isinstance(value, list):
        return msgspec.json.encode(value).decode()
    assert value is None or isinstance(value, str | int | float)
    return value
