# generated from openapi.yaml by codegen; do not edit
"""Queues: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from msgspec import UNSET, Struct, UnsetType

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


class GetQueueJobsQuery(Struct, kw_only=True):
    status: list[models.QueueJobStatus] | UnsetType = UNSET


class Queues(Protocol[C_contra]):
    async def get_queues(self, call: C_contra, /) -> list[models.QueueResponseDto] | Wire: ...

    async def get_queue(
        self, call: C_contra, name: models.QueueName, /
    ) -> models.QueueResponseDto | Wire: ...

    async def update_queue(
        self, call: C_contra, name: models.QueueName, body: models.QueueUpdateDto, /
    ) -> models.QueueResponseDto | Wire: ...

    async def get_queue_jobs(
        self, call: C_contra, name: models.QueueName, query: GetQueueJobsQuery, /
    ) -> list[models.QueueJobResponseDto] | Wire: ...

    async def empty_queue(
        self, call: C_contra, name: models.QueueName, body: models.QueueDeleteDto, /
    ) -> None: ...


def mount(module: Queues[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_queues(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_QUEUES)
        return gate.answer(call, await module.get_queues(call))

    async def get_queue(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_QUEUE)
        name = models.QueueName(gate.path(call, request, "name", models.QueueName))
        return gate.answer(call, await module.get_queue(call, name))

    async def update_queue(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_QUEUE)
        name = models.QueueName(gate.path(call, request, "name", models.QueueName))
        body = await gate.body(call, models.QueueUpdateDto, required=True)
        return gate.answer(call, await module.update_queue(call, name, body))

    async def get_queue_jobs(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_QUEUE_JOBS)
        name = models.QueueName(gate.path(call, request, "name", models.QueueName))
        query = gate.query(call, GetQueueJobsQuery)
        return gate.answer(call, await module.get_queue_jobs(call, name, query))

    async def empty_queue(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.EMPTY_QUEUE)
        name = models.QueueName(gate.path(call, request, "name", models.QueueName))
        body = await gate.body(call, models.QueueDeleteDto, required=True)
        await module.empty_queue(call, name, body)
        return gate.answer(call, None)

    return [
        route("GET", "/queues", get_queues),
        route("GET", "/queues/{name:str}", get_queue),
        route("PUT", "/queues/{name:str}", update_queue),
        route("GET", "/queues/{name:str}/jobs", get_queue_jobs),
        route("DELETE", "/queues/{name:str}/jobs", empty_queue),
    ]
