"""Tag "Albums": assets put together by hand, alone or with others."""

from __future__ import annotations

from generated import models
from generated.unimplemented import (
    add_assets_to_album as add_assets_to_album,
    add_assets_to_albums as add_assets_to_albums,
    add_users_to_album as add_users_to_album,
    create_album as create_album,
    delete_album as delete_album,
    get_album_info as get_album_info,
    get_album_statistics as get_album_statistics,
    get_all_albums as get_all_albums,
    remove_asset_from_album as remove_asset_from_album,
    remove_user_from_album as remove_user_from_album,
    update_album_info as update_album_info,
    update_album_user as update_album_user,
)
from handlers.call import Call
from photos import access


async def get_album_map_markers(call: Call, id: str) -> list[models.MapMarkerResponseDto]:
    """Empty because the map is off: see `map.get_map_markers` for when that ends.

    Then a visitor of a link that hides metadata must still get nothing.
    """
    await access.require(call.bindings.database, "album.read", call.caller, [id])
    return []
