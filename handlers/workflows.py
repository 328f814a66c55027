"""Tag "Workflows": without plugins nothing can be automated, and nothing triggers."""

from __future__ import annotations

from generated import models
from generated.routes.workflows import SearchWorkflowsQuery
from handlers.call import Call


async def search_workflows(
    call: Call, query: SearchWorkflowsQuery
) -> list[models.WorkflowResponseDto]:
    return []


async def get_workflow_triggers(call: Call) -> list[models.WorkflowTriggerResponseDto]:
    return []
