"""Assets as lists of them show them: SQL that writes the JSON object of a row.

By way of Structs a page of a hundred took 1.5 times as long. What one asset by
itself shows is made of those all the same, in handlers/asset_shapes.py, and
tests hold that both say the same.
"""

from __future__ import annotations

from bindings import Sql
from photos.json_objects import NULL, Value, bare, flag, number, object_of, plain, text
from photos.media import formats

TOLD_PATH = (
    "iif(assets.folder = '', assets.original_path,"
    " assets.folder || '/' || assets.original_file_name)"
)
"""Where the file lay before it came, if a client has said so: the folder view and
this path are one. Else the key of its bytes."""


def listed(caller: str | None, *, with_exif: bool = False) -> Sql:
    """The object of a row of `assets`, and of one of `asset_exif`.

    Favourites are a matter between an asset and its owner, `caller` perhaps.
    """
    return Sql((_WITH_EXIF if with_exif else _BARE).text, (caller,))


def _content_type() -> str:
    """As formats.content_type, of names that were accepted."""
    name, found = "assets.original_file_name", "'application/octet-stream'"
    lengths = {len(ending) for ending in formats.FORMATS}
    for length in sorted(lengths, key=lambda length: length == len(".jpg")):  # looked at first
        kinds = " ".join(
            f"WHEN '{ending}' THEN '{format.content_type}'"
            for ending, format in formats.FORMATS.items()
            if len(ending) == length
        )
        found = f"CASE lower(substr({name}, -{length})) {kinds} ELSE {found} END"
    return found


_SHARED = {
    "id": plain("assets.id"),
    "type": plain("assets.type"),
    "thumbhash": bare("assets.thumbhash"),
    "localDateTime": plain("assets.local_date_time"),
    "duration": number("assets.duration"),
    "livePhotoVideoId": bare("assets.live_photo_video_id"),
    "width": number("assets.width"),
    "height": number("assets.height"),
    "originalMimeType": plain(_content_type()),
}
SANITIZED = object_of({**_SHARED, "hasMetadata": Value("false")})
"""What a link that hides metadata tells: enough to show a picture."""
_FULL = {
    **_SHARED,
    "isFavorite": flag("assets.is_favorite AND assets.owner_id = ?"),
    "checksum": plain("assets.checksum"),
    "createdAt": plain("assets.created_at"),
    "duplicateId": NULL,
    "fileCreatedAt": plain("assets.file_created_at"),
    "fileModifiedAt": plain("assets.file_modified_at"),
    "hasMetadata": Value("true"),
    "isArchived": flag("assets.visibility = 'archive'"),
    "isEdited": flag("assets.is_edited"),
    "isOffline": Value("false"),
    "isTrashed": flag("assets.deleted_at IS NOT NULL"),
    "libraryId": NULL,
    "originalFileName": text("assets.original_file_name"),
    "originalPath": text(TOLD_PATH),
    "ownerId": plain("assets.owner_id"),
    "people": Value("[]"),
    "resized": Value("true"),
    "updatedAt": plain("assets.updated_at"),
    "visibility": plain("assets.visibility"),
}


def _date(column: str) -> Value:
    """As dates inside nested objects look: `2012-08-05T11:39:59.5+00:00`."""
    return Value("%s", f"""ifnull('"' || rtrim(rtrim({column}, 'Z0'), '.') || '+00:00"', 'null')""")


_EXIF = object_of(
    {
        "city": text("asset_exif.city"),
        "country": text("asset_exif.country"),
        "dateTimeOriginal": _date("asset_exif.date_time_original"),
        "description": text("asset_exif.description"),
        "exifImageHeight": number("asset_exif.exif_image_height"),
        "exifImageWidth": number("asset_exif.exif_image_width"),
        "exposureTime": text("asset_exif.exposure_time"),
        "fNumber": number("asset_exif.f_number"),
        "fileSizeInByte": number("asset_exif.file_size_in_byte"),
        "focalLength": number("asset_exif.focal_length"),
        "iso": number("asset_exif.iso"),
        "latitude": number("asset_exif.latitude"),
        "lensModel": text("asset_exif.lens_model"),
        "longitude": number("asset_exif.longitude"),
        "make": text("asset_exif.make"),
        "model": text("asset_exif.model"),
        "modifyDate": _date("asset_exif.modify_date"),
        "orientation": text("asset_exif.orientation"),
        "projectionType": text("asset_exif.projection_type"),
        # The contract knows no rejected ones here.
        "rating": number("nullif(asset_exif.rating, -1)"),
        "state": text("asset_exif.state"),
        "timeZone": text("asset_exif.time_zone"),
    }
)
_BARE = object_of(_FULL)
_WITH_EXIF = object_of({**_FULL, "exifInfo": Value("%s", _EXIF.text)})
