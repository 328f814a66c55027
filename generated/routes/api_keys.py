# generated from openapi.yaml by codegen; do not edit
"""API keys: what its handlers must offer, and where it is mounted."""

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
    hidden,
    route,
)


class ApiKeys(Protocol[C_contra]):
    async def get_api_keys(self, call: C_contra, /) -> list[models.ApiKeyResponseDto] | Wire: ...

    async def create_api_key(
        self, call: C_contra, body: models.ApiKeyCreateDto, /
    ) -> models.ApiKeyCreateResponseDto | Wire: ...

    async def get_my_api_key(self, call: C_contra, /) -> models.ApiKeyResponseDto | Wire: ...

    async def get_api_key(self, call: C_contra, id: str, /) -> models.ApiKeyResponseDto | Wire: ...

    async def update_api_key(
        self, call: C_contra, id: str, body: models.ApiKeyUpdateDto, /
    ) -> models.ApiKeyResponseDto | Wire: ...

    async def delete_api_key(self, call: C_contra, id: str, /) -> None: ...


def mount(module: ApiKeys[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_api_keys(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_API_KEYS)
        return gate.answer(call, await module.get_api_keys(call))

    async def create_api_key(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_API_KEY)
        body = await gate.body(call, models.ApiKeyCreateDto, required=True)
        return gate.answer(call, await module.create_api_key(call, body))

    async def get_my_api_key(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_MY_API_KEY)
        return gate.answer(call, await module.get_my_api_key(call))

    async def get_api_key(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_API_KEY)
        id = gate.path(call, request, "id", models.Uuid4)
        return gate.answer(call, await module.get_api_key(call, id))

    async def update_api_key(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_API_KEY)
        id = gate.path(call, request, "id", models.Uuid4)
        body = await gate.body(call, models.ApiKeyUpdateDto, required=True)
        return gate.answer(call, await module.update_api_key(call, id, body))

    async def delete_api_key(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_API_KEY)
        id = gate.path(call, request, "id", models.Uuid4)
        await module.delete_api_key(call, id)
        return gate.answer(call, None)

    return [
        route("GET", "/api-keys", get_api_keys),
        route("POST", "/api-keys", create_api_key),
        route("GET", "/api-keys/me", get_my_api_key),
        route("GET", "/api-keys/{id:str}", get_api_key),
        route("PUT PATCH", "/api-keys/{id:str}", update_api_key),
        route("DELETE", "/api-keys/{id:str}", delete_api_key),
        route("PUT PATCH", "/api-keys/me", hidden(update_api_key, id="me")),
        route("DELETE", "/api-keys/me", hidden(delete_api_key, id="me")),
    ]
