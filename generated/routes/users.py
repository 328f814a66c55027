# generated from openapi.yaml by codegen; do not edit
"""Users: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol

from msgspec import UNSET, Struct, UnsetType, field

from generated import models, operations
from generated.gate import (
    ASGIApp,
    C,
    C_contra,
    Fields,
    Form,
    Gate,
    HTTPRouteHandler,
    Request,
    Wire,
    hidden,
    route,
)


class GetMyCalendarHeatmapQuery(Struct, kw_only=True):
    from_: models.IsoDate | UnsetType = field(name="from", default=UNSET)
    to: models.IsoDate | UnsetType = UNSET
    type: models.CalendarHeatmapType = models.CalendarHeatmapType("Upload")


class CreateProfileImageDtoFields(Fields, kw_only=True):
    files: ClassVar[Mapping[str, bool]] = {"file": True}


class Users(Protocol[C_contra]):
    async def search_users(self, call: C_contra, /) -> list[models.UserResponseDto] | Wire: ...

    async def get_my_user(self, call: C_contra, /) -> models.UserAdminResponseDto | Wire: ...

    async def update_my_user(
        self, call: C_contra, body: models.UserUpdateMeDto, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def get_my_calendar_heatmap(
        self, call: C_contra, query: GetMyCalendarHeatmapQuery, /
    ) -> models.CalendarHeatmapResponseDto | Wire: ...

    async def get_user_license(self, call: C_contra, /) -> models.LicenseResponseDto | Wire: ...

    async def set_user_license(
        self, call: C_contra, body: models.LicenseKeyDto, /
    ) -> models.LicenseResponseDto | Wire: ...

    async def delete_user_license(self, call: C_contra, /) -> None: ...

    async def get_user_onboarding(
        self, call: C_contra, /
    ) -> models.OnboardingResponseDto | Wire: ...

    async def set_user_onboarding(
        self, call: C_contra, body: models.OnboardingDto, /
    ) -> models.OnboardingResponseDto | Wire: ...

    async def delete_user_onboarding(self, call: C_contra, /) -> None: ...

    async def get_my_preferences(
        self, call: C_contra, /
    ) -> models.UserPreferencesResponseDto | Wire: ...

    async def update_my_preferences(
        self, call: C_contra, body: models.UserPreferencesUpdateDto, /
    ) -> models.UserPreferencesResponseDto | Wire: ...

    async def create_profile_image(
        self, call: C_contra, form: Form[CreateProfileImageDtoFields], /
    ) -> models.CreateProfileImageResponseDto | Wire: ...

    async def delete_profile_image(self, call: C_contra, /) -> None: ...

    async def get_user(self, call: C_contra, id: str, /) -> models.UserResponseDto | Wire: ...

    async def get_profile_image(self, call: C_contra, id: str, /) -> Wire: ...


def mount(module: Users[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def search_users(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_USERS)
        return gate.answer(call, await module.search_users(call))

    async def get_my_user(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_MY_USER)
        return gate.answer(call, await module.get_my_user(call))

    async def update_my_user(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_MY_USER)
        body = await gate.body(call, models.UserUpdateMeDto, required=True)
        return gate.answer(call, await module.update_my_user(call, body))

    async def get_my_calendar_heatmap(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_MY_CALENDAR_HEATMAP)
        query = gate.query(call, GetMyCalendarHeatmapQuery)
        return gate.answer(call, await module.get_my_calendar_heatmap(call, query))

    async def get_user_license(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER_LICENSE)
        return gate.answer(call, await module.get_user_license(call))

    async def set_user_license(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SET_USER_LICENSE)
        body = await gate.body(call, models.LicenseKeyDto, required=True)
        return gate.answer(call, await module.set_user_license(call, body))

    async def delete_user_license(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_USER_LICENSE)
        await module.delete_user_license(call)
        return gate.answer(call, None)

    async def get_user_onboarding(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER_ONBOARDING)
        return gate.answer(call, await module.get_user_onboarding(call))

    async def set_user_onboarding(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SET_USER_ONBOARDING)
        body = await gate.body(call, models.OnboardingDto, required=True)
        return gate.answer(call, await module.set_user_onboarding(call, body))

    async def delete_user_onboarding(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_USER_ONBOARDING)
        await module.delete_user_onboarding(call)
        return gate.answer(call, None)

    async def get_my_preferences(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_MY_PREFERENCES)
        return gate.answer(call, await module.get_my_preferences(call))

    async def update_my_preferences(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_MY_PREFERENCES)
        body = await gate.body(call, models.UserPreferencesUpdateDto, required=True)
        return gate.answer(call, await module.update_my_preferences(call, body))

    async def create_profile_image(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_PROFILE_IMAGE)
        form = gate.form(call, CreateProfileImageDtoFields)
        return gate.answer(call, await module.create_profile_image(call, form))

    async def delete_profile_image(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_PROFILE_IMAGE)
        await module.delete_profile_image(call)
        return gate.answer(call, None)

    async def get_user(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_USER)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_user(call, id))

    async def get_profile_image(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_PROFILE_IMAGE)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_profile_image(call, id))

    return [
        route("GET", "/users", search_users),
        route("GET", "/users/me", get_my_user),
        route("PUT PATCH", "/users/me", update_my_user),
        route("GET", "/users/me/calendar-heatmap", get_my_calendar_heatmap),
        route("GET", "/users/me/license", get_user_license),
        route("PUT", "/users/me/license", set_user_license),
        route("DELETE", "/users/me/license", delete_user_license),
        route("GET", "/users/me/onboarding", get_user_onboarding),
        route("PUT", "/users/me/onboarding", set_user_onboarding),
        route("DELETE", "/users/me/onboarding", delete_user_onboarding),
        route("GET", "/users/me/preferences", get_my_preferences),
        route("PUT PATCH", "/users/me/preferences", update_my_preferences),
        route("POST", "/users/profile-image", create_profile_image),
        route("DELETE", "/users/profile-image", delete_profile_image),
        route("GET", "/users/{id:str}", get_user),
        route("GET", "/users/{id:str}/profile-image", get_profile_image),
        route("GET", "/users/profile-image", hidden(get_user, id="profile-image")),
    ]
