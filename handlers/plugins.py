"""Tag "Plugins": none can be installed."""

from __future__ import annotations

from generated import models
from generated.routes.plugins import SearchPluginMethodsQuery, SearchPluginsQuery
from handlers.call import Call


async def search_plugins(call: Call, query: SearchPluginsQuery) -> list[models.PluginResponseDto]:
    return []


async def search_plugin_methods(
    call: Call, query: SearchPluginMethodsQuery
) -> list[models.PluginMethodResponseDto]:
    return []


async def search_plugin_templates(call: Call) -> list[models.PluginTemplateResponseDto]:
    return []
