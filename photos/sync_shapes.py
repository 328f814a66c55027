"""Rows as phones are told of them: SQL that writes the JSON object of a row.

No value is decoded on the way from the table to the wire. Phones stop syncing
for good at one key that is missing or one value of the wrong type, so what the
columns allow and a phone does not is put right here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bindings import Database, Sql
from photos.access import UNLOCKED
from photos.json_objects import NULL, Value, bare, flag, number, object_of, plain, text

_LONGEST = 10_000
"""Characters of a text people type: some dozens of them must fit into one value (2 MB)."""


def _typed(column: str) -> Value:
    """Text somebody typed, of any length."""
    return text(f"substr({column}, 1, {_LONGEST})")


def _date(column: str) -> Value:
    """A date out of a file or of a person. One in an absurd year (a camera's
    clock that was never set) has made phones stop syncing."""
    return plain(_dated(column))


def _dated(column: str) -> str:
    return f"iif({column} < '{_FIRST_YEAR}', '{_FIRST_YEAR}', {column})"


_FIRST_YEAR = "1000-01-01T00:00:00.000Z"


def _locked_or(told: Sql, locked: Mapping[str, Value]) -> Sql:
    """What is told of an asset, and what of one in a locked folder."""
    return Sql("iif(") & UNLOCKED & Sql(",") & told & Sql(",") & object_of(locked) & Sql(")")


def _names(*columns: str) -> Sql:
    """An object of texts that need no escaping: `assetId` from `asset_id`."""
    return object_of({_camel(column.rpartition(".")[2]): plain(column) for column in columns})


def _camel(column: str) -> str:
    head, *rest = column.split("_")
    return head + "".join(part.capitalize() for part in rest)


_ASSET = {
    "id": plain("assets.id"),
    "ownerId": plain("assets.owner_id"),
    "type": plain("assets.type"),
    "visibility": plain("assets.visibility"),
    "checksum": plain("assets.checksum"),
    "originalFileName": _typed("assets.original_file_name"),
    "thumbhash": bare("assets.thumbhash"),
    "createdAt": plain("assets.created_at"),
    "fileCreatedAt": _date("assets.file_created_at"),
    "fileModifiedAt": _date("assets.file_modified_at"),
    "localDateTime": _date("assets.local_date_time"),
    "deletedAt": bare("assets.deleted_at"),
    "duration": number("min(max(assets.duration, 0), 2147483647)"),
    "width": number("assets.width"),
    "height": number("assets.height"),
    "isFavorite": flag("assets.is_favorite"),
    "isEdited": flag("assets.is_edited"),
    "livePhotoVideoId": bare("assets.live_photo_video_id"),
    "stackId": bare("assets.stack_id"),
    "libraryId": NULL,
}
ASSET = object_of(_ASSET)
"""SyncAssetV2 of a row of assets, as its owner is told."""
FOREIGN_ASSET = _locked_or(
    object_of(_ASSET | {"isFavorite": Value("false")}),
    dict.fromkeys(_ASSET, NULL)
    | {"originalFileName": Value('""'), "isFavorite": Value("false"), "isEdited": Value("false")}
    | {name: _ASSET[name] for name in ("id", "ownerId", "type", "visibility", "checksum")},
)
"""As others are told: what somebody favours is theirs alone, and of what lies in
their locked folder only that it is there, since other rows refer to it."""

_EXIF = {
    "assetId": plain("assets.id"),
    "make": text("make"),
    "model": text("model"),
    "lensModel": text("lens_model"),
    "fNumber": number("f_number"),
    "focalLength": number("focal_length"),
    "iso": number("iso"),
    "exposureTime": text("exposure_time"),
    "fps": number("fps"),
    "exifImageWidth": number("exif_image_width"),
    "exifImageHeight": number("exif_image_height"),
    "fileSizeInByte": number("file_size_in_byte"),
    "orientation": text("orientation"),
    "projectionType": text("projection_type"),
    "profileDescription": text("profile_description"),
    "dateTimeOriginal": text(_dated("date_time_original")),
    "modifyDate": text(_dated("modify_date")),
    "timeZone": text("time_zone"),
    "latitude": number("latitude"),
    "longitude": number("longitude"),
    "city": text("city"),
    "state": text("state"),
    "country": text("country"),
    "description": _typed("description"),
    "rating": number("rating"),
}
EXIF = object_of(_EXIF)
"""SyncAssetExifV1 of rows of asset_exif and assets."""
FOREIGN_EXIF = _locked_or(EXIF, dict.fromkeys(_EXIF, NULL) | {"assetId": _EXIF["assetId"]})
"""As others are told: nothing of what lies in somebody's locked folder."""

EDIT = object_of(
    {
        "id": plain("asset_edits.id"),
        "assetId": plain("asset_edits.asset_id"),
        "action": plain("asset_edits.action"),
        "parameters": Value("%s", "asset_edits.parameters"),
        "sequence": number("asset_edits.sequence"),
    }
)
"""SyncAssetEditV1 of a row of asset_edits."""


def _bearable(column: str, odd: str = "false", patch: str = "'{}'") -> Value:
    """A stored object. Phones cannot bear a null directly in one, nor what else of its
    members (`entry`) is `odd`, over which `patch` is laid."""
    return Value(
        "%s",
        f"""iif(
          EXISTS (SELECT 1 FROM json_each({column}) AS entry WHERE entry.type = 'null' OR {odd}),
          json_patch(json_patch('{{}}', {column}), {patch}), {column}
        )""",
    )


# What the app keeps beside a photo: it takes nothing but text there, and stops at all else.
# Numbers that another program wrote become text, the rest is left out.
_NO_TEXT = """
  asset_metadata.key = 'mobile-app' AND entry.type <> 'text'
  AND entry.key IN ('iCloudId', 'createdAt', 'adjustmentTime', 'latitude', 'longitude')
"""
_PUT_RIGHT = f"""(
  SELECT json_group_object(
    entry.key, iif(entry.type IN ('integer', 'real'), CAST(entry.atom AS TEXT), NULL)
  )
  FROM json_each(asset_metadata.value) AS entry WHERE {_NO_TEXT}
)"""
METADATA = object_of(
    {
        "assetId": plain("asset_metadata.asset_id"),
        "key": text("asset_metadata.key"),
        "value": _bearable("asset_metadata.value", _NO_TEXT, _PUT_RIGHT),
    }
)
USER_METADATA = object_of(
    {
        "userId": plain("user_metadata.user_id"),
        "key": plain("user_metadata.key"),
        "value": _bearable("user_metadata.value"),
    }
)

_USER = {
    "id": plain("users.id"),
    "name": _typed("users.name"),
    "email": _typed("users.email"),
    "avatarColor": bare("users.avatar_color"),
    "deletedAt": bare("users.deleted_at"),
    "hasProfileImage": flag("users.profile_image_path <> ''"),
    "profileChangedAt": plain("users.profile_changed_at"),
}
USER = object_of(_USER)
AUTH_USER = object_of(
    _USER
    | {
        "isAdmin": flag("users.is_admin"),
        # Phones ask only whether there is one. The hash of six digits is as good as the digits.
        "pinCode": Value("%s", "iif(users.pin_code IS NULL, 'null', '\"set\"')"),
        "oauthId": Value('""'),
        "storageLabel": _typed("users.storage_label"),
        "quotaSizeInBytes": number("users.quota_size_in_bytes"),
        "quotaUsageInBytes": number("users.quota_usage_in_bytes"),
    }
)
PARTNER = object_of(
    {
        "sharedById": plain("shared_by_id"),
        "sharedWithId": plain("shared_with_id"),
        "inTimeline": flag("in_timeline"),
    }
)
STACK = _names(
    "stacks.id", "stacks.owner_id", "stacks.primary_asset_id", "stacks.created_at",
    "stacks.updated_at",
)  # fmt: skip
MEMBER = _names("album_users.album_id", "album_users.user_id", "album_users.role")
PAIR = _names("album_assets.album_id", "album_assets.asset_id")


def album(now: str, *, owner: bool = False) -> Sql:
    """SyncAlbumV2 of a row of albums, SyncAlbumV1 with its `owner`.

    A cover that came after `now` is one the phone may not have heard of: then
    there is none, until the next stream.
    """
    members = {
        "id": plain("albums.id"),
        "name": _typed("albums.album_name"),
        "description": _typed("albums.description"),
        "createdAt": plain("albums.created_at"),
        "updatedAt": plain("albums.updated_at"),
        "thumbnailAssetId": bare(_COVER)._replace(args=(now,)),
        "isActivityEnabled": flag("albums.is_activity_enabled"),
        "order": plain('albums."order"'),
    }
    return object_of(members | {"ownerId": plain(_OWNER)} if owner else members)


_COVER = """(
  SELECT album_assets.asset_id FROM album_assets
  WHERE
    album_assets.album_id = albums.id
    AND album_assets.asset_id = albums.album_thumbnail_asset_id AND album_assets.update_id < ?
)"""
_OWNER = """(
  SELECT owner.user_id FROM album_users AS owner
  WHERE owner.album_id = albums.id AND owner.role = 'owner'
)"""

USER_GONE = _names("user_id")
USER_METADATA_GONE = _names("user_id", "key")
PARTNER_GONE = _names("shared_by_id", "shared_with_id")
ASSET_GONE = _names("asset_id")
STACK_GONE = _names("stack_id")
ALBUM_GONE = _names("album_id")
MEMBER_GONE = _names("album_id", "user_id")
PAIR_GONE = _names("album_id", "asset_id")
EDIT_GONE = _names("edit_id")
METADATA_GONE = object_of({"assetId": plain("asset_id"), "key": text("key")})


async def read_asset(database: Database, asset_id: str) -> tuple[str, str] | None:
    """One asset as SyncAssetV2 and SyncAssetExifV1, JSON objects for its owner; None
    when it is gone."""
    return await database.one(
        Sql("SELECT")
        & ASSET
        & Sql(",")
        & EXIF
        & Sql(
            """
            FROM assets CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
            WHERE assets.id = ?
            """,
            (asset_id,),
        ),
        tuple[str, str],
    )


async def read_edits(database: Database, asset_id: str) -> list[str]:
    """The edits of an asset as SyncAssetEditV1, a JSON object each, in their order."""
    rows = await database.all(
        Sql("SELECT")
        & EDIT
        & Sql("FROM asset_edits WHERE asset_id = ? ORDER BY sequence", (asset_id,)),
        list[Any],
    )
    return [row for (row,) in rows]
