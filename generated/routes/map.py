# generated from openapi.yaml by codegen; do not edit
"""Map: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from msgspec import UNSET, Struct, UnsetType

from generated import models, operations
from generated.gate import (
    ASGIApp,
    C,
    C_contra,
    Gate,
    HTTPRouteHandler,
    Request,
    Wire,
    route,
)


class GetMapMarkersQuery(Struct, kw_only=True):
    fileCreatedAfter: models.IsoDateTime | UnsetType = UNSET
    fileCreatedBefore: models.IsoDateTime | UnsetType = UNSET
    isArchived: bool | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    withPartners: bool | UnsetType = UNSET
    withSharedAlbums: bool | UnsetType = UNSET


class ReverseGeocodeQuery(Struct, kw_only=True):
    lat: float
    lon: float


class Map(Protocol[C_contra]):
    async def get_map_markers(
        self, call: C_contra, query: GetMapMarkersQuery, /
    ) -> list[models.MapMarkerResponseDto] | Wire: ...

    async def reverse_geocode(
        self, call: C_contra, query: ReverseGeocodeQuery, /
    ) -> list[models.MapReverseGeocodeResponseDto] | Wire: ...


def mount(module: Map[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_map_markers(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_MAP_MARKERS)
        query = gate.query(call, GetMapMarkersQuery)
        return gate.answer(call, await module.get_map_markers(call, query))

    async def reverse_geocode(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REVERSE_GEOCODE)
        query = gate.query(call, ReverseGeocodeQuery)
        return gate.answer(call, await module.reverse_geocode(call, query))

    return [
        route("GET", "/map/markers", get_map_markers),
        route("GET", "/map/reverse-geocode", reverse_geocode),
    ]
