# generated from openapi.yaml by codegen; do not edit
"""Authentication (admin): what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from generated import operations
from generated.gate import (
    ASGIApp,
    C,
    C_contra,
    Gate,
    HTTPRouteHandler,
    Request,
    route,
)


class AuthenticationAdmin(Protocol[C_contra]):
    async def unlink_all_oauth_accounts_admin(self, call: C_contra, /) -> None: ...


def mount(module: AuthenticationAdmin[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def unlink_all_oauth_accounts_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UNLINK_ALL_OAUTH_ACCOUNTS_ADMIN)
        await module.unlink_all_oauth_accounts_admin(call)
        return gate.answer(call, None)

    return [
        route("POST", "/admin/auth/unlink-all", unlink_all_oauth_accounts_admin),
    ]
