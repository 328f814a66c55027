# generated from openapi.yaml by codegen; do not edit
"""Albums: what its handlers must offer, and where it is mounted."""

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
    hidden,
    route,
)


class GetAllAlbumsQuery(Struct, kw_only=True):
    assetId: models.Uuid4 | UnsetType = UNSET
    id: models.Uuid4 | UnsetType = UNSET
    isOwned: bool | UnsetType = UNSET
    isShared: bool | UnsetType = UNSET
    name: str | UnsetType = UNSET


class Albums(Protocol[C_contra]):
    async def get_all_albums(
        self, call: C_contra, query: GetAllAlbumsQuery, /
    ) -> list[models.AlbumResponseDto] | Wire: ...

    async def create_album(
        self, call: C_contra, body: models.CreateAlbumDto, /
    ) -> models.AlbumResponseDto | Wire: ...

    async def add_assets_to_albums(
        self, call: C_contra, body: models.AlbumsAddAssetsDto, /
    ) -> models.AlbumsAddAssetsResponseDto | Wire: ...

    async def get_album_statistics(
        self, call: C_contra, /
    ) -> models.AlbumStatisticsResponseDto | Wire: ...

    async def get_album_info(
        self, call: C_contra, id: str, /
    ) -> models.AlbumResponseDto | Wire: ...

    async def update_album_info(
        self, call: C_contra, id: str, body: models.UpdateAlbumDto, /
    ) -> models.AlbumResponseDto | Wire: ...

    async def delete_album(self, call: C_contra, id: str, /) -> None: ...

    async def add_assets_to_album(
        self, call: C_contra, id: str, body: models.BulkIdsDto, /
    ) -> list[models.BulkIdResponseDto] | Wire: ...

    async def remove_asset_from_album(
        self, call: C_contra, id: str, body: models.BulkIdsDto, /
    ) -> list[models.BulkIdResponseDto] | Wire: ...

    async def get_album_map_markers(
        self, call: C_contra, id: str, /
    ) -> list[models.MapMarkerResponseDto] | Wire: ...

    async def update_album_user(
        self, call: C_contra, id: str, user_id: str, body: models.UpdateAlbumUserDto, /
    ) -> None: ...

    async def remove_user_from_album(self, call: C_contra, id: str, user_id: str, /) -> None: ...

    async def add_users_to_album(
        self, call: C_contra, id: str, body: models.AddUsersDto, /
    ) -> models.AlbumResponseDto | Wire: ...


def mount(module: Albums[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_all_albums(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALL_ALBUMS)
        query = gate.query(call, GetAllAlbumsQuery)
        return gate.answer(call, await module.get_all_albums(call, query))

    async def create_album(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_ALBUM)
        body = await gate.body(call, models.CreateAlbumDto, required=True)
        return gate.answer(call, await module.create_album(call, body))

    async def add_assets_to_albums(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.ADD_ASSETS_TO_ALBUMS)
        body = await gate.body(call, models.AlbumsAddAssetsDto, required=True)
        return gate.answer(call, await module.add_assets_to_albums(call, body))

    async def get_album_statistics(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALBUM_STATISTICS)
        return gate.answer(call, await module.get_album_statistics(call))

    async def get_album_info(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALBUM_INFO)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_album_info(call, id))

    async def update_album_info(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_ALBUM_INFO)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.UpdateAlbumDto, required=True)
        return gate.answer(call, await module.update_album_info(call, id, body))

    async def delete_album(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_ALBUM)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.delete_album(call, id)
        return gate.answer(call, None)

    async def add_assets_to_album(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.ADD_ASSETS_TO_ALBUM)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.BulkIdsDto, required=True)
        return gate.answer(call, await module.add_assets_to_album(call, id, body))

    async def remove_asset_from_album(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REMOVE_ASSET_FROM_ALBUM)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.BulkIdsDto, required=True)
        return gate.answer(call, await module.remove_asset_from_album(call, id, body))

    async def get_album_map_markers(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALBUM_MAP_MARKERS)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_album_map_markers(call, id))

    async def update_album_user(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_ALBUM_USER)
        id = gate.path(call, request, "id", models.Uuid4)
        user_id = gate.path(call, request, "userId", str)
        body = await gate.body(call, models.UpdateAlbumUserDto, required=True)
        await module.update_album_user(call, id, user_id, body)
        return gate.answer(call, None)

    async def remove_user_from_album(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REMOVE_USER_FROM_ALBUM)
        id = gate.path(call, request, "id", models.Uuid4)
        user_id = gate.path(call, request, "userId", str)
        await module.remove_user_from_album(call, id, user_id)
        return gate.answer(call, None)

    async def add_users_to_album(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.ADD_USERS_TO_ALBUM)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.AddUsersDto, required=True)
        return gate.answer(call, await module.add_users_to_album(call, id, body))

    return [
        route("GET", "/albums", get_all_albums),
        route("POST", "/albums", create_album),
        route("PUT", "/albums/assets", add_assets_to_albums),
        route("GET", "/albums/statistics", get_album_statistics),
        route("GET", "/albums/{id:str}", get_album_info),
        route("PATCH", "/albums/{id:str}", update_album_info),
        route("DELETE", "/albums/{id:str}", delete_album),
        route("PUT", "/albums/{id:str}/assets", add_assets_to_album),
        route("DELETE", "/albums/{id:str}/assets", remove_asset_from_album),
        route("GET", "/albums/{id:str}/map-markers", get_album_map_markers),
        route("PUT", "/albums/{id:str}/user/{userId:str}", update_album_user),
        route("DELETE", "/albums/{id:str}/user/{userId:str}", remove_user_from_album),
        route("PUT", "/albums/{id:str}/users", add_users_to_album),
        route("GET", "/albums/assets", hidden(get_album_info, id="assets")),
        route("PATCH", "/albums/assets", hidden(update_album_info, id="assets")),
        route("DELETE", "/albums/assets", hidden(delete_album, id="assets")),
        route("PATCH", "/albums/statistics", hidden(update_album_info, id="statistics")),
        route("DELETE", "/albums/statistics", hidden(delete_album, id="statistics")),
    ]
