"""Removing for good: rows first, then the bytes they named."""

from __future__ import annotations

from bindings import Bindings
from handlers.jobs.registry import Job, does, fan_out
from photos import moments, trash


class AssetDelete(Job, frozen=True):
    """Remove one asset and everything made from it: one past restoring, or one that was
    thrown away by `thrown_before` (a stored moment) and still is. Taken back and thrown
    away again, it has its time in the trash once more."""

    id: str
    thrown_before: str | None = None


class AssetEmptyTrash(Job, frozen=True):
    """Remove every asset that is past restoring, whoever's it was."""


class FileDelete(Job, frozen=True):
    """Remove bytes no row names any more."""

    files: list[str]


@does(AssetEmptyTrash)
async def empty_trash(job: AssetEmptyTrash, bindings: Bindings) -> None:
    await fan_out(bindings, trash.doomed, AssetDelete)


@does(AssetDelete)
async def delete_asset(job: AssetDelete, bindings: Bindings) -> None:
    """The row goes before its bytes, so nothing ever names what is not there."""
    before = moments.parse(job.thrown_before) if job.thrown_before else None
    removed = await trash.remove(bindings.database, job.id, before)
    if removed is None:
        return
    follow = [FileDelete(files=removed.files).message()]
    if removed.orphaned_video_id is not None:
        follow.append(AssetDelete(id=removed.orphaned_video_id).message())
    await bindings.queue.send(follow)
    await bindings.sockets.emit(removed.owner_id, "on_asset_delete", [job.id])


@does(FileDelete)
async def delete_files(job: FileDelete, bindings: Bindings) -> None:
    await bindings.blobs.delete(job.files)
