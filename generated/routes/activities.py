# generated from openapi.yaml by codegen; do not edit
"""Activities: what its handlers must offer, and where it is mounted."""

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


class GetActivitiesQuery(Struct, kw_only=True):
    albumId: models.Uuid4
    assetId: models.Uuid4 | UnsetType = UNSET
    level: models.ReactionLevel | UnsetType = UNSET
    type: models.ReactionType | UnsetType = UNSET
    userId: models.Uuid4 | UnsetType = UNSET


class GetActivityStatisticsQuery(Struct, kw_only=True):
    albumId: models.Uuid4
    assetId: models.Uuid4 | UnsetType = UNSET


class Activities(Protocol[C_contra]):
    async def get_activities(
        self, call: C_contra, query: GetActivitiesQuery, /
    ) -> list[models.ActivityResponseDto] | Wire: ...

    async def create_activity(
        self, call: C_contra, body: models.ActivityCreateDto, /
    ) -> models.ActivityResponseDto | Wire: ...

    async def get_activity_statistics(
        self, call: C_contra, query: GetActivityStatisticsQuery, /
    ) -> models.ActivityStatisticsResponseDto | Wire: ...

    async def delete_activity(self, call: C_contra, id: str, /) -> None: ...


def mount(module: Activities[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_activities(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ACTIVITIES)
        query = gate.query(call, GetActivitiesQuery)
        return gate.answer(call, await module.get_activities(call, query))

    async def create_activity(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_ACTIVITY)
        body = await gate.body(call, models.ActivityCreateDto, required=True)
        return gate.answer(call, await module.create_activity(call, body))

    async def get_activity_statistics(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ACTIVITY_STATISTICS)
        query = gate.query(call, GetActivityStatisticsQuery)
        return gate.answer(call, await module.get_activity_statistics(call, query))

    async def delete_activity(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_ACTIVITY)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.delete_activity(call, id)
        return gate.answer(call, None)

    return [
        route("GET", "/activities", get_activities),
        route("POST", "/activities", create_activity),
        route("GET", "/activities/statistics", get_activity_statistics),
        route("DELETE", "/activities/{id:str}", delete_activity),
        route("DELETE", "/activities/statistics", hidden(delete_activity, id="statistics")),
    ]
