"""Making the pictures clients show instead of originals."""

from __future__ import annotations

from base64 import b64encode

from bindings import Bindings, ImageFault, Rendition
from handlers.jobs.registry import Job, does
from photos import assets, findings, settings
from photos.media import thumbhash

_HASH_BOX = 100


class AssetGenerateThumbnails(Job, frozen=True):
    """Make thumbnail, preview and thumbhash of one asset."""

    id: str
    source: str | None = None


@does(AssetGenerateThumbnails)
async def generate_thumbnails(job: AssetGenerateThumbnails, bindings: Bindings) -> None:
    """Bytes first, rows after. What cannot be decoded keeps its original and
    has no pictures; trying again would not change that."""
    asset = await assets.find(bindings.database, job.id)
    if asset is None or asset.type != "IMAGE" or asset.visibility == "hidden":
        return
    current = await settings.read(bindings.database)
    thumbnail = Rendition(
        f"thumbnails/{asset.owner_id}/{asset.id}.webp",
        "webp",
        current.thumbnail_quality,
        current.thumbnail_size,
    )
    preview = Rendition(
        f"previews/{asset.owner_id}/{asset.id}.jpeg",
        "jpeg",
        current.preview_quality,
        current.preview_size,
    )
    try:
        await bindings.images.render(asset.original_path, [preview, thumbnail])
        pixels = await bindings.images.pixels(thumbnail.key, _HASH_BOX)
    except ImageFault as fault:
        bindings.metrics.count("image_faults", labels={"reason": type(fault).__name__})
        return
    digest = b64encode(thumbhash.encode(pixels.width, pixels.height, pixels.rgba)).decode()
    files = [("thumbnail", thumbnail.key), ("preview", preview.key)]
    await findings.write_pictures(bindings.database, asset.id, files, digest)
