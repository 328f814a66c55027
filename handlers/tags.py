"""Tag "Tags": words on photos, in a tree."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import UNSET, UnsetType

from generated import models
from handlers import asset_shapes
from handlers.call import Call
from handlers.jobs import news
from photos import access, tagging, tags
from photos.assets import Tag


async def get_all_tags(call: Call) -> list[models.TagResponseDto]:
    found = await tagging.all_of(call.bindings.database, call.user.id)
    return [_shown(each) for each in found]


async def create_tag(call: Call, body: models.TagCreateDto) -> models.TagResponseDto:
    database, clock = call.bindings.database, call.bindings.clock
    parent_id = body.parentId or None
    if parent_id is not None:
        await access.require(database, "tag.read", call.caller, [parent_id])
    made = await tagging.create(
        database,
        id=clock.uuid(),
        owner_id=call.user.id,
        name=body.name,
        color=_color(body.color),
        parent_id=parent_id,
        now=clock.now(),
    )
    return _shown(made)


async def upsert_tags(call: Call, body: models.TagUpsertDto) -> list[models.TagResponseDto]:
    database, clock = call.bindings.database, call.bindings.clock
    found = await tags.upsert(database, call.user.id, body.tags, clock.uuid, clock.now())
    return [_shown(each) for each in found]


async def get_tag_by_id(call: Call, id: str) -> models.TagResponseDto:
    await access.require(call.bindings.database, "tag.read", call.caller, [id])
    return _shown(await _read(call, id))


async def update_tag(call: Call, id: str, body: models.TagUpdateDto) -> models.TagResponseDto:
    """Only the colour changes; null takes it away."""
    database = call.bindings.database
    await access.require(database, "tag.update", call.caller, [id])
    if body.color is not UNSET:
        await tagging.recolor(database, id, _color(body.color))
    return _shown(await _read(call, id))


async def delete_tag(call: Call, id: str) -> None:
    database = call.bindings.database
    await access.require(database, "tag.delete", call.caller, [id])
    await tagging.delete(database, id)


async def tag_assets(
    call: Call, id: str, body: models.BulkIdsDto
) -> list[models.BulkIdResponseDto]:
    database, caller = call.bindings.database, call.caller
    await access.require(database, "tag.asset", caller, [id])
    allowed = await access.permitted(database, "asset.share", caller, body.ids)
    added = {*await tagging.attach(database, caller.user.id, [id], sorted(allowed))}
    await _announce(call, added)
    results, seen = [], set[str]()
    for asset_id in body.ids:
        result = models.BulkIdResponseDto(
            id=asset_id, success=asset_id in added and asset_id not in seen
        )
        if not result.success:
            result.error = (
                models.BulkIdErrorReason.DUPLICATE
                if asset_id in allowed
                else models.BulkIdErrorReason.NO_PERMISSION
            )
        seen.add(asset_id)
        results.append(result)
    return results


async def untag_assets(
    call: Call, id: str, body: models.BulkIdsDto
) -> list[models.BulkIdResponseDto]:
    database, caller = call.bindings.database, call.caller
    await access.require(database, "tag.asset", caller, [id])
    removed = {*await tagging.detach(database, caller.user.id, [id], body.ids)}
    await _announce(call, removed)
    results, seen = [], set[str]()
    for asset_id in body.ids:
        result = models.BulkIdResponseDto(
            id=asset_id, success=asset_id in removed and asset_id not in seen
        )
        if not result.success:
            result.error = models.BulkIdErrorReason.NOT_FOUND
        seen.add(asset_id)
        results.append(result)
    return results


async def bulk_tag_assets(
    call: Call, body: models.TagBulkAssetsDto
) -> models.TagBulkAssetsResponseDto:
    """What one may not touch is passed over without a word."""
    database, caller = call.bindings.database, call.caller
    tag_ids = await access.permitted(database, "tag.asset", caller, body.tagIds)
    asset_ids = sorted(await access.permitted(database, "asset.update", caller, body.assetIds))
    added = await tagging.attach(database, caller.user.id, sorted(tag_ids), asset_ids)
    await _announce(call, set(added))
    return models.TagBulkAssetsResponseDto(count=len(added))


async def _announce(call: Call, asset_ids: Collection[str]) -> None:
    """Whoever has these assets open sees their tags change."""
    if asset_ids:
        await news.announce(call.bindings, sorted(asset_ids))


async def _read(call: Call, id: str) -> Tag:
    found = await tagging.find(call.bindings.database, id)
    if found is None:  # deleted since the caller was let through
        raise access.refusal("tag.read")
    return found


def _shown(row: Tag) -> models.TagResponseDto:
    """Within an asset its dates are written otherwise."""
    shown = asset_shapes.tag(row)
    shown.createdAt, shown.updatedAt = row.created_at, row.updated_at
    return shown


def _color(text: str | UnsetType | None) -> str | None:
    """As it is stored, with its `#`."""
    return f"#{text.removeprefix('#')}" if text else None
