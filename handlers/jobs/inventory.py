"""Taking stock: bytes that nobody names any more, rows whose bytes are gone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import aclosing
from datetime import timedelta

from bindings import Bindings
from handlers.jobs.registry import Job, does
from photos import inventory

_log = logging.getLogger(__name__)

_GRACE = timedelta(days=1)
"""Bytes come before their row: those of an upload under way have none yet."""
_KEYS = 500
_PAGES = 100
_ASSETS = 1000


class BlobSweep(Job, frozen=True):
    """Remove the bytes no row names, from behind a key on."""

    after: str = ""


class BlobCheck(Job, frozen=True):
    """Report the rows whose bytes are gone, from behind an asset's id on."""

    after: str = ""


@does(BlobSweep)
async def sweep(job: BlobSweep, bindings: Bindings) -> None:
    """A part of all keys in one job, so that it fits into what a Worker may do at
    once; the next job goes on behind it."""
    page: list[str] = []
    pages = 0
    async with aclosing(bindings.blobs.keys("", job.after)) as keys:  # type: ignore[type-var]
        async for key in keys:
            page.append(key)
            if len(page) < _KEYS:
                continue
            pages += 1
            if await _remove_litter(bindings, page) or pages == _PAGES:
                await bindings.queue.send([BlobSweep(after=key).message()])
                return
            page = []
    await _remove_litter(bindings, page)


async def _remove_litter(bindings: Bindings, keys: Sequence[str]) -> int:
    """Remove what nobody names and is old enough; how many that may be.

    The age is asked for last: a job may just be making a picture anew.
    """
    found = await inventory.unnamed(bindings.database, keys)
    unnamed = [each.key for each in found if each.known]
    if foreign := [each.key for each in found if not each.known]:
        bindings.metrics.count("blobs_unknown", len(foreign))
        _log.error(
            "%d originals stay of which this database never heard, such as %s: is it an old copy?",
            len(foreign),
            foreign[0],
        )
    latest = bindings.clock.now() - _GRACE
    old = []
    for key in unnamed:
        info = await bindings.blobs.head(key)
        if info is not None and info.modified < latest:
            old.append(key)
    if old:
        await bindings.blobs.delete(old)
        bindings.metrics.count("blobs_swept", len(old))
    return len(unnamed)


@does(BlobCheck)
async def check(job: BlobCheck, bindings: Bindings) -> None:
    """What is missing may come back with a disk or a backup: no row is ever removed."""
    keys, last = await inventory.named(bindings.database, job.after, _ASSETS)
    if missing := set(await bindings.blobs.missing(keys)):
        # Deleted or made anew between the two looks: then the rows have changed.
        still, _ = await inventory.named(bindings.database, job.after, _ASSETS)
        if lost := sorted(missing.intersection(still)):
            bindings.metrics.count("blobs_missing", len(lost))
            _log.error("%d files that rows name are missing, such as %s", len(lost), lost[0])
    if last:
        await bindings.queue.send([BlobCheck(after=last).message()])
