"""Assets as the contract shows them."""

from __future__ import annotations

from msgspec import UNSET

from generated import models
from handlers import shapes
from handlers.call import Caller
from photos.assets import Asset, Detail, Exif, Tag
from photos.media import formats
from photos.users import User


def detailed(detail: Detail, caller: Caller) -> models.AssetResponseDto:
    """A single read: with exif, tags and stack; visitors of a link do not see the owner."""
    shown = asset(detail.asset, caller)
    shown.exifInfo = exif(detail.exif)
    shown.tags = [tag(each) for each in detail.tags]
    shown.stack = None
    if detail.stack is not None:
        shown.stack = models.AssetStackResponseDto(
            assetCount=detail.stack.asset_count,
            id=detail.stack.id,
            primaryAssetId=detail.stack.primary_asset_id,
        )
    if caller.link is None:
        shown.owner = nested_user(detail.owner)
    return shown


def described(detail: Detail, caller: Caller | None) -> models.AssetResponseDto:
    """The answer to a change: with exif alone."""
    shown = asset(detail.asset, caller)
    shown.exifInfo = exif(detail.exif)
    return shown


def told(detail: Detail, caller: Caller | None) -> models.AssetResponseDto:
    """What the owner's clients are told of an asset: exif and tags, no stack."""
    shown = described(detail, caller)
    shown.tags = [tag(each) for each in detail.tags]
    return shown


def asset(row: Asset, caller: Caller | None) -> models.AssetResponseDto:
    """The full form. Favourites are a matter between an asset and its owner:
    everybody else, and a call without a caller, sees none."""
    mine = caller is not None and caller.link is None and caller.user.id == row.owner_id
    return models.AssetResponseDto(
        checksum=row.checksum,
        createdAt=row.created_at,
        duplicateId=None,
        duration=row.duration,
        fileCreatedAt=row.file_created_at,
        fileModifiedAt=row.file_modified_at,
        hasMetadata=True,
        id=row.id,
        isArchived=row.visibility == "archive",
        isEdited=row.is_edited,
        isFavorite=mine and row.is_favorite,
        isOffline=False,
        isTrashed=row.deleted_at is not None,
        libraryId=None,
        livePhotoVideoId=row.live_photo_video_id,
        localDateTime=row.local_date_time,
        originalFileName=row.original_file_name,
        originalMimeType=formats.content_type(row.original_file_name),
        originalPath=_path(row),
        ownerId=row.owner_id,
        people=[],
        resized=True,
        thumbhash=row.thumbhash,
        type=models.AssetTypeEnum(row.type),
        updatedAt=row.updated_at,
        visibility=models.AssetVisibility(row.visibility),
        width=row.width,
        height=row.height,
    )


def _path(row: Asset) -> str:
    """Where the file lay before it came, if a client has said so: the folder view and
    this path are one. Else the key of its bytes."""
    return f"{row.folder}/{row.original_file_name}" if row.folder else row.original_path


def sanitized(row: Asset) -> dict[str, object]:
    """What a link that hides metadata tells: enough to show a picture."""
    return {
        "id": row.id,
        "type": row.type,
        "thumbhash": row.thumbhash,
        "originalMimeType": formats.content_type(row.original_file_name),
        "localDateTime": row.local_date_time,
        "duration": row.duration,
        "livePhotoVideoId": row.live_photo_video_id,
        "hasMetadata": False,
        "width": row.width,
        "height": row.height,
    }


def exif(row: Exif) -> models.ExifResponseDto:
    """Every key is sent, null where nothing is known: clients look without asking."""
    return models.ExifResponseDto(
        city=row.city,
        country=row.country,
        dateTimeOriginal=nested_date(row.date_time_original),
        description=row.description,
        exifImageHeight=row.exif_image_height,
        exifImageWidth=row.exif_image_width,
        exposureTime=row.exposure_time,
        fNumber=row.f_number,
        fileSizeInByte=row.file_size_in_byte,
        focalLength=row.focal_length,
        iso=row.iso,
        latitude=row.latitude,
        lensModel=row.lens_model,
        longitude=row.longitude,
        make=row.make,
        model=row.model,
        modifyDate=nested_date(row.modify_date),
        orientation=row.orientation,
        projectionType=row.projection_type,
        rating=None if row.rating == -1 else row.rating,  # the contract knows no rejected ones here
        state=row.state,
        timeZone=row.time_zone,
    )


def nested_date(moment: str | None) -> str | None:
    """A stored moment the way dates inside nested objects look on the wire:
    `2012-08-05T11:39:59+00:00`, a fraction only where there is one."""
    if moment is None:
        return None
    seconds, _, fraction = moment.rstrip("Z").partition(".")
    fraction = fraction.rstrip("0")
    return f"{seconds}.{fraction}+00:00" if fraction else f"{seconds}+00:00"


def nested_user(user: User) -> models.UserResponseDto:
    """A person inside another object."""
    shown = shapes.public_user(user)
    shown.profileChangedAt = nested_date(user.profile_changed_at) or ""
    return shown


def tag(row: Tag) -> models.TagResponseDto:
    return models.TagResponseDto(
        color=UNSET if row.color is None else row.color,
        createdAt=nested_date(row.created_at) or "",
        id=row.id,
        name=row.value.rpartition("/")[2],
        parentId=UNSET if row.parent_id is None else row.parent_id,
        updatedAt=nested_date(row.updated_at) or "",
        value=row.value,
    )
