"""Tag "Views": the library by the folders its files came from."""

from __future__ import annotations

from generated import models
from generated.routes.views import GetAssetsByOriginalPathQuery
from handlers import asset_shapes
from handlers.call import Call
from photos import folders


async def get_unique_original_paths(call: Call) -> list[str]:
    return await folders.paths(call.bindings.database, call.user.id)


async def get_assets_by_original_path(
    call: Call, query: GetAssetsByOriginalPathQuery
) -> list[models.AssetResponseDto]:
    shown = []
    for asset, exif in await folders.find(call.bindings.database, call.user.id, query.path):
        each = asset_shapes.asset(asset, call.caller)
        each.exifInfo = asset_shapes.exif(exif)
        shown.append(each)
    return shown
