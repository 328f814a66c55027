# generated from openapi.yaml by codegen; do not edit
"""System config: what its handlers must offer, and where it is mounted."""

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


class SystemConfig(Protocol[C_contra]):
    async def get_config(self, call: C_contra, /) -> models.SystemConfigDto | Wire: ...

    async def update_config(
        self, call: C_contra, body: models.SystemConfigDto, /
    ) -> models.SystemConfigDto | Wire: ...

    async def get_config_defaults(self, call: C_contra, /) -> models.SystemConfigDto | Wire: ...

    async def get_storage_template_options(
        self, call: C_contra, /
    ) -> models.SystemConfigTemplateStorageOptionDto | Wire: ...


def mount(module: SystemConfig[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_config(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_CONFIG)
        return gate.answer(call, await module.get_config(call))

    async def update_config(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_CONFIG)
        body = await gate.body(call, models.SystemConfigDto, required=True)
        return gate.answer(call, await module.update_config(call, body))

    async def get_config_defaults(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_CONFIG_DEFAULTS)
        return gate.answer(call, await module.get_config_defaults(call))

    async def get_storage_template_options(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_STORAGE_TEMPLATE_OPTIONS)
        return gate.answer(call, await module.get_storage_template_options(call))

    return [
        route("GET", "/system-config", get_config),
        route("PUT", "/system-config", update_config),
        route("GET", "/system-config/defaults", get_config_defaults),
        route("GET", "/system-config/storage-template-options", get_storage_template_options),
    ]
