"""One small picture per person."""

from __future__ import annotations

from collections.abc import Mapping

from bindings import Blobs, BlobUpload, ImageFault, Rendition
from generated import models
from generated.gate import Form
from generated.routes.users import CreateProfileImageDtoFields
from handlers import forms
from handlers.call import Call
from handlers.files import File
from photos import settings, users
from photos.media import formats
from photos.refusal import Refused

_CACHING = "public, max-age=0"


async def create(
    call: Call, form: Form[CreateProfileImageDtoFields]
) -> models.CreateProfileImageResponseDto:
    """Bytes first, then the row, then what it named before."""
    bindings = call.bindings
    stem = f"profile/{call.user.id}/{bindings.clock.uuid()}"
    source, picture = f"{stem}.upload", f"{stem}.webp"
    received = _Received(bindings.blobs, source)
    try:
        await forms.read(call.request, form.fields, received.accept)
        await received.finish()
        current = await settings.read(bindings.database)
        size, quality = current.thumbnail_size, current.thumbnail_quality
        await bindings.images.render(source, [Rendition(picture, "webp", quality, size)])
    except ImageFault:
        raise Refused("Unable to process profile image") from None
    finally:
        await received.drop()
    changed_at = await _replace(call, picture)
    return models.CreateProfileImageResponseDto(
        profileChangedAt=changed_at, profileImagePath=picture, userId=call.user.id
    )


async def delete(call: Call) -> None:
    if not call.user.profile_image_path:
        raise Refused("Can't delete a missing profile Image")
    await _replace(call, "")


async def show(call: Call, user_id: str) -> File:
    """For everybody on the server. Raises Refused (missing) when there is none."""
    found = await users.find(call.bindings.database, user_id)
    if found is None or not found.profile_image_path:
        raise Refused("Not Found", "missing")
    return File(found.profile_image_path, "image/webp", None, _CACHING)


async def _replace(call: Call, path: str) -> str:
    """Make `path` the picture; since when it is."""
    bindings = call.bindings
    before, changed_at = await users.replace_profile_image(
        bindings.database, call.user.id, path, bindings.clock.now()
    )
    if before:
        await bindings.blobs.delete([before])
    return changed_at


class _Received:
    """The one file of the form, kept under `key` until it was made smaller."""

    def __init__(self, blobs: Blobs, key: str) -> None:
        self._blobs = blobs
        self._key = key
        self._upload: BlobUpload | None = None

    async def accept(
        self, field: str, part_name: str, texts: Mapping[str, list[str]]
    ) -> BlobUpload:
        if field not in CreateProfileImageDtoFields.files or self._upload is not None:
            raise Refused(f"Unexpected field - {field}")
        if formats.extension(part_name) not in formats.PROFILE_EXTENSIONS:
            raise Refused(f"Unsupported file type {part_name}")
        self._upload = await self._blobs.create(self._key, formats.content_type(part_name))
        return self._upload

    async def finish(self) -> None:
        if self._upload is None:
            raise Refused("File is required")
        await self._upload.finish()

    async def drop(self) -> None:
        if self._upload is not None:
            await self._upload.abort()
            await self._blobs.delete([self._key])
