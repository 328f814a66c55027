"""Reading what a file tells about its photo."""

from __future__ import annotations

from functools import partial

from bindings import Bindings
from handlers.jobs.registry import Job, does
from handlers.jobs.thumbnails import AssetGenerateThumbnails
from photos import assets, findings, moments
from photos.media import facts


class AssetExtractMetadata(Job, frozen=True):
    """Read the facts of one asset. After an upload its pictures follow."""

    id: str
    source: str | None = None


@does(AssetExtractMetadata)
async def extract_metadata(job: AssetExtractMetadata, bindings: Bindings) -> None:
    """Write exif, dates and dimensions. A file nobody can read keeps the dates
    it was uploaded with; that is an answer too, not a failure."""
    asset = await assets.find(bindings.database, job.id)
    if asset is None:
        return
    info = await bindings.blobs.head(asset.original_path)
    if info is None:
        raise FileNotFoundError(asset.original_path)
    found = await facts.extract(
        partial(bindings.blobs.read, asset.original_path),
        info.size,
        moments.parse(asset.file_created_at),
        moments.parse(asset.file_modified_at),
    )
    await findings.write_facts(bindings.database, asset, found, info.size, bindings.clock.now())
    if job.source == "upload":
        pictures = AssetGenerateThumbnails(id=job.id, source=job.source)
        await bindings.queue.send([pictures.message()])
