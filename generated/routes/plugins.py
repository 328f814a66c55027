# generated from openapi.yaml by codegen; do not edit
"""Plugins: what its handlers must offer, and where it is mounted."""

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
    route,
)


class SearchPluginsQuery(Struct, kw_only=True):
    description: str | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET
    id: models.Uuid4 | UnsetType = UNSET
    name: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    version: str | UnsetType = UNSET


class SearchPluginMethodsQuery(Struct, kw_only=True):
    description: str | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET
    id: models.Uuid4 | UnsetType = UNSET
    name: str | UnsetType = UNSET
    pluginName: str | UnsetType = UNSET
    pluginVersion: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    trigger: models.WorkflowTrigger | UnsetType = UNSET
    type: models.WorkflowType | UnsetType = UNSET


class Plugins(Protocol[C_contra]):
    async def search_plugins(
        self, call: C_contra, query: SearchPluginsQuery, /
    ) -> list[models.PluginResponseDto] | Wire: ...

    async def search_plugin_methods(
        self, call: C_contra, query: SearchPluginMethodsQuery, /
    ) -> list[models.PluginMethodResponseDto] | Wire: ...

    async def search_plugin_templates(
        self, call: C_contra, /
    ) -> list[models.PluginTemplateResponseDto] | Wire: ...


def mount(module: Plugins[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def search_plugins(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_PLUGINS)
        query = gate.query(call, SearchPluginsQuery)
        return gate.answer(call, await module.search_plugins(call, query))

    async def search_plugin_methods(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_PLUGIN_METHODS)
        query = gate.query(call, SearchPluginMethodsQuery)
        return gate.answer(call, await module.search_plugin_methods(call, query))

    async def search_plugin_templates(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_PLUGIN_TEMPLATES)
        return gate.answer(call, await module.search_plugin_templates(call))

    return [
        route("GET", "/plugins", search_plugins),
        route("GET", "/plugins/methods", search_plugin_methods),
        route("GET", "/plugins/templates", search_plugin_templates),
    ]
