# generated from openapi.yaml by codegen; do not edit
"""Users (admin): what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from msgspec import UNSET, Struct, UnsetType, field

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


class SearchUsersAdminQuery(Struct, kw_only=True):
    id: models.Uuid4 | UnsetType = UNSET
    withDeleted: bool | UnsetType = UNSET


class GetUserCalendarHeatmapAdminQuery(Struct, kw_only=True):
    from_: models.IsoDate | UnsetType = field(name="from", default=UNSET)
    to: models.IsoDate | UnsetType = UNSET
    type: models.CalendarHeatmapType = models.CalendarHeatmapType("Upload")


class GetUserStatisticsAdminQuery(Struct, kw_only=True):
    isFavorite: bool | UnsetType = UNSET
    isTrashed: bool | UnsetType = UNSET
    visibility: models.AssetVisibility | UnsetType = UNSET


class UsersAdmin(Protocol[C_contra]):
    async def search_users_admin(
        self, call: C_contra, query: SearchUsersAdminQuery, /
    ) -> list[models.UserAdminResponseDto] | Wire: ...

    async def create_user_admin(
        self, call: C_contra, body: models.UserAdminCreateDto, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def get_user_admin(
        self, call: C_contra, id: str, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def update_user_admin(
        self, call: C_contra, id: str, body: models.UserAdminUpdateDto, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def delete_user_admin(
        self, call: C_contra, id: str, body: models.UserAdminDeleteDto, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def get_user_calendar_heatmap_admin(
        self, call: C_contra, id: str, query: GetUserCalendarHeatmapAdminQuery, /
    ) -> models.CalendarHeatmapResponseDto | Wire: ...

    async def get_user_preferences_admin(
        self, call: C_contra, id: str, /
    ) -> models.UserPreferencesResponseDto | Wire: ...

    async def update_user_preferences_admin(
        self, call: C_contra, id: str, body: models.UserPreferencesUpdateDto, /
    ) -> models.UserPreferencesResponseDto | Wire: ...

    async def restore_user_admin(
        self, call: C_contra, id: str, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def get_user_sessions_admin(
        self, call: C_contra, id: str, /
    ) -> list[models.SessionResponseDto] | Wire: ...

    async def get_user_statistics_admin(
        self, call: C_contra, id: str, query: GetUserStatisticsAdminQuery, /
    ) -> models.AssetStatsResponseDto | Wire: ...


def mount(module: UsersAdmin[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def search_users_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_USERS_ADMIN)
        query = gate.query(call, SearchUsersAdminQuery)
        return gate.answer(call, await module.search_users_admin(call, query))

    async def create_user_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_USER_ADMIN)
        body = await gate.body(call, models.UserAdminCreateDto, required=True)
        return gate.answer(call, await module.create_user_admin(call, body))

    async def get_user_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_user_admin(call, id))

    async def update_user_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_USER_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.UserAdminUpdateDto, required=True)
        return gate.answer(call, await module.update_user_admin(call, id, body))

    async def delete_user_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_USER_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.UserAdminDeleteDto, required=True)
        return gate.answer(call, await module.delete_user_admin(call, id, body))

    async def get_user_calendar_heatmap_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER_CALENDAR_HEATMAP_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        query = gate.query(call, GetUserCalendarHeatmapAdminQuery)
        return gate.answer(call, await module.get_user_calendar_heatmap_admin(call, id, query))

    async def get_user_preferences_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER_PREFERENCES_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_user_preferences_admin(call, id))

    async def update_user_preferences_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_USER_PREFERENCES_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.UserPreferencesUpdateDto, required=True)
        return gate.answer(call, await module.update_user_preferences_admin(call, id, body))

    async def restore_user_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.RESTORE_USER_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.restore_user_admin(call, id))

    async def get_user_sessions_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER_SESSIONS_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_user_sessions_admin(call, id))

    async def get_user_statistics_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER_STATISTICS_ADMIN)
        id = gate.path(call, request, "id", models.Uuid4)
        query = gate.query(call, GetUserStatisticsAdminQuery)
        return gate.answer(call, await module.get_user_statistics_admin(call, id, query))

    return [
        route("GET", "/admin/users", search_users_admin),
        route("POST", "/admin/users", create_user_admin),
        route("GET", "/admin/users/{id:str}", get_user_admin),
        route("PUT PATCH", "/admin/users/{id:str}", update_user_admin),
        route("DELETE", "/admin/users/{id:str}", delete_user_admin),
        route("GET", "/admin/users/{id:str}/calendar-heatmap", get_user_calendar_heatmap_admin),
        route("GET", "/admin/users/{id:str}/preferences", get_user_preferences_admin),
        route("PUT PATCH", "/admin/users/{id:str}/preferences", update_user_preferences_admin),
        route("POST", "/admin/users/{id:str}/restore", restore_user_admin),
        route("GET", "/admin/users/{id:str}/sessions", get_user_sessions_admin),
        route("GET", "/admin/users/{id:str}/statistics", get_user_statistics_admin),
    ]
