"""Tag "Queues": the jobs under way, by the queue the contract shows them in.

There is one queue underneath. Those of features this server lacks are empty.
"""

from __future__ import annotations

from collections.abc import Mapping

from generated import models
from generated.models import QueueName
from generated.routes.queues import GetQueueJobsQuery
from handlers.call import Call
from photos import moments, queues
from photos.refusal import Refused

_NAMES = frozenset(models.JobName)


async def get_queues(call: Call) -> list[models.QueueResponseDto]:
    return list((await read(call)).values())


async def get_queue(call: Call, name: QueueName) -> models.QueueResponseDto:
    return (await read(call))[name]


async def update_queue(
    call: Call, name: QueueName, body: models.QueueUpdateDto
) -> models.QueueResponseDto:
    if body.isPaused is True:
        await pause(call, name)
    elif body.isPaused is False:
        await resume(call, name)
    return (await read(call))[name]


async def get_queue_jobs(
    call: Call, name: QueueName, query: GetQueueJobsQuery
) -> list[models.QueueJobResponseDto]:
    """Jobs of our own that the contract has no name for are counted, not listed."""
    states = list(query.status or models.QueueJobStatus)
    bindings = call.bindings
    return [
        models.QueueJobResponseDto(
            id=str(job.id),
            name=models.JobName(job.type),
            timestamp=int(moments.parse(job.sent_at).timestamp() * 1000),
            data=job.content(),
        )
        for job in await queues.find(bindings.database, name, states, bindings.clock.now())
        if job.type in _NAMES
    ]


async def empty_queue(call: Call, name: QueueName, body: models.QueueDeleteDto) -> None:
    await queues.drop_waiting(call.bindings.database, name)
    if body.failed is True:
        await queues.drop_failed(call.bindings.database, name)


async def read(call: Call) -> Mapping[QueueName, models.QueueResponseDto]:
    """Every queue, in the contract's order."""
    bindings = call.bindings
    paused = await queues.paused(bindings.database)
    shown = {
        name: models.QueueResponseDto(
            name=name,
            isPaused=name in paused,
            statistics=models.QueueStatisticsDto(
                active=0, completed=0, delayed=0, failed=0, paused=0, waiting=0
            ),
        )
        for name in QueueName
    }
    for each in await queues.count(bindings.database, bindings.clock.now()):
        setattr(shown[QueueName(each.queue)].statistics, each.state, each.count)
    return shown


async def pause(call: Call, name: QueueName) -> None:
    """Deliver no more of it. Raises Refused for the one that keeps the house."""
    if name is QueueName.BACKGROUND_TASK:
        raise Refused("The BackgroundTask queue cannot be paused")
    await queues.pause(call.bindings.database, name)


async def resume(call: Call, name: QueueName) -> None:
    await queues.resume(call.bindings.database, name)
    await call.bindings.queue.wake()
