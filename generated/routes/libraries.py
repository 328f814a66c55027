# generated from openapi.yaml by codegen; do not edit
"""Libraries: what its handlers must offer, and where it is mounted."""

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


class Libraries(Protocol[C_contra]):
    async def get_all_libraries(
        self, call: C_contra, /
    ) -> list[models.LibraryResponseDto] | Wire: ...


def mount(module: Libraries[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_all_libraries(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_ALL_LIBRARIES)
        return gate.answer(call, await module.get_all_libraries(call))

    return [
        route("GET", "/libraries", get_all_libraries),
    ]
