# generated from openapi.yaml by codegen; do not edit
"""Search: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Annotated, Protocol

from msgspec import UNSET, Meta, Struct, UnsetType

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


class SearchLargeAssetsQuery(Struct, kw_only=True):
    albumIds: list[models.Uuid4] | UnsetType = UNSET
    city: str | UnsetType = UNSET
    country: str | UnsetType = UNSET
    createdAfter: models.IsoDateTime | UnsetType = UNSET
    createdBefore: models.IsoDateTime | UnsetType = UNSET
    isEncoded: bool | UnsetType = UNSET
    isFavorite: bool | UnsetType = UNSET
    isMotion: bool | UnsetType = UNSET
    isNotInAlbum: bool | UnsetType = UNSET
    isOffline: bool | UnsetType = UNSET
    lensModel: str | UnsetType = UNSET
    libraryId: models.Uuid4 | UnsetType = UNSET
    make: str | UnsetType = UNSET
    minFileSize: Annotated[int, Meta(ge=0, le=9007199254740991)] | UnsetType = UNSET
    model: str | UnsetType = UNSET
    ocr: str | UnsetType = UNSET
    personIds: list[models.Uuid4] | UnsetType = UNSET
    rating: Annotated[int, Meta(ge=1, le=5)] | UnsetType = UNSET
    size: Annotated[int, Meta(ge=1, le=1000)] | UnsetType = UNSET
    state: str | UnsetType = UNSET
    tagIds: list[models.Uuid4] | UnsetType = UNSET
    takenAfter: models.IsoDateTime | UnsetType = UNSET
    takenBefore: models.IsoDateTime | UnsetType = UNSET
    trashedAfter: models.IsoDateTime | UnsetType = UNSET
    trashedBefore: models.IsoDateTime | UnsetType = UNSET
    type: models.AssetTypeEnum | UnsetType = UNSET
    updatedAfter: models.IsoDateTime | UnsetType = UNSET
    updatedBefore: models.IsoDateTime | UnsetType = UNSET
    visibility: models.AssetVisibility | UnsetType = UNSET
    withDeleted: bool | UnsetType = UNSET
    withExif: bool | UnsetType = UNSET


class SearchPersonQuery(Struct, kw_only=True):
    name: str
    withHidden: bool | UnsetType = UNSET


class SearchPlacesQuery(Struct, kw_only=True):
    name: str


class GetSearchSuggestionsQuery(Struct, kw_only=True):
    country: str | UnsetType = UNSET
    includeNull: bool | UnsetType = UNSET
    lensModel: str | UnsetType = UNSET
    make: str | UnsetType = UNSET
    model: str | UnsetType = UNSET
    state: str | UnsetType = UNSET
    type: models.SearchSuggestionType


class Search(Protocol[C_contra]):
    async def get_assets_by_city(
        self, call: C_contra, /
    ) -> list[models.AssetResponseDto] | Wire: ...

    async def get_explore_data(
        self, call: C_contra, /
    ) -> list[models.SearchExploreResponseDto] | Wire: ...

    async def search_large_assets(
        self, call: C_contra, query: SearchLargeAssetsQuery, /
    ) -> list[models.AssetResponseDto] | Wire: ...

    async def search_assets(
        self, call: C_contra, body: models.MetadataSearchDto, /
    ) -> models.SearchResponseDto | Wire: ...

    async def search_person(
        self, call: C_contra, query: SearchPersonQuery, /
    ) -> list[models.PersonResponseDto] | Wire: ...

    async def search_places(
        self, call: C_contra, query: SearchPlacesQuery, /
    ) -> list[models.PlacesResponseDto] | Wire: ...

    async def search_random(
        self, call: C_contra, body: models.RandomSearchDto, /
    ) -> list[models.AssetResponseDto] | Wire: ...

    async def search_smart(
        self, call: C_contra, body: models.SmartSearchDto, /
    ) -> models.SearchResponseDto | Wire: ...

    async def search_asset_statistics(
        self, call: C_contra, body: models.StatisticsSearchDto, /
    ) -> models.SearchStatisticsResponseDto | Wire: ...

    async def get_search_suggestions(
        self, call: C_contra, query: GetSearchSuggestionsQuery, /
    ) -> list[str | None] | Wire: ...


def mount(module: Search[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_assets_by_city(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSETS_BY_CITY)
        return gate.answer(call, await module.get_assets_by_city(call))

    async def get_explore_data(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_EXPLORE_DATA)
        return gate.answer(call, await module.get_explore_data(call))

    async def search_large_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_LARGE_ASSETS)
        query = gate.query(call, SearchLargeAssetsQuery)
        return gate.answer(call, await module.search_large_assets(call, query))

    async def search_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_ASSETS)
        body = await gate.body(call, models.MetadataSearchDto, required=True)
        return gate.answer(call, await module.search_assets(call, body))

    async def search_person(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_PERSON)
        query = gate.query(call, SearchPersonQuery)
        return gate.answer(call, await module.search_person(call, query))

    async def search_places(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_PLACES)
        query = gate.query(call, SearchPlacesQuery)
        return gate.answer(call, await module.search_places(call, query))

    async def search_random(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_RANDOM)
        body = await gate.body(call, models.RandomSearchDto, required=True)
        return gate.answer(call, await module.search_random(call, body))

    async def search_smart(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_SMART)
        body = await gate.body(call, models.SmartSearchDto, required=True)
        return gate.answer(call, await module.search_smart(call, body))

    async def search_asset_statistics(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_ASSET_STATISTICS)
        body = await gate.body(call, models.StatisticsSearchDto, required=True)
        return gate.answer(call, await module.search_asset_statistics(call, body))

    async def get_search_suggestions(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SEARCH_SUGGESTIONS)
        query = gate.query(call, GetSearchSuggestionsQuery)
        return gate.answer(call, await module.get_search_suggestions(call, query))

    return [
        route("GET", "/search/cities", get_assets_by_city),
        route("GET", "/search/explore", get_explore_data),
        route("POST", "/search/large-assets", search_large_assets),
        route("POST", "/search/metadata", search_assets),
        route("GET", "/search/person", search_person),
        route("GET", "/search/places", search_places),
        route("POST", "/search/random", search_random),
        route("POST", "/search/smart", search_smart),
        route("POST", "/search/statistics", search_asset_statistics),
        route("GET", "/search/suggestions", get_search_suggestions),
    ]
