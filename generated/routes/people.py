# generated from openapi.yaml by codegen; do not edit
"""People: what its handlers must offer, and where it is mounted."""

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


class GetAllPeopleQuery(Struct, kw_only=True):
    closestAssetId: models.Uuid4 | UnsetType = UNSET
    closestPersonId: models.Uuid4 | UnsetType = UNSET
    page: Annotated[int, Meta(ge=1, le=9007199254740991)] = 1
    size: Annotated[int, Meta(ge=1, le=1000)] = 500
    withHidden: bool | UnsetType = UNSET


class People(Protocol[C_contra]):
    async def get_all_people(
        self, call: C_contra, query: GetAllPeopleQuery, /
    ) -> models.PeopleResponseDto | Wire: ...


def mount(module: People[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_all_people(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALL_PEOPLE)
        query = gate.query(call, GetAllPeopleQuery)
        return gate.answer(call, await module.get_all_people(call, query))

    return [
        route("GET", "/people", get_all_people),
    ]
