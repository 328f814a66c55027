"""Tag "Sync": what keeps the copy of the library on a phone true."""

from __future__ import annotations

from msgspec import UNSET

from generated import models
from generated.gate import Wire
from handlers.call import Call
from handlers.lines import Lines
from photos import checkpoints, sync
from photos.refusal import Refused

_SUCCESSORS = {
    models.SyncRequestType.ASSETS_V1: models.SyncRequestType.ASSETS_V2,
    models.SyncRequestType.PARTNER_ASSETS_V1: models.SyncRequestType.PARTNER_ASSETS_V2,
    models.SyncRequestType.ALBUM_ASSETS_V1: models.SyncRequestType.ALBUM_ASSETS_V2,
    models.SyncRequestType.ASSET_FACES_V1: models.SyncRequestType.ASSET_FACES_V2,
}
_RESET = models.SyncEntityType.SYNC_RESET_V1.value
_TYPES = {type.value for type in models.SyncEntityType}


async def get_sync_ack(call: Call) -> list[models.SyncAckDto]:
    rows = await checkpoints.read(call.bindings.database, device(call))
    return [models.SyncAckDto(ack=ack, type=models.SyncEntityType(type)) for type, ack in rows]


async def send_sync_ack(call: Call, body: models.SyncAckSetDto) -> None:
    database, session_id = call.bindings.database, device(call)
    acks: dict[str, str] = {}
    for ack in body.acks:
        type, separator, _ = ack.partition("|")
        if type not in _TYPES:
            raise Refused(f"Invalid ack type: {type}")
        if not separator:
            raise Refused(f"Invalid ack: {ack}")
        if type == _RESET:
            await checkpoints.reset(database, session_id)
            return
        acks[type] = ack
    if acks:
        await checkpoints.store(database, session_id, acks)


async def delete_sync_ack(call: Call, body: models.SyncAckDeleteDto) -> None:
    types = list(models.SyncEntityType) if body.types is UNSET else body.types
    await checkpoints.forget(call.bindings.database, device(call), [each.value for each in types])


async def get_sync_stream(call: Call, body: models.SyncStreamDto) -> Wire:
    bindings, session_id = call.bindings, device(call)
    for type in body.types:
        if type in _SUCCESSORS:
            old, new = type.value, _SUCCESSORS[type].value
            raise Refused(f"SyncRequestType.{old} is deprecated, use SyncRequestType.{new} instead")
    if body.reset is True:
        await checkpoints.reset(bindings.database, session_id)
    types = {type.value for type in body.types}
    pages = await sync.begin(
        bindings.database, session_id, call.user.id, types, bindings.clock.now()
    )
    return Lines(pages)


def device(call: Call) -> str:
    """The session whose progress it is. Raises Refused for a key, which has none."""
    if call.caller.session is None:
        raise Refused("Sync endpoints cannot be used with API keys", "forbidden")
    return call.caller.session.id
