"""Work beside the requests: one registry, fed and emptied by both doors."""

from __future__ import annotations

from bindings import Bindings, Message
from handlers.jobs.cleanup import (
    AssetDeleteCheck,
    AuditTableCleanup,
    SessionCleanup,
    TagCleanup,
    UserSyncUsage,
)
from handlers.jobs.deletion import AssetDelete, AssetEmptyTrash, FileDelete
from handlers.jobs.departure import UserDelete, UserDeleteCheck
from handlers.jobs.edits import AssetEditThumbnailGeneration
from handlers.jobs.extraction import AssetExtractMetadata, AssetExtractMetadataQueueAll
from handlers.jobs.inventory import BlobCheck, BlobSweep
from handlers.jobs.news import AssetNews
from handlers.jobs.places import PlaceFill, fill_if_new
from handlers.jobs.registry import WORK, Job, fan_out
from handlers.jobs.thumbnails import AssetGenerateThumbnails, AssetGenerateThumbnailsQueueAll
from photos import findings, queues, settings

__all__ = [
    "AssetDelete", "AssetDeleteCheck", "AssetEditThumbnailGeneration", "AssetEmptyTrash",
    "AssetExtractMetadata", "AssetExtractMetadataQueueAll", "AssetGenerateThumbnails",
    "AssetGenerateThumbnailsQueueAll", "AssetNews", "AuditTableCleanup", "BlobCheck", "BlobSweep",
    "FileDelete", "Job", "PlaceFill", "SessionCleanup", "TagCleanup", "UserDelete",
    "UserDeleteCheck", "UserSyncUsage", "catch_up", "nightly", "run",
]  # fmt: skip


async def run(message: Message, bindings: Bindings) -> None:
    """Do one job. Raises whatever went wrong, so that the queue tries again;
    LookupError for a name no program of this version sends."""
    if message.type not in WORK:
        raise LookupError(f"there is no job {message.type!r}")
    kind, work = WORK[message.type]
    await work(kind.read(message), bindings)


async def catch_up(bindings: Bindings) -> None:
    """Send the jobs of rows whose writer died before it could. Where nothing was lost
    nothing is found, by indexes of such rows; what was given up stays given up."""
    await run(AssetExtractMetadataQueueAll().message(), bindings)
    await run(AssetEmptyTrash().message(), bindings)
    await fan_out(bindings, findings.unseen_edits, AssetEditThumbnailGeneration)
    await fill_if_new(bindings)


async def nightly(bindings: Bindings) -> None:
    """Send what is due every night; the work itself happens on the queue."""
    current = await settings.read(bindings.database)
    due: list[Job] = []
    if current.nightly_cleanup:
        due += [AssetDeleteCheck(), UserDeleteCheck(), SessionCleanup(), AuditTableCleanup()]
        due += [BlobSweep(), BlobCheck()]
    if current.nightly_usage:
        due.append(UserSyncUsage())
    if current.nightly_thumbnails:
        due.append(AssetGenerateThumbnailsQueueAll(hopeless=False))
    await catch_up(bindings)
    # No queue page starts this queue by hand.
    await queues.retry_failed(bindings.database, Job.queue, bindings.clock.now())
    await bindings.queue.wake()
    await bindings.queue.send([job.message() for job in due])
