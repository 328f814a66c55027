"""Tag "Assets": photos and videos, in and out."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from msgspec import UNSET

from generated import models
from generated.gate import Form, Wire
from generated.routes.assets import (
    AssetMediaCreateDtoFields,
    DownloadAssetQuery,
    GetAssetStatisticsQuery,
    UploadAssetQuery,
    ViewAssetQuery,
)
from handlers import asset_shapes, forms
from handlers.asset_copy import copy_asset as copy_asset
from handlers.asset_metadata import (
    delete_asset_metadata as delete_asset_metadata,
    delete_bulk_asset_metadata as delete_bulk_asset_metadata,
    get_asset_metadata as get_asset_metadata,
    get_asset_metadata_by_key as get_asset_metadata_by_key,
    update_asset_metadata as update_asset_metadata,
    update_bulk_asset_metadata as update_bulk_asset_metadata,
)
from handlers.asset_updates import (
    update_asset as update_asset,
    update_assets as update_assets,
)
from handlers.call import Call
from handlers.edits import (
    edit_asset as edit_asset,
    get_asset_edits as get_asset_edits,
    remove_asset_edits as remove_asset_edits,
)
from handlers.files import PRIVATE_DAY, File, inline
from handlers.jobs import AssetEmptyTrash, AssetExtractMetadata, AssetGenerateThumbnails
from handlers.uploads import Intake, checksum_of, duplicate
from handlers.wire import redirect, reply
from photos import access, assets, links, statistics, trash
from photos.media import formats
from photos.refusal import Refused


async def upload_asset(
    call: Call, query: UploadAssetQuery, form: Form[AssetMediaCreateDtoFields]
) -> Wire:
    link = call.caller.link
    if link is not None and not link.allow_upload:
        raise Refused("Unauthorized", "unauthorized")
    checksum = query.x_immich_checksum
    if checksum:
        known = await assets.find_checksums(
            call.bindings.database, call.user.id, [checksum_of(checksum)]
        )
        if known:
            await _hand_in(call, known[0].id)
            return duplicate(known[0].id)
    intake = Intake(call)
    try:
        answer = await intake.keep(await forms.read(call.request, form.fields, intake.accept))
    except BaseException:
        await intake.drop()
        raise
    await _hand_in(call, intake.holder)
    return answer


async def check_bulk_upload(
    call: Call, body: models.AssetBulkUploadCheckDto
) -> models.AssetBulkUploadCheckResponseDto:
    checksums = [checksum_of(item.checksum) for item in body.assets]
    found = await assets.find_checksums(call.bindings.database, call.user.id, checksums)
    known = {each.checksum: each for each in found}
    results = []
    for item, checksum in zip(body.assets, checksums, strict=True):
        result = models.AssetBulkUploadCheckResult(
            action=models.AssetUploadAction.ACCEPT, id=item.id
        )
        if (there := known.get(checksum)) is not None:
            result.action = models.AssetUploadAction.REJECT
            result.reason = models.AssetRejectReason.DUPLICATE
            result.assetId, result.isTrashed = there.id, there.is_trashed
        results.append(result)
    return models.AssetBulkUploadCheckResponseDto(results=results)


async def get_asset_info(call: Call, id: str) -> models.AssetResponseDto | Wire:
    caller = call.caller
    allowed = access.condition("asset.read", caller)
    detail = await assets.read(call.bindings.database, id, allowed)
    if detail is None:
        raise access.refusal("asset.read")
    if caller.link is not None and not caller.link.show_exif:
        return reply(asset_shapes.sanitized(detail.asset))
    return asset_shapes.detailed(detail, caller)


async def get_asset_statistics(
    call: Call, query: GetAssetStatisticsQuery
) -> models.AssetStatsResponseDto:
    caller, locked = call.caller, models.AssetVisibility.LOCKED
    if query.visibility is locked and not caller.elevated:
        raise Refused("Elevated permission is required", "unauthorized")
    counts = await statistics.count(
        call.bindings.database,
        caller.user.id,
        [query.visibility.value] if query.visibility else ["timeline", "archive"],
        trashed=query.isTrashed is True,
        favorite=None if query.isFavorite is UNSET else query.isFavorite,
    )
    return models.AssetStatsResponseDto(
        images=counts.images, videos=counts.videos, total=counts.total
    )


async def get_asset_ocr(call: Call, id: str) -> list[models.AssetOcrResponseDto]:
    """No text is read out of pictures; the web client asks for every photo it opens."""
    await access.require(call.bindings.database, "asset.read", call.caller, [id])
    return []


async def view_asset(call: Call, id: str, query: ViewAssetQuery) -> Wire:
    caller = call.caller
    size = query.size.value if query.size else "thumbnail"
    edited = caller.link is not None or query.edited is not False
    allowed = access.condition("asset.view", caller)
    found = await assets.find_shown(call.bindings.database, id, allowed, size, edited)
    if found is None:
        raise access.refusal("asset.view")
    asset, path = found
    if size == "original" or (
        size == "fullsize" and not query.edited and formats.displayable(asset.original_path)
    ):
        return _elsewhere(call, "original")
    if path is None:
        if size == "fullsize":
            return _elsewhere(call, "thumbnail", size="preview")
        raise Refused("Asset media not found", "missing")
    hidden = caller.link is not None and not caller.link.show_exif
    stem = id if hidden else formats.stem(asset.original_file_name)
    ending = formats.ending(path)
    return File(path, formats.content_type(path), inline(f"{stem}_{size}", ending), PRIVATE_DAY)


async def download_asset(call: Call, id: str, query: DownloadAssetQuery) -> Wire:
    """Every failure is 404: players and download managers know no better."""
    caller, database = call.caller, call.bindings.database
    asset = await assets.find(database, id, access.condition("asset.download", caller))
    if asset is None:
        raise Refused("Not Found", "missing")
    path = asset.original_path
    if caller.link is not None or query.edited:
        path = await assets.find_edited(database, id) or path
    ending = formats.ending(path)
    name = inline(formats.stem(asset.original_file_name), ending)
    return File(path, formats.content_type(path), name, PRIVATE_DAY)


async def play_asset_video(call: Call, id: str) -> Wire:
    allowed = access.condition("asset.view", call.caller)
    asset = await assets.find(call.bindings.database, id, allowed)
    if asset is None or asset.type != "VIDEO":
        raise Refused("Not Found", "missing")
    path = asset.original_path
    return File(path, formats.content_type(path), None, PRIVATE_DAY)


async def delete_assets(call: Call, body: models.AssetBulkDeleteDto) -> None:
    ids, database, now = body.ids, call.bindings.database, call.bindings.clock.now()
    if not ids:
        return
    await access.require(database, "asset.delete", call.caller, ids)
    if body.force is True:
        await trash.doom(database, ids, now)
        await call.bindings.queue.send([AssetEmptyTrash().message()])
    else:
        await trash.discard(database, ids, now)
        await call.bindings.sockets.emit(call.user.id, "on_asset_trash", [ids])


_JOBS: dict[models.AssetJobName, type[AssetExtractMetadata | AssetGenerateThumbnails]] = {
    models.AssetJobName.REFRESH_METADATA: AssetExtractMetadata,
    models.AssetJobName.REGENERATE_THUMBNAIL: AssetGenerateThumbnails,
}
_JOBS_AT_ONCE = 1000


async def run_asset_jobs(call: Call, body: models.AssetJobsDto) -> None:
    """Faces and transcoding are no part of this server: asked for, nothing happens."""
    ids = list(dict.fromkeys(body.assetIds))
    await access.require(call.bindings.database, "asset.update", call.caller, ids)
    if (job := _JOBS.get(body.name)) is None:
        return
    for start in range(0, len(ids), _JOBS_AT_ONCE):
        part = ids[start : start + _JOBS_AT_ONCE]
        await call.bindings.queue.send([job(id=id).message() for id in part])


async def _hand_in(call: Call, asset_id: str) -> None:
    """Lay a visitor's upload where their link leads."""
    if (link := call.caller.link) is not None:
        bindings = call.bindings
        members = await links.contribute(bindings.database, link, asset_id, bindings.clock.now())
        for member in members:
            await bindings.sockets.emit(member, "on_album_update", [link.album_id])


def _elsewhere(call: Call, last: str, **changes: str) -> Wire:
    """Redirect to a neighbour of this path, the rest of the query kept."""
    query = parse_qsl(call.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    kept = [(key, value) for key, value in query if key != "size"]
    base = call.scope["path"].rstrip("/").rpartition("/")[0]
    return redirect(f"{base}/{last}?{urlencode([*kept, *changes.items()])}")
