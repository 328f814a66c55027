"""Tag "Search": finding assets by what is known about them."""

from __future__ import annotations

from msgspec import UNSET

from generated import models
from generated.routes.search import SearchPersonQuery, SearchPlacesQuery
from generated.unimplemented import (
    get_explore_data as get_explore_data,
    get_search_suggestions as get_search_suggestions,
    search_asset_statistics as search_asset_statistics,
    search_assets as search_assets,
    search_large_assets as search_large_assets,
    search_random as search_random,
)
from handlers.call import Call
from photos import access, places
from photos.refusal import Refused


async def get_assets_by_city(call: Call) -> list[models.AssetResponseDto]:
    """Empty as long as nothing gives an asset a city."""
    return []


async def search_person(call: Call, query: SearchPersonQuery) -> list[models.PersonResponseDto]:
    return []


async def search_places(call: Call, query: SearchPlacesQuery) -> list[models.PlacesResponseDto]:
    return [
        models.PlacesResponseDto(
            name=place.name,
            latitude=latitude,
            longitude=longitude,
            admin1name=place.state if place.state is not None else UNSET,
        )
        for place in await places.search(call.bindings.database, query.name)
        for latitude, longitude in [place.position()]
    ]


async def search_smart(call: Call, body: models.SmartSearchDto) -> models.SearchResponseDto:
    """There is no model here that understands pictures."""
    if body.visibility is models.AssetVisibility.LOCKED:
        access.require_elevation(call.caller)
    raise Refused("Smart search is not enabled")
