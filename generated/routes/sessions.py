# generated from openapi.yaml by codegen; do not edit
"""Sessions: what its handlers must offer, and where it is mounted."""

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


class Sessions(Protocol[C_contra]):
    async def get_sessions(self, call: C_contra, /) -> list[models.SessionResponseDto] | Wire: ...

    async def create_session(
        self, call: C_contra, body: models.SessionCreateDto, /
    ) -> models.SessionCreateResponseDto | Wire: ...

    async def delete_all_sessions(self, call: C_contra, /) -> None: ...

    async def update_session(
        self, call: C_contra, id: str, body: models.SessionUpdateDto, /
    ) -> models.SessionResponseDto | Wire: ...

    async def delete_session(self, call: C_contra, id: str, /) -> None: ...

    async def lock_session(self, call: C_contra, id: str, /) -> None: ...


def mount(module: Sessions[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_sessions(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SESSIONS)
        return gate.answer(call, await module.get_sessions(call))

    async def create_session(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_SESSION)
        body = await gate.body(call, models.SessionCreateDto, required=True)
        return gate.answer(call, await module.create_session(call, body))

    async def delete_all_sessions(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_ALL_SESSIONS)
        await module.delete_all_sessions(call)
        return gate.answer(call, None)

    async def update_session(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_SESSION)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.SessionUpdateDto, required=True)
        return gate.answer(call, await module.update_session(call, id, body))

    async def delete_session(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_SESSION)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.delete_session(call, id)
        return gate.answer(call, None)

    async def lock_session(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.LOCK_SESSION)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.lock_session(call, id)
        return gate.answer(call, None)

    return [
        route("GET", "/sessions", get_sessions),
        route("POST", "/sessions", create_session),
        route("DELETE", "/sessions", delete_all_sessions),
        route("PUT PATCH", "/sessions/{id:str}", update_session),
        route("DELETE", "/sessions/{id:str}", delete_session),
        route("POST", "/sessions/{id:str}/lock", lock_session),
    ]
