# generated from openapi.yaml by codegen; do not edit
"""Partners: what its handlers must offer, and where it is mounted."""

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


class GetPartnersQuery(Struct, kw_only=True):
    direction: models.PartnerDirection


class Partners(Protocol[C_contra]):
    async def get_partners(
        self, call: C_contra, query: GetPartnersQuery, /
    ) -> list[models.PartnerResponseDto] | Wire: ...

    async def create_partner(
        self, call: C_contra, body: models.PartnerCreateDto, /
    ) -> models.PartnerResponseDto | Wire: ...

    async def create_partner_deprecated(
        self, call: C_contra, id: str, /
    ) -> models.PartnerResponseDto | Wire: ...

    async def update_partner(
        self, call: C_contra, id: str, body: models.PartnerUpdateDto, /
    ) -> models.PartnerResponseDto | Wire: ...

    async def remove_partner(self, call: C_contra, id: str, /) -> None: ...


def mount(module: Partners[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_partners(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_PARTNERS)
        query = gate.query(call, GetPartnersQuery)
        return gate.answer(call, await module.get_partners(call, query))

    async def create_partner(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_PARTNER)
        body = await gate.body(call, models.PartnerCreateDto, required=True)
        return gate.answer(call, await module.create_partner(call, body))

    async def create_partner_deprecated(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_PARTNER_DEPRECATED)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.create_partner_deprecated(call, id))

    async def update_partner(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_PARTNER)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.PartnerUpdateDto, required=True)
        return gate.answer(call, await module.update_partner(call, id, body))

    async def remove_partner(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.REMOVE_PARTNER)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.remove_partner(call, id)
        return gate.answer(call, None)

    return [
        route("GET", "/partners", get_partners),
        route("POST", "/partners", create_partner),
        route("POST", "/partners/{id:str}", create_partner_deprecated),
        route("PUT", "/partners/{id:str}", update_partner),
        route("DELETE", "/partners/{id:str}", remove_partner),
    ]
