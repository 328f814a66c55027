# generated from openapi.yaml by codegen; do not edit
"""Duplicates: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

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


class Duplicates(Protocol[C_contra]):
    async def get_asset_duplicates(
        self, call: C_contra, /
    ) -> list[models.DuplicateResponseDto] | Wire: ...

    async def delete_duplicates(self, call: C_contra, body: models.BulkIdsDto, /) -> None: ...

    async def resolve_duplicates(
        self, call: C_contra, body: models.DuplicateResolveDto, /
    ) -> list[models.BulkIdResponseDto] | Wire: ...


def mount(module: Duplicates[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_asset_duplicates(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSET_DUPLICATES)
        return gate.answer(call, await module.get_asset_duplicates(call))

    async def delete_duplicates(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_DUPLICATES)
        body = await gate.body(call, models.BulkIdsDto, required=True)
        await module.delete_duplicates(call, body)
        return gate.answer(call, None)

    async def resolve_duplicates(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.RESOLVE_DUPLICATES)
        body = await gate.body(call, models.DuplicateResolveDto, required=True)
        return gate.answer(call, await module.resolve_duplicates(call, body))

    return [
        route("GET", "/duplicates", get_asset_duplicates),
        route("DELETE", "/duplicates", delete_duplicates),
        route("POST", "/duplicates/resolve", resolve_duplicates),
    ]
