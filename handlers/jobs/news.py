"""Telling the clients that have a library open how its assets look now."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bindings import Bindings
from handlers import asset_shapes
from handlers.jobs.registry import Job, does
from photos import assets
from photos.assets import Detail

_AT_ONCE = 500


class AssetNews(Job, frozen=True):
    """Tell about each of some assets that changed together."""

    ids: list[str]


async def announce(bindings: Bindings, ids: Sequence[str]) -> None:
    """Have the owners' clients told of any number of changed assets, one by one."""
    jobs = [AssetNews(ids=[*ids[at : at + _AT_ONCE]]) for at in range(0, len(ids), _AT_ONCE)]
    await bindings.queue.send([job.message() for job in jobs])


async def tell(bindings: Bindings, detail: Detail) -> None:
    """Tell the owner's clients of one asset that has changed."""
    payload = msgspec.to_builtins(asset_shapes.told(detail))
    await bindings.sockets.emit(detail.owner.id, "on_asset_update", [payload])


@does(AssetNews)
async def tell_of_each(job: AssetNews, bindings: Bindings) -> None:
    for id in job.ids:
        if (detail := await assets.read(bindings.database, id)) is not None:
            await tell(bindings, detail)
