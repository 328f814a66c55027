# generated from openapi.yaml by codegen; do not edit
"""Views: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

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


class GetAssetsByOriginalPathQuery(Struct, kw_only=True):
    path: str


class Views(Protocol[C_contra]):
    async def get_assets_by_original_path(
        self, call: C_contra, query: GetAssetsByOriginalPathQuery, /
    ) -> list[models.AssetResponseDto] | Wire: ...

    async def get_unique_original_paths(self, call: C_contra, /) -> list[str] | Wire: ...


def mount(module: Views[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_assets_by_original_path(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ASSETS_BY_ORIGINAL_PATH)
        query = gate.query(call, GetAssetsByOriginalPathQuery)
        return gate.answer(call, await module.get_assets_by_original_path(call, query))

    async def get_unique_original_paths(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_UNIQUE_ORIGINAL_PATHS)
        return gate.answer(call, await module.get_unique_original_paths(call))

    return [
        route("GET", "/view/folder", get_assets_by_original_path),
        route("GET", "/view/folder/unique-paths", get_unique_original_paths),
    ]
