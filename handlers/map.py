"""Tag "Map": off, and there are no place names to look up."""

from __future__ import annotations

from generated import models
from generated.routes.map import GetMapMarkersQuery, ReverseGeocodeQuery
from handlers.call import Call


async def get_map_markers(
    call: Call, query: GetMapMarkersQuery
) -> list[models.MapMarkerResponseDto]:
    """Empty because the map is off, not because no asset has coordinates.

    That is the truth only while `getServerFeatures` says `map: false`, which
    hides every map. Whoever turns the flag on answers here, and in
    `albums.get_album_map_markers`, one marker per asset with coordinates.
    """
    return []


async def reverse_geocode(
    call: Call, query: ReverseGeocodeQuery
) -> list[models.MapReverseGeocodeResponseDto]:
    return []
