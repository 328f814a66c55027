"""Tag "Assets": one asset takes the place of another."""

from __future__ import annotations

from contextlib import aclosing

from bindings import Blobs
from generated import models
from handlers.call import Call
from handlers.jobs import AssetExtractMetadata, FileDelete
from photos import access, asset_copies
from photos.asset_copies import Part
from photos.media import formats


async def copy_asset(call: Call, body: models.AssetCopyDto) -> None:
    bindings = call.bindings
    database, now = bindings.database, bindings.clock.now()
    await access.require(database, "asset.copy", call.caller, [body.sourceId, body.targetId])
    source, target = await asset_copies.read(database, body.sourceId, body.targetId)
    statements = []
    if body.albums:
        statements += asset_copies.albums(source, target, now)
    if body.sharedLinks:
        statements += asset_copies.shared_links(source, target)
    if body.stack:
        statements += asset_copies.stack(source, target)
    if body.favorite:
        statements += asset_copies.favorite(source, target)
    path = await _copied_sidecar(call, source, target) if body.sidecar else None
    if path is not None:
        statements += asset_copies.sidecar(target, path)
    await database.batch(statements)
    if path is None:
        return
    messages = [AssetExtractMetadata(id=target.id).message()]
    if target.sidecar_path is not None:
        messages.append(FileDelete(files=[target.sidecar_path]).message())
    await bindings.queue.send(messages)


async def _copied_sidecar(call: Call, source: Part, target: Part) -> str | None:
    """Key of the copy, under a name of its own: the one that is replaced stays
    readable until its row has changed."""
    if source.sidecar_path is None:
        return None
    name = f"{call.bindings.clock.uuid()}{formats.extension(source.sidecar_path)}"
    key = f"originals/{target.owner_id}/{target.id}/{name}"
    return key if await _copy(call.bindings.blobs, source.sidecar_path, key) else None


async def _copy(blobs: Blobs, source: str, key: str) -> bool:
    """Whether there was anything to copy."""
    blob = await blobs.open(source)
    if blob is None:
        return False
    upload = await blobs.create(key, formats.content_type(key))
    try:
        async with aclosing(blob.chunks()) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                await upload.write(chunk)
        await upload.finish()
    except BaseException:
        await upload.abort()
        raise
    return True
