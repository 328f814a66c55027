# generated from openapi.yaml by codegen; do not edit
"""Trash: what its handlers must offer, and where it is mounted."""

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


class Trash(Protocol[C_contra]):
    async def empty_trash(self, call: C_contra, /) -> models.TrashResponseDto | Wire: ...

    async def restore_trash(self, call: C_contra, /) -> models.TrashResponseDto | Wire: ...

    async def restore_assets(
        self, call: C_contra, body: models.BulkIdsDto, /
    ) -> models.TrashResponseDto | Wire: ...


def mount(module: Trash[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def empty_trash(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.EMPTY_TRASH)
        return gate.answer(call, await module.empty_trash(call))

    async def restore_trash(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.RESTORE_TRASH)
        return gate.answer(call, await module.restore_trash(call))

    async def restore_assets(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.RESTORE_ASSETS)
        body = await gate.body(call, models.BulkIdsDto, required=True)
        return gate.answer(call, await module.restore_assets(call, body))

    return [
        route("POST", "/trash/empty", empty_trash),
        route("POST", "/trash/restore", restore_trash),
        route("POST", "/trash/restore/assets", restore_assets),
    ]
