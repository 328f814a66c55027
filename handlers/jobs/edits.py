"""Making the pictures of edited photos, and unmaking them."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from bindings import Bindings, ImageFault
from handlers.jobs.news import tell_of_edits
from handlers.jobs.pictures import draw, look
from handlers.jobs.registry import Job, does
from photos import edits, pictures
from photos.pictures import Subject


class AssetEditThumbnailGeneration(Job, frozen=True):
    """Make the pictures of one asset as it is edited, or remove them after an undo."""

    queue: ClassVar = "editor"
    id: str


@does(AssetEditThumbnailGeneration)
async def render_edits(job: AssetEditThumbnailGeneration, bindings: Bindings) -> None:
    """Whoever edits again meanwhile sends a job of his own, which may be done before
    this one writes its pictures over the new ones: the last edit wins, so look again."""
    while (subject := await pictures.subject(bindings.database, job.id)) is not None:
        shown = await _follow(bindings, subject)
        if await edits.all_of(bindings.database, job.id) == subject.edits:
            if shown:
                await tell_of_edits(bindings, job.id)
            break


async def _follow(bindings: Bindings, subject: Subject) -> bool:
    """Whether the asset's pictures are now what its edits make of it."""
    if subject.edits:
        return await draw(bindings, subject, edited=True)
    digest = None
    if subject.thumbnail is not None:
        # what cannot be looked at goes without: the night makes pictures of such assets
        with suppress(ImageFault, FileNotFoundError):
            digest, _ = await look(bindings, subject.thumbnail)
    obsolete = await pictures.forget_edited(bindings.database, subject.id, digest)
    await bindings.blobs.delete(obsolete)
    return True
