"""Tag "Views": the library by the folders its files came from."""

from __future__ import annotations

from generated.gate import Wire
from generated.routes.views import GetAssetsByOriginalPathQuery
from handlers import asset_lists
from handlers.call import Call
from photos import folders


async def get_unique_original_paths(call: Call) -> list[str]:
    return await folders.paths(call.bindings.database, call.user.id)


async def get_assets_by_original_path(call: Call, query: GetAssetsByOriginalPathQuery) -> Wire:
    shown = asset_lists.shown(call.caller, with_exif=True)
    found = await folders.find(call.bindings.database, call.user.id, query.path, shown)
    return asset_lists.answer(found)
