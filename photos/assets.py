"""Photos and videos: the rows that say what there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Argument, Database, Sql, Violation
from photos import live_photos, moments
from photos.refusal import Refused
from photos.rows import columns, divide, portions
from photos.users import User


class Asset(Struct, array_like=True, frozen=True):
    """One photo or video. Sizes in pixels as displayed, duration in milliseconds."""

    id: str
    owner_id: str
    type: str
    original_path: str
    """Key of the original's bytes."""
    original_file_name: str
    checksum: str
    """SHA-1, base64."""
    file_created_at: str
    """The instant of capture."""
    local_date_time: str
    """The wall clock at capture, written as if it were UTC."""
    file_modified_at: str
    duration: int | None
    width: int | None
    height: int | None
    thumbhash: str | None
    is_favorite: bool
    is_edited: bool
    visibility: str
    status: str
    live_photo_video_id: str | None
    stack_id: str | None
    duplicate_id: str | None
    created_at: str
    updated_at: str
    deleted_at: str | None
    folder: str
    """The folder the file lay in before it came, as a client told; empty for unknown."""


class Exif(Struct, array_like=True, frozen=True):
    """What the file and its owner say about an asset. `tags` is a JSON list."""

    make: str | None
    model: str | None
    lens_model: str | None
    f_number: float | None
    focal_length: float | None
    iso: int | None
    exposure_time: str | None
    fps: float | None
    exif_image_width: int | None
    exif_image_height: int | None
    file_size_in_byte: int | None
    orientation: str | None
    projection_type: str | None
    date_time_original: str | None
    modify_date: str | None
    time_zone: str | None
    latitude: float | None
    longitude: float | None
    city: str | None
    state: str | None
    country: str | None
    description: str
    rating: int | None
    tags: str | None


class Tag(Struct, array_like=True, frozen=True):
    """`value` is the whole path, `trip/rome`."""

    id: str
    value: str
    color: str | None
    parent_id: str | None
    created_at: str
    updated_at: str


class Stack(Struct, array_like=True, frozen=True):
    """The stack an asset lies in; `asset_count` is what its primary shows."""

    id: str
    primary_asset_id: str
    asset_count: int


class Detail(Struct, frozen=True):
    """An asset with everything a single read shows."""

    asset: Asset
    exif: Exif
    owner: User
    tags: list[Tag]
    stack: Stack | None


class Known(Struct, array_like=True, frozen=True):
    """An asset the library has already, by its checksum."""

    id: str
    checksum: str
    is_trashed: bool


class NewAsset(Struct, frozen=True, kw_only=True):
    """An upload whose bytes are stored; `size` in bytes, times as stored moments."""

    id: str
    owner_id: str
    type: str
    original_path: str
    original_file_name: str
    checksum: str
    size: int
    crc32: int | None = None
    file_created_at: str
    file_modified_at: str
    duration: int | None = None
    is_favorite: bool = False
    visibility: str = "timeline"
    live_photo_video_id: str | None = None
    metadata: Sequence[tuple[str, dict[str, Any]]] = ()
    sidecar_path: str | None = None
    now: datetime


async def insert(database: Database, new: NewAsset) -> str:
    """Enter an upload, all of it or nothing; the id of the asset that holds these bytes.

    Another id than the new one means that the library had them already, in the
    trash perhaps, and that nothing was entered. A motion video named by the
    new asset leaves timeline and albums.
    Raises Refused when the quota is used up or the motion video is not fit.
    """
    if new.live_photo_video_id is not None:
        await live_photos.require_motion_video(database, new.live_photo_video_id, new.owner_id)
    try:
        results = await database.batch(_insertion(new))
    except Violation as violation:
        if violation.detail == "quota exceeded":
            # The phone app compares this text.
            raise Refused("Quota has been exceeded!") from violation
        raise
    holder: str = results[-1][0][0]
    return holder


ANYBODY = Sql("1")


async def find(database: Database, asset_id: str, allowed: Sql = ANYBODY) -> Asset | None:
    """An asset, if the condition `allowed` (see photos.access) holds for it."""
    select = f"SELECT {columns(Asset, 'assets')} FROM assets WHERE assets.id = ? AND"
    return await database.one(Sql(select, (asset_id,)) & allowed, Asset)


async def find_shown(
    database: Database, asset_id: str, allowed: Sql, type: str, edited: bool
) -> tuple[Asset, str | None] | None:
    """An asset, if `allowed` holds for it, and the key of a picture made from it.

    `type` is `thumbnail`, `preview` or `fullsize`. The edited or the plain
    picture comes first, the other for want of it; None while there is neither.
    """
    picture = Sql(
        """
        (
          SELECT path FROM asset_files WHERE asset_id = assets.id AND type = ?
          ORDER BY is_edited = ? DESC LIMIT 1
        )
        FROM assets WHERE assets.id = ? AND
        """,
        (type, edited, asset_id),
    )
    found = await database.one(
        Sql(f"SELECT {columns(Asset, 'assets')},") & picture & allowed, list[Any]
    )
    if found is None:
        return None
    *row, path = found
    return msgspec.convert(row, Asset, strict=False), path


async def read(database: Database, asset_id: str, allowed: Sql = ANYBODY) -> Detail | None:
    """Everything about one asset, if `allowed` holds for it, in one statement."""
    found = await database.one(
        Sql(
            f"""
            SELECT
              {columns(Asset, "assets")}, {columns(Exif, "asset_exif")}, {columns(User, "users")},
              ({TAGS}), ({_STACK})
            FROM assets
            INNER JOIN asset_exif ON asset_exif.seq = assets.seq
            INNER JOIN users ON users.id = assets.owner_id
            WHERE assets.id = ? AND
            """,
            (asset_id,),
        )
        & allowed,
        list[Any],
    )
    if found is None:
        return None
    *row, tags, stack = found
    border = len(Asset.__struct_fields__)
    exif, owner = divide(row[border:], Exif, User)
    return Detail(
        asset=msgspec.convert(row[:border], Asset, strict=False),
        exif=exif,
        owner=owner,
        tags=msgspec.json.decode(tags, type=list[Tag]),
        stack=msgspec.json.decode(stack, type=Stack) if stack else None,
    )


async def find_checksums(
    database: Database, owner_id: str, checksums: Sequence[str]
) -> list[Known]:
    """Which of these bytes (SHA-1, base64) a person has already, trashed ones included."""
    select = """
      SELECT id, checksum, deleted_at IS NOT NULL FROM assets
      WHERE owner_id = ? AND checksum IN (SELECT value FROM json_each(?))
    """
    return [
        known
        for portion in portions(checksums)
        for known in await database.all(Sql(select, (owner_id, portion)), Known)
    ]


async def find_edited(database: Database, asset_id: str) -> str | None:
    """Key of the edited picture in full size, None without edits."""
    found = await database.one(
        Sql(
            """
            SELECT path FROM asset_files
            WHERE asset_id = ? AND type = 'fullsize' AND is_edited = 1
            """,
            (asset_id,),
        ),
        tuple[str],
    )
    return found[0] if found else None


def _insertion(new: NewAsset) -> list[Sql]:
    """The first statement decides: what follows finds no asset of the new id
    when the bytes were here already. The last one reads who holds them."""
    statements = [_row(new), *_company(new)]
    if new.live_photo_video_id is not None:
        statements += live_photos.hiding(new.live_photo_video_id, new.id)
    bytes_of = (new.owner_id, new.checksum)
    holder = Sql("SELECT id FROM assets WHERE owner_id = ? AND checksum = ?", bytes_of)
    return [*statements, holder]


def _row(new: NewAsset) -> Sql:
    return Sql(
        """
        INSERT INTO assets (
          id, owner_id, type, original_path, original_file_name, checksum, file_created_at,
          local_date_time, file_modified_at, duration, is_favorite, visibility,
          live_photo_video_id, created_at
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (owner_id, checksum) DO NOTHING
        """,
        (
            new.id, new.owner_id, new.type, new.original_path, new.original_file_name,
            new.checksum, new.file_created_at, new.file_created_at, new.file_modified_at,
            new.duration, new.is_favorite, new.visibility, new.live_photo_video_id,
            moments.text(new.now),
        ),
    )  # fmt: skip


def _company(new: NewAsset) -> list[Sql]:
    """The rows every asset has beside its own, and what the client sent along."""
    items = msgspec.json.encode([{"key": key, "value": value} for key, value in new.metadata])
    insertions: list[tuple[str, tuple[Argument, ...]]] = [
        ("INSERT INTO asset_exif (seq, owner_id, file_size_in_byte, crc32)"
         " SELECT seq, owner_id, ?, ?", (new.size, new.crc32)),
        ("INSERT INTO asset_job_status (asset_id) SELECT id", ()),
    ]  # fmt: skip
    if new.sidecar_path is not None:
        insertions.append(
            (
                "INSERT INTO asset_files (asset_id, type, path) SELECT id, 'sidecar', ?",
                (new.sidecar_path,),
            )
        )
    of_the_asset = Sql("FROM assets WHERE id = ?", (new.id,))
    metadata = Sql(
        """
        INSERT INTO asset_metadata (asset_id, owner_id, key, value)
        SELECT assets.id, assets.owner_id, item.value ->> 'key', item.value -> 'value'
        FROM json_each(?) AS item CROSS JOIN assets
        WHERE assets.id = ?
        ON CONFLICT DO UPDATE SET value = excluded.value
        """,
        (items.decode(), new.id),
    )
    return [*(Sql(text, args) & of_the_asset for text, args in insertions), metadata]


TAGS = """
  SELECT json_group_array(json_array(id, value, color, parent_id, created_at, updated_at))
  FROM (
    SELECT tags.* FROM tag_assets INNER JOIN tags ON tags.id = tag_assets.tag_id
    WHERE tag_assets.asset_id = assets.id ORDER BY tags.value
  )
"""

# Visible others + 1; a stack with nobody left but the asset is none.
_STACK = """
  SELECT json_array(stacks.id, stacks.primary_asset_id, 1 + (
    SELECT count(*) FROM assets AS member
    WHERE
      member.stack_id = stacks.id AND member.id <> assets.id
      AND member.visibility = 'timeline' AND member.deleted_at IS NULL
  ))
  FROM stacks
  WHERE
    stacks.id = assets.stack_id
    AND EXISTS (
      SELECT 1 FROM assets AS other
      WHERE other.stack_id = stacks.id AND other.id <> assets.id
    )
"""
