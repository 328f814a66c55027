"""Tag "Trash": emptying it, and taking things back out."""

from __future__ import annotations

from generated import models
from handlers.call import Call
from handlers.jobs import AssetEmptyTrash
from photos import access, trash


async def empty_trash(call: Call) -> models.TrashResponseDto:
    """What lies in the trash is past restoring at once; a job removes it."""
    count = await trash.doom_all(call.bindings.database, call.user.id)
    if count:
        await call.bindings.queue.send([AssetEmptyTrash().message()])
    return models.TrashResponseDto(count=count)


async def restore_trash(call: Call) -> models.TrashResponseDto:
    return models.TrashResponseDto(
        count=await trash.restore_all(call.bindings.database, call.user.id)
    )


async def restore_assets(call: Call, body: models.BulkIdsDto) -> models.TrashResponseDto:
    """The count is that of the ids sent: clients show it as it is."""
    if body.ids:
        database = call.bindings.database
        await access.require(database, "asset.delete", call.caller, body.ids)
        await trash.restore(database, body.ids)
        await call.bindings.sockets.emit(call.user.id, "on_asset_restore", [body.ids])
    return models.TrashResponseDto(count=len(body.ids))
