"""Tag "Search": finding assets by what is known about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET

from generated import models
from generated.gate import Wire
from generated.routes.search import (
    GetSearchSuggestionsQuery,
    SearchLargeAssetsQuery,
    SearchPersonQuery,
    SearchPlacesQuery,
)
from handlers import asset_lists, asset_shapes
from handlers.call import Call, Caller
from handlers.search_filters import Sent, asks_for_metadata, filters_of
from handlers.wire import reply
from photos import access, asset_objects, explore, places, search, search_filters
from photos.assets import Asset, Exif, Tag
from photos.explore import Kind
from photos.refusal import Refused
from photos.search_filters import Filters

_SIZE = 250
_KINDS: dict[models.SearchSuggestionType, Kind] = {
    models.SearchSuggestionType.COUNTRY: "country",
    models.SearchSuggestionType.STATE: "state",
    models.SearchSuggestionType.CITY: "city",
    models.SearchSuggestionType.CAMERA_MAKE: "make",
    models.SearchSuggestionType.CAMERA_MODEL: "model",
    models.SearchSuggestionType.CAMERA_LENS_MODEL: "lens_model",
}


async def search_assets(call: Call, body: models.MetadataSearchDto) -> Wire:
    caller, database = call.caller, call.bindings.database
    _require_open(caller, body)
    albums = body.albumIds or []
    if caller.link is not None and not albums:
        raise Refused("Shared link access is only allowed in combination with an albumIds filter")
    await access.require(database, "album.read", caller, albums)
    filters = filters_of(body)
    secret = caller.link is not None and not caller.link.show_exif
    if filters is None or (secret and asks_for_metadata(body)):
        return _page([], None)
    page = body.page or 1
    if secret:
        shown = asset_objects.SANITIZED
    else:
        shown = asset_lists.shown(caller, with_exif=body.withExif is True)
    found, more = await search.find(
        database,
        filters,
        await search_filters.scope(database, caller, filters, anyone=bool(albums)),
        shown,
        size=body.size or _SIZE,
        page=page,
        ascending=body.order is models.AssetOrder.ASC,
    )
    return _page(found, str(page + 1) if more else None)


async def search_asset_statistics(
    call: Call, body: models.StatisticsSearchDto
) -> models.SearchStatisticsResponseDto:
    database, filters, total = call.bindings.database, await _asked(call, body), 0
    if filters is not None:
        scope = await search_filters.scope(database, call.caller, filters)
        total = await search.count(database, filters, scope)
    return models.SearchStatisticsResponseDto(total=total)


async def search_random(call: Call, body: models.RandomSearchDto) -> Wire:
    database, filters = call.bindings.database, await _asked(call, body)
    if filters is None:
        return asset_lists.answer([])
    scope = await search_filters.scope(database, call.caller, filters)
    shown = asset_lists.shown(call.caller, with_exif=body.withExif is True)
    return asset_lists.answer(
        await search.random(database, filters, scope, shown, size=body.size or _SIZE)
    )


async def search_large_assets(call: Call, query: SearchLargeAssetsQuery) -> Wire:
    database, filters = call.bindings.database, await _asked(call, query)
    if filters is None:
        return asset_lists.answer([])
    scope = await search_filters.scope(database, call.caller, filters)
    shown = asset_lists.shown(call.caller, with_exif=True)
    size, above = query.size or _SIZE, query.minFileSize or 0
    return asset_lists.answer(
        await search.largest(database, filters, scope, shown, above=above, size=size)
    )


async def get_search_suggestions(call: Call, query: GetSearchSuggestionsQuery) -> list[str | None]:
    kinds: dict[Kind, Any] = {
        "country": query.country,
        "state": query.state,
        "make": query.make,
        "model": query.model,
        "lens_model": query.lensModel,
    }
    found: list[str | None] = [
        *await explore.suggest(
            call.bindings.database,
            await _timelines(call),
            _KINDS[query.type],
            {kind: value for kind, value in kinds.items() if value},
        )
    ]
    return [*found, None] if query.includeNull is True else found


async def get_explore_data(call: Call) -> list[models.SearchExploreResponseDto]:
    database, user = call.bindings.database, call.user.id
    cities = [
        (exif.city or "", asset, exif, tags)
        for asset, exif, tags in await explore.main_cities(database, user)
    ]
    newest = [
        (asset.created_at, asset, exif, tags)
        for asset, exif, tags in await explore.newest(database, user)
    ]
    return [
        _group("exifInfo.city", cities, call.caller),
        _group("createdAt", newest, call.caller),
    ]


async def get_assets_by_city(call: Call) -> Wire:
    shown = asset_objects.listed(None, with_exif=True)
    return asset_lists.answer(
        await explore.cities(call.bindings.database, await _timelines(call), shown)
    )


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
    _require_open(call.caller, body)
    raise Refused("Smart search is not enabled")


def _require_open(caller: Caller, sent: Sent | models.SmartSearchDto) -> None:
    """Raise Refused when the locked folder is asked for while it is shut."""
    if sent.visibility is models.AssetVisibility.LOCKED:
        access.require_elevation(caller)


async def _asked(call: Call, sent: Sent) -> Filters | None:
    """The filters of a search that stays among the caller's and partners' assets. None when
    nothing can match, as in an album the caller does not belong to."""
    _require_open(call.caller, sent)
    albums, database = sent.albumIds or [], call.bindings.database
    if not await access.allows(database, "album.read", call.caller, albums):
        return None
    return filters_of(sent)


async def _timelines(call: Call) -> list[str]:
    """The caller's, and those of the partners on it."""
    user = call.user.id
    return [user, *await search_filters.find_partners(call.bindings.database, user)]


def _page(items: Sequence[str], next_page: str | None) -> Wire:
    """Facets and albums have never been anything but empty."""
    count = len(items)
    assets = {
        "total": count, "count": count, "items": asset_lists.array(items), "facets": [],
        "nextPage": next_page,
    }  # fmt: skip
    return reply({"albums": {"total": 0, "count": 0, "items": [], "facets": []}, "assets": assets})


def _group(
    name: str, items: list[tuple[str, Asset, Exif, list[Tag]]], caller: Caller
) -> models.SearchExploreResponseDto:
    shown = []
    for value, row, exif, tags in items:
        asset = asset_shapes.asset(row, caller)
        asset.exifInfo = asset_shapes.exif(exif)
        asset.tags = [asset_shapes.tag(each) for each in tags]
        shown.append(models.SearchExploreItem(data=asset, value=value))
    return models.SearchExploreResponseDto(fieldName=name, items=shown)
