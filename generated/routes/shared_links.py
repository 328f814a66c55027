# generated from openapi.yaml by codegen; do not edit
"""Shared links: what its handlers must offer, and where it is mounted."""

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


class GetAllSharedLinksQuery(Struct, kw_only=True):
    albumId: models.Uuid4 | UnsetType = UNSET
    id: models.Uuid4 | UnsetType = UNSET


class SharedLinks(Protocol[C_contra]):
    async def get_all_shared_links(
        self, call: C_contra, query: GetAllSharedLinksQuery, /
    ) -> list[models.SharedLinkResponseDto] | Wire: ...

    async def create_shared_link(
        self, call: C_contra, body: models.SharedLinkCreateDto, /
    ) -> models.SharedLinkResponseDto | Wire: ...

    async def shared_link_login(
        self, call: C_contra, body: models.SharedLinkLoginDto, /
    ) -> models.SharedLinkResponseDto | Wire: ...

    async def get_my_shared_link(
        self, call: C_contra, /
    ) -> models.SharedLinkResponseDto | Wire: ...

    async def get_shared_link_by_id(
        self, call: C_contra, id: str, /
    ) -> models.SharedLinkResponseDto | Wire: ...

    async def update_shared_link(
        self, call: C_contra, id: str, body: models.SharedLinkEditDto, /
    ) -> models.SharedLinkResponseDto | Wire: ...

    async def remove_shared_link(self, call: C_contra, id: str, /) -> None: ...

    async def add_shared_link_assets(
        self, call: C_contra, id: str, body: models.AssetIdsDto, /
    ) -> list[models.AssetIdsResponseDto] | Wire: ...

    async def remove_shared_link_assets(
        self, call: C_contra, id: str, body: models.AssetIdsDto, /
    ) -> list[models.AssetIdsResponseDto] | Wire: ...


def mount(module: SharedLinks[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_all_shared_links(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALL_SHARED_LINKS)
        query = gate.query(call, GetAllSharedLinksQuery)
        return gate.answer(call, await module.get_all_shared_links(call, query))

    async def create_shared_link(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_SHARED_LINK)
        body = await gate.body(call, models.SharedLinkCreateDto, required=True)
        return gate.answer(call, await module.create_shared_link(call, body))

    async def shared_link_login(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SHARED_LINK_LOGIN)
        body = await gate.body(call, models.SharedLinkLoginDto, required=True)
        return gate.answer(call, await module.shared_link_login(call, body))

    async def get_my_shared_link(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_MY_SHARED_LINK)
        return gate.answer(call, await module.get_my_shared_link(call))

    async def get_shared_link_by_id(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SHARED_LINK_BY_ID)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_shared_link_by_id(call, id))

    async def update_shared_link(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_SHARED_LINK)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.SharedLinkEditDto, required=True)
        return gate.answer(call, await module.update_shared_link(call, id, body))

    async def remove_shared_link(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REMOVE_SHARED_LINK)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.remove_shared_link(call, id)
        return gate.answer(call, None)

    async def add_shared_link_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.ADD_SHARED_LINK_ASSETS)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.AssetIdsDto, required=True)
        return gate.answer(call, await module.add_shared_link_assets(call, id, body))

    async def remove_shared_link_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REMOVE_SHARED_LINK_ASSETS)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.AssetIdsDto, required=True)
        return gate.answer(call, await module.remove_shared_link_assets(call, id, body))

    return [
        route("GET", "/shared-links", get_all_shared_links),
        route("POST", "/shared-links", create_shared_link),
        route("POST", "/shared-links/login", shared_link_login),
        route("GET", "/shared-links/me", get_my_shared_link),
        route("GET", "/shared-links/{id:str}", get_shared_link_by_id),
        route("PATCH", "/shared-links/{id:str}", update_shared_link),
        route("DELETE", "/shared-links/{id:str}", remove_shared_link),
        route("PUT", "/shared-links/{id:str}/assets", add_shared_link_assets),
        route("DELETE", "/shared-links/{id:str}/assets", remove_shared_link_assets),
        route("GET", "/shared-links/login", hidden(get_shared_link_by_id, id="login")),
        route("PATCH", "/shared-links/login", hidden(update_shared_link, id="login")),
        route("DELETE", "/shared-links/login", hidden(remove_shared_link, id="login")),
        route("PATCH", "/shared-links/me", hidden(update_shared_link, id="me")),
        route("DELETE", "/shared-links/me", hidden(remove_shared_link, id="me")),
    ]
