# generated from openapi.yaml by codegen; do not edit
"""Database Backups (admin): what its handlers must offer, and where it is mounted."""

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


class DatabaseBackupsAdmin(Protocol[C_contra]):
    async def list_database_backups(
        self, call: C_contra, /
    ) -> models.DatabaseBackupListResponseDto | Wire: ...

    async def start_database_restore_flow(self, call: C_contra, /) -> None: ...


def mount(module: DatabaseBackupsAdmin[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def list_database_backups(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.LIST_DATABASE_BACKUPS)
        return gate.answer(call, await module.list_database_backups(call))

    async def start_database_restore_flow(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.START_DATABASE_RESTORE_FLOW)
        await module.start_database_restore_flow(call)
        return gate.answer(call, None)

    return [
        route("GET", "/admin/database-backups", list_database_backups),
        route("POST", "/admin/database-backups/start-restore", start_database_restore_flow),
    ]
