# generated from openapi.yaml by codegen; do not edit
"""Sync: what its handlers must offer, and where it is mounted."""

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


class Sync(Protocol[C_contra]):
    async def get_sync_ack(self, call: C_contra, /) -> list[models.SyncAckDto] | Wire: ...

    async def send_sync_ack(self, call: C_contra, body: models.SyncAckSetDto, /) -> None: ...

    async def delete_sync_ack(self, call: C_contra, body: models.SyncAckDeleteDto, /) -> None: ...

    async def get_sync_stream(self, call: C_contra, body: models.SyncStreamDto, /) -> Wire: ...


def mount(module: Sync[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_sync_ack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SYNC_ACK)
        return gate.answer(call, await module.get_sync_ack(call))

    async def send_sync_ack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEND_SYNC_ACK)
        body = await gate.body(call, models.SyncAckSetDto, required=True)
        await module.send_sync_ack(call, body)
        return gate.answer(call, None)

    async def delete_sync_ack(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.DELETE_SYNC_ACK)
        body = await gate.body(call, models.SyncAckDeleteDto, required=True)
        await module.delete_sync_ack(call, body)
        return gate.answer(call, None)

    async def get_sync_stream(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_SYNC_STREAM)
        body = await gate.body(call, models.SyncStreamDto, required=True)
        return gate.answer(call, await module.get_sync_stream(call, body))

    return [
        route("GET", "/sync/ack", get_sync_ack),
        route("POST", "/sync/ack", send_sync_ack),
        route("DELETE", "/sync/ack", delete_sync_ack),
        route("POST", "/sync/stream", get_sync_stream),
    ]
