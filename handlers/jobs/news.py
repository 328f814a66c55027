"""Telling the clients that have a library open how its assets look now.

The web app is told whole assets as its reads show them, phones in the shapes of
their sync.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bindings import Bindings
from handlers import asset_shapes
from handlers.call import Caller
from handlers.jobs.registry import Job, does
from photos import assets, sync_shapes
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
    shown = asset_shapes.told(detail, Caller(detail.owner))
    await bindings.sockets.emit(detail.owner.id, "on_asset_update", [msgspec.to_builtins(shown)])


async def tell_of_upload(bindings: Bindings, id: str) -> None:
    """Tell the owner's clients of a new asset whose thumbnail can be read, if it is one
    for timeline or archive: nobody hears of what goes straight into the locked folder."""
    detail = await assets.read(bindings.database, id)
    if detail is None or detail.asset.visibility not in ("timeline", "archive"):
        return
    owner = detail.owner.id
    shown = msgspec.to_builtins(asset_shapes.told(detail, None))
    await bindings.sockets.emit(owner, "on_upload_success", [shown])
    rows = await sync_shapes.read_asset(bindings.database, id)
    if rows is not None:
        asset, exif = map(_raw, rows)
        ready = {"asset": asset, "exif": exif}
        await bindings.sockets.emit(owner, "AssetUploadReadyV2", [ready])


async def tell_of_edits(bindings: Bindings, id: str, owner: str) -> None:
    """Tell the owner's clients, which wait for it, that an asset shows its edits, or none."""
    rows = await sync_shapes.read_asset(bindings.database, id)
    if rows is not None:
        edits = await sync_shapes.read_edits(bindings.database, id)
        ready = {"asset": _raw(rows[0]), "edit": [*map(_raw, edits)]}
        await bindings.sockets.emit(owner, "AssetEditReadyV2", [ready])


def _raw(text: str) -> msgspec.Raw:
    return msgspec.Raw(text.encode())


@does(AssetNews)
async def tell_of_each(job: AssetNews, bindings: Bindings) -> None:
    for id in job.ids:
        if (detail := await assets.read(bindings.database, id)) is not None:
            await tell(bindings, detail)
