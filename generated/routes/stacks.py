# generated from openapi.yaml by codegen; do not edit
"""Stacks: what its handlers must offer, and where it is mounted."""

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


class SearchStacksQuery(Struct, kw_only=True):
    primaryAssetId: models.Uuid4 | UnsetType = UNSET


class Stacks(Protocol[C_contra]):
    async def search_stacks(
        self, call: C_contra, query: SearchStacksQuery, /
    ) -> list[models.StackResponseDto] | Wire: ...

    async def create_stack(
        self, call: C_contra, body: models.StackCreateDto, /
    ) -> models.StackResponseDto | Wire: ...

    async def delete_stacks(self, call: C_contra, body: models.BulkIdsDto, /) -> None: ...

    async def get_stack(self, call: C_contra, id: str, /) -> models.StackResponseDto | Wire: ...

    async def update_stack(
        self, call: C_contra, id: str, body: models.StackUpdateDto, /
    ) -> models.StackResponseDto | Wire: ...

    async def delete_stack(self, call: C_contra, id: str, /) -> None: ...

    async def remove_asset_from_stack(self, call: C_contra, id: str, asset_id: str, /) -> None: ...


def mount(module: Stacks[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def search_stacks(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_STACKS)
        query = gate.query(call, SearchStacksQuery)
        return gate.answer(call, await module.search_stacks(call, query))

    async def create_stack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_STACK)
        body = await gate.body(call, models.StackCreateDto, required=True)
        return gate.answer(call, await module.create_stack(call, body))

    async def delete_stacks(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_STACKS)
        body = await gate.body(call, models.BulkIdsDto, required=True)
        await module.delete_stacks(call, body)
        return gate.answer(call, None)

    async def get_stack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_STACK)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_stack(call, id))

    async def update_stack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_STACK)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.StackUpdateDto, required=True)
        return gate.answer(call, await module.update_stack(call, id, body))

    async def delete_stack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_STACK)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.delete_stack(call, id)
        return gate.answer(call, None)

    async def remove_asset_from_stack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REMOVE_ASSET_FROM_STACK)
        id = gate.path(call, request, "id", models.Uuid4)
        asset_id = gate.path(call, request, "assetId", models.Uuid4)
        await module.remove_asset_from_stack(call, id, asset_id)
        return gate.answer(call, None)

    return [
        route("GET", "/stacks", search_stacks),
        route("POST", "/stacks", create_stack),
        route("DELETE", "/stacks", delete_stacks),
        route("GET", "/stacks/{id:str}", get_stack),
        route("PUT PATCH", "/stacks/{id:str}", update_stack),
        route("DELETE", "/stacks/{id:str}", delete_stack),
        route("DELETE", "/stacks/{id:str}/assets/{assetId:str}", remove_asset_from_stack),
    ]
