"""Tag "Albums": putting assets in and taking them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generated import models
from handlers.call import Call
from photos import access, album_assets

Reason = models.BulkIdErrorReason


async def add_assets_to_album(
    call: Call, id: str, body: models.BulkIdsDto
) -> list[models.BulkIdResponseDto]:
    bindings, caller = call.bindings, call.caller
    await album_assets.require_album(bindings.database, caller, id)
    allowed = access.condition("asset.share", caller)
    outcome = await album_assets.add(bindings.database, id, body.ids, allowed, bindings.clock.now())
    answers = list(_told(body.ids, outcome, Reason.DUPLICATE))
    if any(each.success for each in answers):
        await _announce(call, ((id, member) for member in outcome.members))
    return answers


async def add_assets_to_albums(
    call: Call, body: models.AlbumsAddAssetsDto
) -> models.AlbumsAddAssetsResponseDto:
    """Into every album that is the caller's to fill; the others are passed over in silence."""
    bindings, caller = call.bindings, call.caller
    database, allowed = bindings.database, access.condition("asset.share", caller)
    ids = sorted(await access.permitted(database, "albumAsset.create", caller, body.albumIds))
    if not ids or not await album_assets.any_allowed(database, body.assetIds, allowed):
        return models.AlbumsAddAssetsResponseDto(success=False, error=Reason.NO_PERMISSION)
    spread = await album_assets.add_to_all(
        database, ids, body.assetIds, allowed, bindings.clock.now()
    )
    if not spread.grown:
        return models.AlbumsAddAssetsResponseDto(success=False, error=Reason.DUPLICATE)
    await _announce(call, spread.members)
    return models.AlbumsAddAssetsResponseDto(success=True)


async def remove_asset_from_album(
    call: Call, id: str, body: models.BulkIdsDto
) -> list[models.BulkIdResponseDto]:
    database, caller = call.bindings.database, call.caller
    await access.require(database, "albumAsset.delete", caller, [id])
    outcome = await album_assets.remove(database, caller, id, body.ids)
    answers = list(_told(body.ids, outcome, Reason.NOT_FOUND))
    if any(each.success for each in answers):
        await _announce(call, ((id, member) for member in outcome.members))
    return answers


def _told(
    ids: Iterable[str], outcome: album_assets.Outcome, unknown: Reason
) -> Iterator[models.BulkIdResponseDto]:
    """One answer per id, in the order of the request."""
    done: set[str] = set()
    for id in ids:
        if id in outcome.unknown:
            yield models.BulkIdResponseDto(id=id, success=False, error=unknown)
        elif id in outcome.refused:
            yield models.BulkIdResponseDto(id=id, success=False, error=Reason.NO_PERMISSION)
        elif id in done:
            yield models.BulkIdResponseDto(id=id, success=False, error=unknown)
        else:
            done.add(id)
            yield models.BulkIdResponseDto(id=id, success=True)


async def _announce(call: Call, members: Iterable[tuple[str, str]]) -> None:
    """Tell everybody in an album, whoever did it included, that it shows other assets now."""
    for album, member in members:
        await call.bindings.sockets.emit(member, "on_album_update", [album])
