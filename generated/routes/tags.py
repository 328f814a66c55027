# generated from openapi.yaml by codegen; do not edit
"""Tags: what its handlers must offer, and where it is mounted."""

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
    hidden,
    route,
)


class Tags(Protocol[C_contra]):
    async def get_all_tags(self, call: C_contra, /) -> list[models.TagResponseDto] | Wire: ...

    async def create_tag(
        self, call: C_contra, body: models.TagCreateDto, /
    ) -> models.TagResponseDto | Wire: ...

    async def upsert_tags(
        self, call: C_contra, body: models.TagUpsertDto, /
    ) -> list[models.TagResponseDto] | Wire: ...

    async def bulk_tag_assets(
        self, call: C_contra, body: models.TagBulkAssetsDto, /
    ) -> models.TagBulkAssetsResponseDto | Wire: ...

    async def get_tag_by_id(self, call: C_contra, id: str, /) -> models.TagResponseDto | Wire: ...

    async def update_tag(
        self, call: C_contra, id: str, body: models.TagUpdateDto, /
    ) -> models.TagResponseDto | Wire: ...

    async def delete_tag(self, call: C_contra, id: str, /) -> None: ...

    async def tag_assets(
        self, call: C_contra, id: str, body: models.BulkIdsDto, /
    ) -> list[models.BulkIdResponseDto] | Wire: ...

    async def untag_assets(
        self, call: C_contra, id: str, body: models.BulkIdsDto, /
    ) -> list[models.BulkIdResponseDto] | Wire: ...


def mount(module: Tags[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_all_tags(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALL_TAGS)
        return gate.answer(call, await module.get_all_tags(call))

    async def create_tag(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_TAG)
        body = await gate.body(call, models.TagCreateDto, required=True)
        return gate.answer(call, await module.create_tag(call, body))

    async def upsert_tags(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPSERT_TAGS)
        body = await gate.body(call, models.TagUpsertDto, required=True)
        return gate.answer(call, await module.upsert_tags(call, body))

    async def bulk_tag_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.BULK_TAG_ASSETS)
        body = await gate.body(call, models.TagBulkAssetsDto, required=True)
        return gate.answer(call, await module.bulk_tag_assets(call, body))

    async def get_tag_by_id(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_TAG_BY_ID)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_tag_by_id(call, id))

    async def update_tag(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_TAG)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.TagUpdateDto, required=True)
        return gate.answer(call, await module.update_tag(call, id, body))

    async def delete_tag(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_TAG)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.delete_tag(call, id)
        return gate.answer(call, None)

    async def tag_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.TAG_ASSETS)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.BulkIdsDto, required=True)
        return gate.answer(call, await module.tag_assets(call, id, body))

    async def untag_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UNTAG_ASSETS)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.BulkIdsDto, required=True)
        return gate.answer(call, await module.untag_assets(call, id, body))

    return [
        route("GET", "/tags", get_all_tags),
        route("POST", "/tags", create_tag),
        route("PUT", "/tags", upsert_tags),
        route("PUT", "/tags/assets", bulk_tag_assets),
        route("GET", "/tags/{id:str}", get_tag_by_id),
        route("PUT PATCH", "/tags/{id:str}", update_tag),
        route("DELETE", "/tags/{id:str}", delete_tag),
        route("PUT", "/tags/{id:str}/assets", tag_assets),
        route("DELETE", "/tags/{id:str}/assets", untag_assets),
        route("GET", "/tags/assets", hidden(get_tag_by_id, id="assets")),
        route("PATCH", "/tags/assets", hidden(update_tag, id="assets")),
        route("DELETE", "/tags/assets", hidden(delete_tag, id="assets")),
    ]
