"""Tag "Search": finding assets by what is known about them."""

from __future__ import annotations

from collections.abc import Iterable
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
from handlers import asset_shapes
from handlers.call import Call, Caller
from handlers.search_filters import Sent, asks_for_metadata, filters_of
from handlers.wire import reply
from photos import access, explore, places, search, search_filters
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
    found, more = await search.find(
        database,
        filters,
        await search_filters.scope(database, caller, filters, anyone=bool(albums)),
        size=body.size or _SIZE,
        page=page,
        ascending=body.order is models.AssetOrder.ASC,
        with_exif=body.withExif is True and not secret,
    )
    shown: list[Any]
    if secret:
        shown = [asset_shapes.sanitized(asset) for asset, _ in found]
    else:
        shown = _shown(found, caller)
    return _page(shown, str(page + 1) if more else None)


async def search_asset_statistics(
    call: Call, body: models.StatisticsSearchDto
) -> models.SearchStatisticsResponseDto:
    database, filters, total = call.bindings.database, await _asked(call, body), 0
    if filters is not None:
        scope = await search_filters.scope(database, call.caller, filters)
        total = await search.count(database, filters, scope)
    return models.SearchStatisticsResponseDto(total=total)


async def search_random(call: Call, body: models.RandomSearchDto) -> list[models.AssetResponseDto]:
    database, filters = call.bindings.database, await _asked(call, body)
    if filters is None:
        return []
    scope = await search_filters.scope(database, call.caller, filters)
    size, with_exif = body.size or _SIZE, body.withExif is True
    found = await search.random(database, filters, scope, size=size, with_exif=with_exif)
    return _shown(found, call.caller)


async def search_large_assets(
    call: Call, query: SearchLargeAssetsQuery
) -> list[models.AssetResponseDto]:
    database, filters = call.bindings.database, await _asked(call, query)
    if filters is None:
        return []
    scope = await search_filters.scope(database, call.caller, filters)
    size, above = query.size or _SIZE, query.minFileSize or 0
    found = await search.largest(database, filters, scope, above=above, size=size)
    return _shown(found, call.caller)


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


async def get_assets_by_city(call: Call) -> list[models.AssetResponseDto]:
    found = await explore.cities(call.bindings.database, await _timelines(call))
    return _shown(found, None)


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


def _shown(
    found: Iterable[tuple[Asset, Exif | None]], caller: Caller | None
) -> list[models.AssetResponseDto]:
    shown = []
    for row, exif in found:
        asset = asset_shapes.asset(row, caller)
        if exif is not None:
            asset.exifInfo = asset_shapes.exif(exif)
        shown.append(asset)
    return shown


def _page(items: list[Any], next_page: str | None) -> Wire:
    """Facets and albums have never been anything but empty."""
    count = len(items)
    assets = {
        "total": count, "count": count, "items": items, "facets": [], "nextPage": next_page,
    }  # fmt: skip
    return reply({"albums": {"total": 0, "count": 0, "items": [], "facets": []}, "assets": assets})


def _group(
    name: str, items: list[tuple[str, Asset, Exif, list[Tag]]], caller: Caller
) -> models.SearchExploreResponseDto:
    shown = []
    for value, row, exif, tags in items:
        (asset,) = _shown([(row, exif)], caller)
        asset.tags = [asset_shapes.tag(each) for each in tags]
        shown.append(models.SearchExploreItem(data=asset, value=value))
    return models.SearchExploreResponseDto(fieldName=name, items=shown)
