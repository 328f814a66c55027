"""A file on its way in: bytes first, then the row, then the job."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime

from bindings import BlobUpload, Stored
from generated import models
from generated.routes.assets import AssetMediaCreateDtoFields
from handlers.call import Call
from handlers.decode import Invalid
from handlers.jobs import AssetExtractMetadata
from handlers.wire import Answer, reply
from photos import assets, inventory, live_photos, moments
from photos.media import formats
from photos.refusal import Refused

ORIGINAL = "assetData"
SIDECAR = "sidecarData"
_LONGEST_NAME = 120
"""Bytes of a file name's stem; file systems end at 255 for the whole."""


class Intake:
    """One upload. Nothing is visible before `keep`, nothing is left after `drop`."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._blobs = call.bindings.blobs
        self._asset_id = call.bindings.clock.uuid()
        self._uploads: dict[str, BlobUpload] = {}
        self._keys: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._named = False
        self.holder = ""
        """After `keep`: the asset that holds these bytes, the new one or an older."""

    async def accept(
        self, field: str, part_name: str, texts: Mapping[str, list[str]]
    ) -> BlobUpload:
        """Where the bytes of a file part go.

        Extensions decide, contents are never sniffed. iOS sends the real name
        in the field `filename`, before the file; the part's own may be made up.
        """
        if field not in AssetMediaCreateDtoFields.files or field in self._uploads:
            raise Refused(f"Unexpected field - {field}")
        name = "".join(texts.get("filename", ())[:1]) or part_name
        known = (
            formats.format_of(name) is not None
            if field == ORIGINAL
            else formats.extension(name) in formats.SIDECAR_EXTENSIONS
        )
        if not known or "\0" in name:
            raise Refused(f"Unsupported file type {name}")
        key = f"originals/{self._call.user.id}/{self._asset_id}/{stored_name(name)}"
        if not self._uploads:
            clock = self._call.bindings.clock
            await inventory.expect(self._call.bindings.database, self._asset_id, clock.now())
        upload = await self._blobs.create(key, formats.content_type(name))
        self._uploads[field], self._keys[field] = upload, key
        self._names[field] = name
        return upload

    async def keep(self, fields: AssetMediaCreateDtoFields) -> Answer:
        """Make the upload an asset: 201, or 200 when these bytes were here already.

        Raises Refused and leaves cleaning up to `drop`."""
        if ORIGINAL not in self._uploads:
            raise Refused("File is required")
        stored = await self._uploads[ORIGINAL].finish()
        if stored.size == 0:
            raise Refused("File is empty")
        if SIDECAR in self._uploads:
            await self._uploads[SIDECAR].finish()
        new, bindings = self._asset(fields, stored), self._call.bindings
        video_id = new.live_photo_video_id
        hides = video_id is not None and await live_photos.require_motion_video(
            bindings.database, video_id, new.owner_id
        )
        self.holder = await self._insert(new)
        if self.holder != new.id:
            await self.drop()
            return duplicate(self.holder)
        job = AssetExtractMetadata(id=new.id, source="upload")
        await bindings.queue.send([job.message()])
        if hides:
            await bindings.sockets.emit(new.owner_id, "on_asset_hidden", [video_id])
        made = models.AssetMediaResponseDto(id=new.id, status=models.AssetMediaStatus.CREATED)
        return reply(made, 201)

    async def _insert(self, new: assets.NewAsset) -> str:
        """The id of the asset that holds these bytes now: the new one or an older."""
        # A failure of the platform may come after the row was written. Bytes
        # without a row are swept one night; a row without bytes is a lost photo.
        self._named = True
        try:
            holder = await assets.insert(self._call.bindings.database, new)
        except Refused:
            self._named = False
            raise
        self._named = holder == new.id
        return holder

    async def drop(self) -> None:
        """Take every byte of this upload away again, unless a row may name them."""
        if self._named:
            return
        for upload in self._uploads.values():
            await upload.abort()
        await self._blobs.delete(list(self._keys.values()))

    def _asset(self, fields: AssetMediaCreateDtoFields, stored: Stored) -> assets.NewAsset:
        """Through a link, what a photo means to its owner is not the visitor's to say:
        a film named as its motion part would be hidden, and the visitor would see it."""
        own = self._call.caller.link is None
        name = fields.filename or self._names[ORIGINAL]
        kind = formats.format_of(self._names[ORIGINAL])
        created, modified = moments.believable(
            [
                _moment("fileCreatedAt", fields.fileCreatedAt),
                _moment("fileModifiedAt", fields.fileModifiedAt),
            ]
        )
        return assets.NewAsset(
            id=self._asset_id,
            owner_id=self._call.user.id,
            type=kind.kind if kind else "OTHER",
            original_path=self._keys[ORIGINAL],
            original_file_name=name,
            checksum=b64encode(stored.sha1).decode(),
            size=stored.size,
            crc32=stored.crc32,
            file_created_at=moments.text(created),
            file_modified_at=moments.text(modified),
            duration=fields.duration or None,
            is_favorite=own and fields.isFavorite is True,
            visibility=fields.visibility.value if own and fields.visibility else "timeline",
            live_photo_video_id=(own and fields.livePhotoVideoId) or None,
            metadata=[(item.key, item.value) for item in fields.metadata or ()],
            sidecar_path=self._keys.get(SIDECAR),
            now=self._call.bindings.clock.now(),
        )


def _moment(field: str, text: str) -> datetime:
    """Raises Invalid beyond the years 1 to 9999, which the
    contract's pattern lets through."""
    try:
        return moments.parse(text)
    except ValueError:
        message = "Invalid input: expected ISO 8601 datetime string, received string"
        raise Invalid([{"code": "custom", "path": [field], "message": message}]) from None


def duplicate(asset_id: str) -> Answer:
    """These bytes are in the library already, as this asset."""
    known = models.AssetMediaResponseDto(id=asset_id, status=models.AssetMediaStatus.DUPLICATE)
    return reply(known, 200)


def checksum_of(text: str) -> str:
    """A SHA-1 as it is stored (base64), from base64 or hex as clients send it.

    What is neither comes back as it is: it matches nothing.
    """
    if len(text) == 28:
        return text
    try:
        return b64encode(bytes.fromhex(text)).decode()
    except ValueError:
        return text


def stored_name(name: str) -> str:
    """A file name as the last part of a blob key: one path segment, of bounded length. Its
    extension stays as it is, for it says what the file is and ends the name it is saved by."""
    signs = (" " if ord(char) < 32 or char in "/\\" else char for char in formats.stem(name))
    stem = "".join(signs).strip(" .")
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return (stem or "file") + formats.ending(name)
