"""Making the pictures clients show instead of originals."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from bindings import Bindings
from handlers.jobs.edits import AssetEditThumbnailGeneration
from handlers.jobs.news import tell_of_upload
from handlers.jobs.pictures import draw
from handlers.jobs.registry import Job, does, fan_out
from photos import findings, pictures


class AssetGenerateThumbnails(Job, frozen=True):
    """Make thumbnail, preview and thumbhash of one asset."""

    queue: ClassVar = "thumbnailGeneration"
    id: str
    source: str | None = None
    notify: bool = False
    """Tell of it as of an upload, though it came earlier."""


class AssetGenerateThumbnailsQueueAll(Job, frozen=True):
    """Have pictures made of every asset that may be shown, or of those that lack them."""

    queue: ClassVar = "thumbnailGeneration"
    force: bool = False
    hopeless: bool = True
    """Those too in whose files nothing could be decoded several times."""


@does(AssetGenerateThumbnails)
async def generate_thumbnails(job: AssetGenerateThumbnails, bindings: Bindings) -> None:
    """Motion videos are hidden and never shown."""
    subject = await pictures.subject(bindings.database, job.id)
    if subject is None or subject.visibility == "hidden":
        return
    drawn = subject.type in ("IMAGE", "VIDEO") and await draw(bindings, subject)
    if drawn and (job.notify or job.source == "upload"):
        await tell_of_upload(bindings, job.id)
    if subject.edits:
        await bindings.queue.send([AssetEditThumbnailGeneration(id=job.id).message()])


@does(AssetGenerateThumbnailsQueueAll)
async def generate_all_thumbnails(job: AssetGenerateThumbnailsQueueAll, bindings: Bindings) -> None:
    missing = partial(findings.unseen, hopeless=job.hopeless)
    await fan_out(bindings, findings.showable if job.force else missing, AssetGenerateThumbnails)
