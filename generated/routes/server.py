# generated from openapi.yaml by codegen; do not edit
"""Server: what its handlers must offer, and where it is mounted."""

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


class Server(Protocol[C_contra]):
    async def get_about_info(self, call: C_contra, /) -> models.ServerAboutResponseDto | Wire: ...

    async def get_apk_links(self, call: C_contra, /) -> models.ServerApkLinksDto | Wire: ...

    async def get_server_config(self, call: C_contra, /) -> models.ServerConfigDto | Wire: ...

    async def get_server_features(self, call: C_contra, /) -> models.ServerFeaturesDto | Wire: ...

    async def get_server_license(self, call: C_contra, /) -> models.LicenseResponseDto | Wire: ...

    async def set_server_license(
        self, call: C_contra, body: models.LicenseKeyDto, /
    ) -> models.LicenseResponseDto | Wire: ...

    async def delete_server_license(self, call: C_contra, /) -> None: ...

    async def get_supported_media_types(
        self, call: C_contra, /
    ) -> models.ServerMediaTypesResponseDto | Wire: ...

    async def ping_server(self, call: C_contra, /) -> models.ServerPingResponse | Wire: ...

    async def get_server_statistics(
        self, call: C_contra, /
    ) -> models.ServerStatsResponseDto | Wire: ...

    async def get_storage(self, call: C_contra, /) -> models.ServerStorageResponseDto | Wire: ...

    async def get_server_version(
        self, call: C_contra, /
    ) -> models.ServerVersionResponseDto | Wire: ...

    async def get_version_check(
        self, call: C_contra, /
    ) -> models.VersionCheckStateResponseDto | Wire: ...

    async def get_version_history(
        self, call: C_contra, /
    ) -> list[models.ServerVersionHistoryResponseDto] | Wire: ...


def mount(module: Server[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_about_info(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ABOUT_INFO)
        return gate.answer(call, await module.get_about_info(call))

    async def get_apk_links(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_APK_LINKS)
        return gate.answer(call, await module.get_apk_links(call))

    async def get_server_config(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SERVER_CONFIG)
        return gate.answer(call, await module.get_server_config(call))

    async def get_server_features(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SERVER_FEATURES)
        return gate.answer(call, await module.get_server_features(call))

    async def get_server_license(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SERVER_LICENSE)
        return gate.answer(call, await module.get_server_license(call))

    async def set_server_license(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SET_SERVER_LICENSE)
        body = await gate.body(call, models.LicenseKeyDto, required=True)
        return gate.answer(call, await module.set_server_license(call, body))

    async def delete_server_license(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_SERVER_LICENSE)
        await module.delete_server_license(call)
        return gate.answer(call, None)

    async def get_supported_media_types(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SUPPORTED_MEDIA_TYPES)
        return gate.answer(call, await module.get_supported_media_types(call))

    async def ping_server(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.PING_SERVER)
        return gate.answer(call, await module.ping_server(call))

    async def get_server_statistics(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SERVER_STATISTICS)
        return gate.answer(call, await module.get_server_statistics(call))

    async def get_storage(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_STORAGE)
        return gate.answer(call, await module.get_storage(call))

    async def get_server_version(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SERVER_VERSION)
        return gate.answer(call, await module.get_server_version(call))

    async def get_version_check(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_VERSION_CHECK)
        return gate.answer(call, await module.get_version_check(call))

    async def get_version_history(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_VERSION_HISTORY)
        return gate.answer(call, await module.get_version_history(call))

    return [
        route("GET", "/server/about", get_about_info),
        route("GET", "/server/apk-links", get_apk_links),
        route("GET", "/server/config", get_server_config),
        route("GET", "/server/features", get_server_features),
        route("GET", "/server/license", get_server_license),
        route("PUT", "/server/license", set_server_license),
        route("DELETE", "/server/license", delete_server_license),
        route("GET", "/server/media-types", get_supported_media_types),
        route("GET", "/server/ping", ping_server),
        route("GET", "/server/statistics", get_server_statistics),
        route("GET", "/server/storage", get_storage),
        route("GET", "/server/version", get_server_version),
        route("GET", "/server/version-check", get_version_check),
        route("GET", "/server/version-history", get_version_history),
    ]
