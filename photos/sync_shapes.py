"""Rows as phones are told of them: SQL that writes the JSON object of a row.

No value is decoded on the way from the table to the wire. Phones stop syncing
for good at one key that is missing or one value of the wrong type, so what the
columns allow and a phone does not is put right here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from bindings import Argument, Database, Sql
from photos.access import UNLOCKED


class _Value(NamedTuple):
    """A JSON value: its text with `%s` for what SQL computes, if anything.

    Text that needs quoting has no text of its own: one call quotes all of a row's,
    which takes half the time of a call for each.
    """

    text: str
    expression: str = ""
    args: tuple[Argument, ...] = ()


_NULL = _Value("null")
_LONGEST = 10_000
"""Characters of a text people type: some dozens of them must fit into one value (2 MB)."""


def _plain(column: str) -> _Value:
    """Text that is never null and needs no quoting."""
    return _Value('"%s"', column)


def _bare(column: str) -> _Value:
    """Text that needs no quoting, or null."""
    return _Value("%s", f"""ifnull('"' || {column} || '"', 'null')""")


def _text(column: str) -> _Value:
    """Text of any kind, or null."""
    return _Value("", column)


def _typed(column: str) -> _Value:
    """Text somebody typed, of any length."""
    return _text(f"substr({column}, 1, {_LONGEST})")


def _number(column: str) -> _Value:
    return _Value("%s", f"ifnull({column}, 'null')")


def _flag(condition: str) -> _Value:
    return _Value("%s", f"iif({condition}, 'true', 'false')")


def _date(column: str) -> _Value:
    """A date out of a file or of a person. One in an absurd year (a camera's
    clock that was never set) has made phones stop syncing."""
    return _plain(_dated(column))


def _dated(column: str) -> str:
    return f"iif({column} < '{_FIRST_YEAR}', '{_FIRST_YEAR}', {column})"


_FIRST_YEAR = "1000-01-01T00:00:00.000Z"


def _object(members: Mapping[str, _Value]) -> Sql:
    """SQL for the text of an object. D1 takes 32 arguments to a function."""
    quoted = [name for name, value in members.items() if not value.text]
    if len(quoted) == 1:  # alone it is quoted in half the time
        name = quoted.pop()
        members = {**members, name: _Value("%s", f"json_quote({members[name].expression})")}
    pairs = [f"'{name}', {members[name].expression}" for name in quoted]
    parts = [f'"{name}":{value.text}' for name, value in members.items() if value.text]
    computed = [value for value in members.values() if value.text and value.expression]
    expressions = [value.expression for value in computed]
    if pairs:
        # Comes with the brace that ends the object.
        parts.append("%s")
        expressions.append(f"ltrim(json_object({', '.join(pairs)}), '{{')")
    end = "" if pairs else "}"
    args = tuple(argument for value in computed for argument in value.args)
    return Sql(f"printf('{{{','.join(parts)}{end}', {', '.join(expressions)})", args)


def _locked_or(told: Sql, locked: Mapping[str, _Value]) -> Sql:
    """What is told of an asset, and what of one in a locked folder."""
    return Sql("iif(") & UNLOCKED & Sql(",") & told & Sql(",") & _object(locked) & Sql(")")


def _names(*columns: str) -> Sql:
    """An object of texts that need no escaping: `assetId` from `asset_id`."""
    return _object({_camel(column.rpartition(".")[2]): _plain(column) for column in columns})


def _camel(column: str) -> str:
    head, *rest = column.split("_")
    return head + "".join(part.capitalize() for part in rest)


_ASSET = {
    "id": _plain("assets.id"),
    "ownerId": _plain("assets.owner_id"),
    "type": _plain("assets.type"),
    "visibility": _plain("assets.visibility"),
    "checksum": _plain("assets.checksum"),
    "originalFileName": _typed("assets.original_file_name"),
    "thumbhash": _bare("assets.thumbhash"),
    "createdAt": _plain("assets.created_at"),
    "fileCreatedAt": _date("assets.file_created_at"),
    "fileModifiedAt": _date("assets.file_modified_at"),
    "localDateTime": _date("assets.local_date_time"),
    "deletedAt": _bare("assets.deleted_at"),
    "duration": _number("min(max(assets.duration, 0), 2147483647)"),
    "width": _number("assets.width"),
    "height": _number("assets.height"),
    "isFavorite": _flag("assets.is_favorite"),
    "isEdited": _flag("assets.is_edited"),
    "livePhotoVideoId": _bare("assets.live_photo_video_id"),
    "stackId": _bare("assets.stack_id"),
    "libraryId": _NULL,
}
ASSET = _object(_ASSET)
"""SyncAssetV2 of a row of assets, as its owner is told."""
FOREIGN_ASSET = _locked_or(
    _object(_ASSET | {"isFavorite": _Value("false")}),
    dict.fromkeys(_ASSET, _NULL)
    | {"originalFileName": _Value('""'), "isFavorite": _Value("false"), "isEdited": _Value("false")}
    | {name: _ASSET[name] for name in ("id", "ownerId", "type", "visibility", "checksum")},
)
"""As others are told: what somebody favours is theirs alone, and of what lies in
their locked folder only that it is there, since other rows refer to it."""

_EXIF = {
    "assetId": _plain("assets.id"),
    "make": _text("make"),
    "model": _text("model"),
    "lensModel": _text("lens_model"),
    "fNumber": _number("f_number"),
    "focalLength": _number("focal_length"),
    "iso": _number("iso"),
    "exposureTime": _text("exposure_time"),
    "fps": _number("fps"),
    "exifImageWidth": _number("exif_image_width"),
    "exifImageHeight": _number("exif_image_height"),
    "fileSizeInByte": _number("file_size_in_byte"),
    "orientation": _text("orientation"),
    "projectionType": _text("projection_type"),
    "profileDescription": _text("profile_description"),
    "dateTimeOriginal": _text(_dated("date_time_original")),
    "modifyDate": _text(_dated("modify_date")),
    "timeZone": _text("time_zone"),
    "latitude": _number("latitude"),
    "longitude": _number("longitude"),
    "city": _text("city"),
    "state": _text("state"),
    "country": _text("country"),
    "description": _typed("description"),
    "rating": _number("rating"),
}
EXIF = _object(_EXIF)
"""SyncAssetExifV1 of rows of asset_exif and assets."""
FOREIGN_EXIF = _locked_or(EXIF, dict.fromkeys(_EXIF, _NULL) | {"assetId": _EXIF["assetId"]})
"""As others are told: nothing of what lies in somebody's locked folder."""

EDIT = _object(
    {
        "id": _plain("asset_edits.id"),
        "assetId": _plain("asset_edits.asset_id"),
        "action": _plain("asset_edits.action"),
        "parameters": _Value("%s", "asset_edits.parameters"),
        "sequence": _number("asset_edits.sequence"),
    }
)
"""SyncAssetEditV1 of a row of asset_edits."""


def _bearable(column: str) -> _Value:
    """A stored object. Phones cannot bear a null directly in one."""
    return _Value(
        "%s",
        f"""iif(
          EXISTS (SELECT 1 FROM json_each({column}) AS entry WHERE entry.type = 'null'),
          json_patch('{{}}', {column}), {column}
        )""",
    )


METADATA = _object(
    {
        "assetId": _plain("asset_metadata.asset_id"),
        "key": _text("asset_metadata.key"),
        "value": _bearable("asset_metadata.value"),
    }
)
USER_METADATA = _object(
    {
        "userId": _plain("user_metadata.user_id"),
        "key": _plain("user_metadata.key"),
        "value": _bearable("user_metadata.value"),
    }
)

_USER = {
    "id": _plain("users.id"),
    "name": _typed("users.name"),
    "email": _typed("users.email"),
    "avatarColor": _bare("users.avatar_color"),
    "deletedAt": _bare("users.deleted_at"),
    "hasProfileImage": _flag("users.profile_image_path <> ''"),
    "profileChangedAt": _plain("users.profile_changed_at"),
}
USER = _object(_USER)
AUTH_USER = _object(
    _USER
    | {
        "isAdmin": _flag("users.is_admin"),
        # Phones ask only whether there is one. The hash of six digits is as good as the digits.
        "pinCode": _Value("%s", "iif(users.pin_code IS NULL, 'null', '\"set\"')"),
        "oauthId": _Value('""'),
        "storageLabel": _typed("users.storage_label"),
        "quotaSizeInBytes": _number("users.quota_size_in_bytes"),
        "quotaUsageInBytes": _number("users.quota_usage_in_bytes"),
    }
)
PARTNER = _object(
    {
        "sharedById": _plain("shared_by_id"),
        "sharedWithId": _plain("shared_with_id"),
        "inTimeline": _flag("in_timeline"),
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
        "id": _plain("albums.id"),
        "name": _typed("albums.album_name"),
        "description": _typed("albums.description"),
        "createdAt": _plain("albums.created_at"),
        "updatedAt": _plain("albums.updated_at"),
        "thumbnailAssetId": _bare(_COVER)._replace(args=(now,)),
        "isActivityEnabled": _flag("albums.is_activity_enabled"),
        "order": _plain('albums."order"'),
    }
    return _object(members | {"ownerId": _plain(_OWNER)} if owner else members)


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
METADATA_GONE = _object({"assetId": _plain("asset_id"), "key": _text("key")})


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
