# generated from openapi.yaml by codegen; do not edit
"""Workflows: what its handlers must offer, and where it is mounted."""

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


class SearchWorkflowsQuery(Struct, kw_only=True):
    description: str | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET
    id: models.Uuid4 | UnsetType = UNSET
    name: str | UnsetType = UNSET
    trigger: models.WorkflowTrigger | UnsetType = UNSET


class Workflows(Protocol[C_contra]):
    async def search_workflows(
        self, call: C_contra, query: SearchWorkflowsQuery, /
    ) -> list[models.WorkflowResponseDto] | Wire: ...

    async def get_workflow_triggers(
        self, call: C_contra, /
    ) -> list[models.WorkflowTriggerResponseDto] | Wire: ...


def mount(module: Workflows[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def search_workflows(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEARCH_WORKFLOWS)
        query = gate.query(call, SearchWorkflowsQuery)
        return gate.answer(call, await module.search_workflows(call, query))

    async def get_workflow_triggers(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_WORKFLOW_TRIGGERS)
        return gate.answer(call, await module.get_workflow_triggers(call))

    return [
        route("GET", "/workflows", search_workflows),
        route("GET", "/workflows/triggers", get_workflow_triggers),
    ]
