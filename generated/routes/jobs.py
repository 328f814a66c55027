# generated from openapi.yaml by codegen; do not edit
"""Jobs: what its handlers must offer, and where it is mounted."""

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


class Jobs(Protocol[C_contra]):
    async def get_queues_legacy(
        self, call: C_contra, /
    ) -> models.QueuesResponseLegacyDto | Wire: ...

    async def create_job(self, call: C_contra, body: models.JobCreateDto, /) -> None: ...

    async def run_queue_command_legacy(
        self, call: C_contra, name: models.QueueName, body: models.QueueCommandDto, /
    ) -> models.QueueResponseLegacyDto | Wire: ...


def mount(module: Jobs[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_queues_legacy(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_QUEUES_LEGACY)
        return gate.answer(call, await module.get_queues_legacy(call))

    async def create_job(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CREATE_JOB)
        body = await gate.body(call, models.JobCreateDto, required=True)
        await module.create_job(call, body)
        return gate.answer(call, None)

    async def run_queue_command_legacy(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.RUN_QUEUE_COMMAND_LEGACY)
        name = models.QueueName(gate.path(call, request, "name", models.QueueName))
        body = await gate.body(call, models.QueueCommandDto, required=True)
        return gate.answer(call, await module.run_queue_command_legacy(call, name, body))

    return [
        route("GET", "/jobs", get_queues_legacy),
        route("POST", "/jobs", create_job),
        route("PUT", "/jobs/{name:str}", run_queue_command_legacy),
    ]
