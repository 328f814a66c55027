"""Reading what a file tells about its photo."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from bindings import Bindings
from handlers.jobs.deletion import AssetDelete
from handlers.jobs.motion import keep_film
from handlers.jobs.news import tell
from handlers.jobs.registry import Job, does, fan_out
from handlers.jobs.thumbnails import AssetGenerateThumbnails
from photos import assets, findings, live_photos, moments, places, tags
from photos.assets import Asset
from photos.findings import Site
from photos.media.facts import Facts, extract, placed

_LARGEST_SIDECAR = 1024 * 1024


class AssetExtractMetadata(Job, frozen=True):
    """Read the facts of one asset. After an `upload` its pictures follow; after a new
    `position`, given by hand, whoever has it open is told."""

    queue: ClassVar = "metadataExtraction"
    id: str
    source: str | None = None


class AssetExtractMetadataQueueAll(Job, frozen=True):
    """Have the facts read of every asset, or of those that nobody looked into."""

    queue: ClassVar = "metadataExtraction"
    force: bool = False


@does(AssetExtractMetadata)
async def extract_metadata(job: AssetExtractMetadata, bindings: Bindings) -> None:
    """Write exif, dates, dimensions and tags, and join the halves of live photos.

    A file nobody can read keeps the dates it was uploaded with; that is an
    answer too, not a failure. An asset deleted meanwhile needs nothing.
    """
    found = await _find(bindings, job.id)
    if found is None:
        return
    try:
        await _look_into(job, bindings, *found)
    except FileNotFoundError:
        if await _find(bindings, job.id) is not None:
            raise


async def _look_into(
    job: AssetExtractMetadata, bindings: Bindings, asset: Asset, sidecar: str | None
) -> None:
    await _join_halves(bindings, asset, await _read(bindings, asset, sidecar))
    # Not before: clients are told of an asset once it has pictures, and once only. Half a
    # live photo would be shown as such until they read the library again.
    if job.source == "upload":
        pictures = AssetGenerateThumbnails(id=job.id, source=job.source)
        await bindings.queue.send([pictures.message()])
    if job.source == "position" and (detail := await assets.read(bindings.database, job.id)):
        await tell(bindings, detail)


async def _find(bindings: Bindings, id: str) -> tuple[Asset, str | None] | None:
    """An asset and the key of its sidecar."""
    return await assets.find_shown(bindings.database, id, assets.ANYBODY, "sidecar", False)


async def _read(bindings: Bindings, asset: Asset, sidecar: str | None) -> Facts:
    """The facts of an asset, written down."""
    info = await bindings.blobs.head(asset.original_path)
    if info is None:
        raise FileNotFoundError(asset.original_path)
    packet = await bindings.blobs.read(sidecar, 0, _LARGEST_SIDECAR) if sidecar else b""
    facts = await extract(
        partial(bindings.blobs.read, asset.original_path),
        info.size,
        moments.parse(asset.file_created_at),
        moments.parse(asset.file_modified_at),
        packet,
    )
    database, now = bindings.database, bindings.clock.now()
    site = await _site(bindings, asset, facts)
    if site.place is not None:
        facts = placed(facts, site.place.time_zone, bindings.clock.offset)
    words = await findings.write_facts(database, asset, facts, info.size, now, site)
    if words is not None:
        await tags.replace(database, asset.owner_id, asset.id, words, bindings.clock.uuid, now)
    return facts


async def _site(bindings: Bindings, asset: Asset, facts: Facts) -> Site:
    position = await findings.stated_position(bindings.database, asset.id)
    if position is None and facts.latitude is not None and facts.longitude is not None:
        position = facts.latitude, facts.longitude
    if position is None:
        return Site()
    (place,) = await places.locate(bindings.database, [position])
    return Site(position, place)


async def _join_halves(bindings: Bindings, asset: Asset, facts: Facts) -> None:
    """Still and film of a live photo become one, whichever came first."""
    pair = None
    if asset.type == "IMAGE" and facts.film and asset.live_photo_video_id is None:
        video_id = await keep_film(asset, facts.film, bindings)
        if video_id is not None:
            pair = asset.id, video_id
            follow = AssetExtractMetadata(id=video_id)
            await bindings.queue.send([follow.message()])
    elif facts.live_photo_cid:
        pair = await live_photos.match(bindings.database, asset.id)
    if pair is None:
        return
    if await live_photos.join(bindings.database, *pair):
        await bindings.sockets.emit(asset.owner_id, "on_asset_hidden", [pair[1]])
    elif await _find(bindings, pair[0]) is None:
        await _drop_film(bindings, pair[1])


async def _drop_film(bindings: Bindings, id: str) -> None:
    """Remove a film that was cut out of a still which was deleted meanwhile."""
    film = await _find(bindings, id)
    if film is not None and live_photos.EXTRACTED in film[0].original_path:
        await bindings.queue.send([AssetDelete(id=id).message()])


@does(AssetExtractMetadataQueueAll)
async def extract_all_metadata(job: AssetExtractMetadataQueueAll, bindings: Bindings) -> None:
    if job.force:
        await fan_out(bindings, findings.kept, AssetExtractMetadata)
    else:
        await fan_out(bindings, findings.unread, partial(AssetExtractMetadata, source="upload"))
