"""Tag "Map": where photos were taken."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from generated import models
from generated.gate import Wire
from generated.routes.map import GetMapMarkersQuery, ReverseGeocodeQuery
from handlers.call import Call
from handlers.decode import Invalid
from handlers.wire import Json
from photos import markers, moments, places
from photos.markers import Chosen


async def get_map_markers(call: Call, query: GetMapMarkersQuery) -> Wire:
    wanted = Chosen(
        owner=call.user.id,
        partners=query.withPartners is True,
        albums=query.withSharedAlbums is True,
        archived=query.isArchived is True,
        favorite=None if query.isFavorite is UNSET else query.isFavorite,
        after=_stored(query.fileCreatedAfter),
        before=_stored(query.fileCreatedBefore),
    )
    return Json(await markers.chosen(call.bindings.database, wanted))


async def reverse_geocode(
    call: Call, query: ReverseGeocodeQuery
) -> list[models.MapReverseGeocodeResponseDto]:
    """The place one knows there, if any."""
    issues = [
        {"code": "custom", "path": [name], "message": f"Must be between -{most} and {most}"}
        for name, degrees, most in (("lat", query.lat, 90), ("lon", query.lon, 180))
        if not abs(degrees) <= most
    ]
    if issues:
        raise Invalid(issues)
    (place,) = await places.locate(call.bindings.database, [(query.lat, query.lon)])
    if place is None:
        return []
    return [
        models.MapReverseGeocodeResponseDto(
            city=place.city, state=place.state, country=place.country
        )
    ]


def _stored(date: str | UnsetType) -> str | None:
    return None if date is UNSET else moments.nearest(date)
