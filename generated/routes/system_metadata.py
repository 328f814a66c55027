# generated from openapi.yaml by codegen; do not edit
"""System metadata: what its handlers must offer, and where it is mounted."""

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


class SystemMetadata(Protocol[C_contra]):
    async def get_admin_onboarding(
        self, call: C_contra, /
    ) -> models.AdminOnboardingUpdateDto | Wire: ...

    async def update_admin_onboarding(
        self, call: C_contra, body: models.AdminOnboardingUpdateDto, /
    ) -> None: ...

    async def get_reverse_geocoding_state(
        self, call: C_contra, /
    ) -> models.ReverseGeocodingStateResponseDto | Wire: ...

    async def get_version_check_state(
        self, call: C_contra, /
    ) -> models.VersionCheckStateResponseDto | Wire: ...


def mount(module: SystemMetadata[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_admin_onboarding(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ADMIN_ONBOARDING)
        return gate.answer(call, await module.get_admin_onboarding(call))

    async def update_admin_onboarding(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_ADMIN_ONBOARDING)
        body = await gate.body(call, models.AdminOnboardingUpdateDto, required=True)
        await module.update_admin_onboarding(call, body)
        return gate.answer(call, None)

    async def get_reverse_geocoding_state(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_REVERSE_GEOCODING_STATE)
        return gate.answer(call, await module.get_reverse_geocoding_state(call))

    async def get_version_check_state(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_VERSION_CHECK_STATE)
        return gate.answer(call, await module.get_version_check_state(call))

    return [
        route("GET", "/system-metadata/admin-onboarding", get_admin_onboarding),
        route("POST", "/system-metadata/admin-onboarding", update_admin_onboarding),
        route("GET", "/system-metadata/reverse-geocoding-state", get_reverse_geocoding_state),
        route("GET", "/system-metadata/version-check-state", get_version_check_state),
    ]
