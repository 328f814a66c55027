"""The pictures made from assets: which there are, and what they are made by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from bindings.framing import Size
from photos.edits import UPRIGHT_HEIGHT, UPRIGHT_WIDTH, Edit


class Subject(Struct, array_like=True, frozen=True):
    """What making pictures of an asset depends on."""

    id: str
    owner_id: str
    type: str
    original_path: str
    visibility: str
    thumbnail: str | None
    """Key of the thumbnail as it was taken, if there is one."""
    projection_type: str | None
    width: int | None
    height: int | None
    """Pixels of the upright original."""
    edits: list[Edit]

    @property
    def size(self) -> Size | None:
        return (self.width, self.height) if self.width and self.height else None


class Picture(Struct, array_like=True, frozen=True):
    """A stored picture made from an asset."""

    type: str
    """`thumbnail`, `preview` or `fullsize`."""
    path: str
    is_progressive: bool = False
    is_transparent: bool = False


async def subject(database: Database, asset_id: str) -> Subject | None:
    """None when the asset is gone."""
    found = await database.one(
        Sql(
            f"""
            SELECT
              assets.id, assets.owner_id, assets.type, original_path, visibility,
              (
                SELECT path FROM asset_files
                WHERE asset_id = assets.id AND type = 'thumbnail' AND is_edited = 0
              ),
              projection_type, {UPRIGHT_WIDTH}, {UPRIGHT_HEIGHT},
              (
                SELECT json_group_array(json_array(id, action, json(parameters)))
                FROM (SELECT * FROM asset_edits WHERE asset_id = assets.id ORDER BY sequence)
              )
            FROM assets INNER JOIN asset_exif ON asset_exif.seq = assets.seq
            WHERE assets.id = ?
            """,
            (asset_id,),
        ),
        list[Any],
    )
    if found is None:
        return None
    *row, edits = found
    return msgspec.convert([*row, msgspec.json.decode(edits)], Subject, strict=False)


async def write(
    database: Database,
    asset_id: str,
    made: Sequence[Picture],
    thumbhash: str,
    edited: Size | None = None,
) -> list[str]:
    """Pictures made of an asset, and the few bytes (base64) that stand in for them while
    they load. They replace those made before. Returns the keys no row names any more.

    `edited` is the size of the edited asset, None for pictures of it as it was
    taken. Both kinds stand side by side; the asset's thumbhash and size are
    those of the kind shown, and edited pictures of an asset without edits are
    not taken. What does not change leaves the asset alone: the phones need not
    hear of it again.
    """
    width, height = edited or (None, None)
    values = (thumbhash, width, height)
    follow = Sql(
        """
        UPDATE assets SET thumbhash = ?, width = ifnull(?, width), height = ifnull(?, height)
        WHERE
          id = ? AND is_edited = ?
          AND (thumbhash, width, height) IS NOT (?, ifnull(?, width), ifnull(?, height))
        """,
        (*values, asset_id, edited is not None, *values),
    )
    condition = "1" if edited is None else "is_edited = 1"
    return await _replace(database, asset_id, edited is not None, made, condition, follow)


async def note_undecodable(database: Database, asset_id: str) -> None:
    """Count that nothing in an asset's file could be decoded."""
    await database.run(
        Sql(
            "UPDATE asset_job_status SET undecodable = undecodable + 1 WHERE asset_id = ?",
            (asset_id,),
        )
    )


async def forget_edited(database: Database, asset_id: str, thumbhash: str | None) -> list[str]:
    """Without edits: back to pictures as they were taken, this thumbhash and the
    original's size. Returns keys like `write`."""
    follow = Sql(
        f"""
        UPDATE assets SET thumbhash = ?, width = {UPRIGHT_WIDTH}, height = {UPRIGHT_HEIGHT}
        FROM asset_exif
        WHERE
          assets.id = ? AND assets.is_edited = 0 AND asset_exif.seq = assets.seq
          AND (thumbhash, width, height) IS NOT (?, {UPRIGHT_WIDTH}, {UPRIGHT_HEIGHT})
        """,
        (thumbhash, asset_id, thumbhash),
    )
    return await _replace(database, asset_id, True, (), "is_edited = 0", follow)


async def _replace(
    database: Database,
    asset_id: str,
    edited: bool,
    made: Sequence[Picture],
    condition: str,
    follow: Sql,
) -> list[str]:
    """Only if the asset is there and `condition` holds for it."""
    named = Sql(
        """
        SELECT path FROM asset_files
        WHERE asset_id = ? AND type IN ('thumbnail', 'preview', 'fullsize') AND is_edited = ?
        """,
        (asset_id, edited),
    )
    outdated = Sql(
        f"""
        DELETE FROM asset_files
        WHERE
          asset_id = ? AND type IN ('thumbnail', 'preview', 'fullsize') AND is_edited = ?
          AND EXISTS (SELECT 1 FROM assets WHERE id = ? AND {condition})
        """,
        (asset_id, edited, asset_id),
    )
    insertion = Sql(
        f"""
        INSERT INTO asset_files (asset_id, type, is_edited, path, is_progressive, is_transparent)
        SELECT
          assets.id, picture.value ->> 0, ?, picture.value ->> 1,
          picture.value ->> 2, picture.value ->> 3
        FROM json_each(?) AS picture CROSS JOIN assets
        WHERE assets.id = ? AND {condition}
        """,
        (edited, msgspec.json.encode(made).decode(), asset_id),
    )
    before, *_, after = await database.batch([named, outdated, insertion, follow, named])
    known = {path for (path,) in before} | {picture.path for picture in made}
    return sorted(known - {path for (path,) in after})
