"""Tag "Stacks": several shots of one thing under one of them."""

from __future__ import annotations

from msgspec import UNSET

from generated import models
from generated.routes.stacks import SearchStacksQuery
from handlers import asset_shapes
from handlers.call import Call
from handlers.decode import Invalid
from photos import access, stacks
from photos.stacks import Stack


async def search_stacks(call: Call, query: SearchStacksQuery) -> list[models.StackResponseDto]:
    which = stacks.owned_by(call.user.id, query.primaryAssetId or None)
    found = await stacks.read(call.bindings.database, which)
    return [_shown(call, each) for each in found]


async def create_stack(call: Call, body: models.StackCreateDto) -> models.StackResponseDto:
    database, clock = call.bindings.database, call.bindings.clock
    await access.require(database, "asset.update", call.caller, body.assetIds)
    id = clock.uuid()
    await stacks.create(database, id, call.user.id, body.assetIds, clock.now())
    await _tell(call)
    return _shown(call, await _read(call, id))


async def get_stack(call: Call, id: str) -> models.StackResponseDto:
    await access.require(call.bindings.database, "stack.read", call.caller, [id])
    return _shown(call, await _read(call, id, tags=True), tags=True)


async def update_stack(call: Call, id: str, body: models.StackUpdateDto) -> models.StackResponseDto:
    database = call.bindings.database
    await access.require(database, "stack.update", call.caller, [id])
    if body.primaryAssetId is not UNSET:
        await stacks.lead(database, id, body.primaryAssetId)
    await _tell(call)
    return _shown(call, await _read(call, id, tags=True), tags=True)


async def delete_stack(call: Call, id: str) -> None:
    await _delete(call, [id])


async def delete_stacks(call: Call, body: models.BulkIdsDto) -> None:
    if not body.ids:
        raise Invalid([_EMPTY])
    await _delete(call, body.ids)


async def remove_asset_from_stack(call: Call, id: str, asset_id: str) -> None:
    database = call.bindings.database
    await access.require(database, "stack.update", call.caller, [id])
    await stacks.take_out(database, id, asset_id)
    await _tell(call)


_EMPTY = {"code": "custom", "path": ["ids"], "message": "At least one stack id is required"}


async def _delete(call: Call, ids: list[str]) -> None:
    database = call.bindings.database
    await access.require(database, "stack.delete", call.caller, ids)
    await stacks.delete(database, ids)
    await _tell(call)


async def _tell(call: Call) -> None:
    await call.bindings.sockets.emit(call.user.id, "on_asset_stack_update", [])


async def _read(call: Call, id: str, tags: bool = False) -> Stack:
    found = await stacks.read(call.bindings.database, stacks.by_id(id), tags)
    if not found:  # deleted since the caller was let through
        raise access.refusal("stack.read")
    return found[0]


def _shown(call: Call, stack: Stack, tags: bool = False) -> models.StackResponseDto:
    members = []
    for member in stack.members:
        shown = asset_shapes.asset(member.asset, call.caller)
        shown.exifInfo = asset_shapes.exif(member.exif)
        if tags:
            shown.tags = [asset_shapes.tag(each) for each in member.tags]
        members.append(shown)
    return models.StackResponseDto(
        assets=members, id=stack.id, primaryAssetId=stack.primary_asset_id
    )
