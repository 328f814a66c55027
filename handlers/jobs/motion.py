"""The film of a motion photo, made a video of its own."""

from __future__ import annotations

from base64 import b64encode

from bindings import Bindings, BlobUpload
from photos import assets, inventory, live_photos
from photos.assets import Asset, NewAsset
from photos.media import formats
from photos.media.motion import Span
from photos.refusal import Refused

_PIECE = 1024 * 1024


async def keep_film(still: Asset, film: Span, bindings: Bindings) -> str | None:
    """Cut the film out of a still's file; the id of the hidden video that holds it.

    That may be an older one with the same bytes. None when the quota leaves no
    room: the still is whole without it. Raises FileNotFoundError when the still's
    file is gone before all of it was read.
    """
    video_id = bindings.clock.uuid()
    key = f"originals/{still.owner_id}/{video_id}{live_photos.EXTRACTED}{video_id}.mp4"
    await inventory.expect(bindings.database, video_id, bindings.clock.now())
    upload = await bindings.blobs.create(key, "video/mp4")
    try:
        await _copy(bindings, still.original_path, film, upload)
        stored = await upload.finish()
    except BaseException:
        await upload.abort()
        raise
    new = NewAsset(
        id=video_id,
        owner_id=still.owner_id,
        type="VIDEO",
        original_path=key,
        original_file_name=f"{formats.stem(still.original_file_name)}.mp4",
        checksum=b64encode(stored.sha1).decode(),
        size=stored.size,
        crc32=stored.crc32,
        file_created_at=still.file_created_at,
        file_modified_at=still.file_modified_at,
        visibility="hidden",
        now=bindings.clock.now(),
    )
    try:
        holder = await assets.insert(bindings.database, new)
    except Refused:
        holder = None
    if holder != video_id:
        await bindings.blobs.delete([key])
    return holder


async def _copy(bindings: Bindings, source: str, span: Span, upload: BlobUpload) -> None:
    at, end = span.offset, span.offset + span.length
    while at < end:
        piece = await bindings.blobs.read(source, at, min(_PIECE, end - at))
        if not piece:
            raise FileNotFoundError(source)
        await upload.write(piece)
        at += len(piece)
