"""Tag "Assets": the free key-value data clients keep beside assets."""

from __future__ import annotations

from collections.abc import Iterable

from generated import models
from handlers.call import Call
from photos import access, asset_metadata
from photos.asset_metadata import Item
from photos.refusal import Refused


async def get_asset_metadata(call: Call, id: str) -> list[models.AssetMetadataResponseDto]:
    return [_shown(item) for item in await _read(call, id)]


async def get_asset_metadata_by_key(
    call: Call, id: str, key: str
) -> models.AssetMetadataResponseDto:
    for item in await _read(call, id):
        if item.key == key:
            return _shown(item)
    raise Refused(f'Metadata with key "{key}" not found for asset with id "{id}"')


async def update_asset_metadata(
    call: Call, id: str, body: models.AssetMetadataUpsertDto
) -> list[models.AssetMetadataResponseDto]:
    database = call.bindings.database
    _refuse_repeated(item.key for item in body.items)
    await access.require(database, "asset.update", call.caller, [id])
    items = [(id, item.key, item.value) for item in body.items]
    return [_shown(item) for item in await asset_metadata.write(database, items)]


async def delete_asset_metadata(call: Call, id: str, key: str) -> None:
    await access.require(call.bindings.database, "asset.update", call.caller, [id])
    await asset_metadata.delete(call.bindings.database, [(id, key)])


async def update_bulk_asset_metadata(
    call: Call, body: models.AssetMetadataBulkUpsertDto
) -> list[models.AssetMetadataBulkResponseDto]:
    database = call.bindings.database
    items = [(item.assetId, item.key, item.value) for item in body.items]
    _refuse_repeated(f"({id}, {key})" for id, key, _ in items)
    await access.require(database, "asset.update", call.caller, [id for id, _, _ in items])
    return [
        models.AssetMetadataBulkResponseDto(
            assetId=item.asset_id, key=item.key, updatedAt=item.updated_at, value=item.content()
        )
        for item in await asset_metadata.write(database, items)
    ]


async def delete_bulk_asset_metadata(call: Call, body: models.AssetMetadataBulkDeleteDto) -> None:
    database = call.bindings.database
    items = [(item.assetId, item.key) for item in body.items]
    await access.require(database, "asset.update", call.caller, [id for id, _ in items])
    await asset_metadata.delete(database, items)


async def _read(call: Call, id: str) -> list[Item]:
    allowed = access.condition("asset.read", call.caller)
    found = await asset_metadata.read(call.bindings.database, id, allowed)
    if found is None:
        raise access.refusal("asset.read")
    return found


def _refuse_repeated(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Refused(f'Duplicate items are not allowed: "{name}"')
        seen.add(name)


def _shown(item: Item) -> models.AssetMetadataResponseDto:
    return models.AssetMetadataResponseDto(
        key=item.key, updatedAt=item.updated_at, value=item.content()
    )
