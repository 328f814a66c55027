# generated from openapi.yaml by codegen; do not edit
"""Download: what its handlers must offer, and where it is mounted."""

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


class Download(Protocol[C_contra]):
    async def download_archive(
        self, call: C_contra, body: models.DownloadArchiveDto, /
    ) -> Wire: ...

    async def get_download_info(
        self, call: C_contra, body: models.DownloadInfoDto, /
    ) -> models.DownloadResponseDto | Wire: ...


def mount(module: Download[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def download_archive(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DOWNLOAD_ARCHIVE)
        body = await gate.body(call, models.DownloadArchiveDto, required=True)
        return gate.answer(call, await module.download_archive(call, body))

    async def get_download_info(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_DOWNLOAD_INFO)
        body = await gate.body(call, models.DownloadInfoDto, required=True)
        return gate.answer(call, await module.get_download_info(call, body))

    return [
        route("POST", "/download/archive", download_archive),
        route("POST", "/download/info", get_download_info),
    ]
