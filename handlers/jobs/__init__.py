"""Work beside the requests: one registry, fed and emptied by both doors."""

from __future__ import annotations

from bindings import Bindings, Message
from handlers.jobs.cleanup import (
    AssetDeleteCheck,
    AuditTableCleanup,
    SessionCleanup,
    UserSyncUsage,
    requeue,
)
from handlers.jobs.deletion import AssetDelete, AssetEmptyTrash, FileDelete
from handlers.jobs.extraction import AssetExtractMetadata
from handlers.jobs.registry import WORK
from handlers.jobs.thumbnails import AssetGenerateThumbnails

__all__ = [
    "AssetDelete", "AssetDeleteCheck", "AssetEmptyTrash", "AssetExtractMetadata",
    "AssetGenerateThumbnails", "AuditTableCleanup", "FileDelete", "SessionCleanup",
    "UserSyncUsage", "nightly", "requeue", "run",
]  # fmt: skip


async def run(message: Message, bindings: Bindings) -> None:
    """Do one job. Raises whatever went wrong, so that the queue tries again;
    LookupError for a name no program of this version sends."""
    if message.type not in WORK:
        raise LookupError(f"there is no job {message.type!r}")
    kind, work = WORK[message.type]
    await work(kind.read(message), bindings)


async def nightly(bindings: Bindings) -> None:
    """Send what is due every night; the work itself happens on the queue."""
    due = (AssetDeleteCheck(), SessionCleanup(), AuditTableCleanup(), UserSyncUsage())
    await bindings.queue.send([job.message() for job in due])
    await requeue(bindings)
