"""Naming the places of photos that came before the table of places did."""

from __future__ import annotations

from bindings import Bindings
from handlers.jobs.extraction import AssetExtractMetadata
from handlers.jobs.registry import Job, does, fan_out
from photos import place_table

_PAGE = 200


class PlaceFill(Job, frozen=True):
    """Name the places of a person's photos, from behind this number on."""

    id: str
    behind: int = 0


@does(PlaceFill)
async def fill_places(job: PlaceFill, bindings: Bindings) -> None:
    """A page of them; the next is a job of its own. Photos whose file may leave its
    time zone open are read again, now that their place tells it."""
    filling = await place_table.fill(bindings.database, job.id, job.behind, _PAGE)
    follow: list[Job] = [AssetExtractMetadata(id=id) for id in filling.unzoned]
    if filling.last is not None:
        follow.append(PlaceFill(id=job.id, behind=filling.last))
    await bindings.queue.send([each.message() for each in follow])


async def fill_if_new(bindings: Bindings) -> None:
    """Begin, once for each table of places that was loaded."""
    loaded = await place_table.loaded(bindings.database)
    if loaded.file and loaded.file != await place_table.filled(bindings.database):
        await fan_out(bindings, place_table.owners, PlaceFill)
        await place_table.note_filled(bindings.database, loaded.file)
