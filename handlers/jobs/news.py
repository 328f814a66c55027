"""Telling the clients that have a library open how its assets look now.

The web app is told whole assets as its reads show them, phones in the shapes of
their sync.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from bindings import Bindings
from handlers import asset_shapes
from handlers.call import Caller
from handlers.jobs.registry import Job, does
from photos import assets, sessions, sync_shapes
from photos.assets import Detail

_AT_ONCE = 500
_OPEN = ("timeline", "archive")
"""Where assets are that neither lie in the locked folder nor belong to one that does."""


class AssetNews(Job, frozen=True):
    """Tell about each of some assets that changed together."""

    ids: list[str]


async def announce(bindings: Bindings, ids: Sequence[str]) -> None:
    """Have the owners' clients told of any number of changed assets, one by one."""
    jobs = [AssetNews(ids=[*ids[at : at + _AT_ONCE]]) for at in range(0, len(ids), _AT_ONCE)]
    await bindings.queue.send([job.message() for job in jobs])


async def tell(bindings: Bindings, detail: Detail) -> None:
    """Tell the owner's clients of one asset that has changed."""
    shown = msgspec.to_builtins(asset_shapes.told(detail, Caller(detail.owner)))
    for room in await _rooms(bindings, detail.owner.id, detail.asset.visibility):
        await bindings.sockets.emit(room, "on_asset_update", [shown])


async def tell_of_upload(bindings: Bindings, id: str) -> None:
    """Tell the owner's clients of a new asset whose thumbnail can be read, if it is one
    for timeline or archive: nobody hears of what goes straight into the locked folder."""
    detail = await assets.read(bindings.database, id)
    if detail is None or detail.asset.visibility not in _OPEN:
        return
    owner = detail.owner.id
    shown = msgspec.to_builtins(asset_shapes.told(detail, None))
    await bindings.sockets.emit(owner, "on_upload_success", [shown])
    rows = await sync_shapes.read_asset(bindings.database, id)
    if rows is not None:
        asset, exif = map(_raw, rows)
        ready = {"asset": asset, "exif": exif}
        await bindings.sockets.emit(owner, "AssetUploadReadyV2", [ready])


class _Place(Struct, rename="camel"):
    """Whose an asset is and where, of its row as phones are told it."""

    owner_id: str
    visibility: str


async def tell_of_edits(bindings: Bindings, id: str) -> None:
    """Tell the owner's clients, which wait for it, that an asset shows its edits, or none."""
    rows = await sync_shapes.read_asset(bindings.database, id)
    if rows is not None:
        edits = await sync_shapes.read_edits(bindings.database, id)
        ready = {"asset": _raw(rows[0]), "edit": [*map(_raw, edits)]}
        place = msgspec.json.decode(rows[0], type=_Place)
        for room in await _rooms(bindings, place.owner_id, place.visibility):
            await bindings.sockets.emit(room, "AssetEditReadyV2", [ready])


async def _rooms(bindings: Bindings, owner_id: str, visibility: str) -> list[str]:
    """Rooms of the clients that may be told all about a person's asset: of what is locked
    those of devices, whose sync brings it. To API keys that folder never opens."""
    if visibility in _OPEN:
        return [owner_id]
    found = await sessions.all_of(bindings.database, owner_id, bindings.clock.now())
    return [session.id for session in found]


def _raw(text: str) -> msgspec.Raw:
    return msgspec.Raw(text.encode())


@does(AssetNews)
async def tell_of_each(job: AssetNews, bindings: Bindings) -> None:
    for id in job.ids:
        if (detail := await assets.read(bindings.database, id)) is not None:
            await tell(bindings, detail)
