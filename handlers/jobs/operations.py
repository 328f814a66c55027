"""Tag "Jobs": starting work by hand, and the older way to look at the queues."""

from __future__ import annotations

from generated import models
from generated.models import ManualJobName, QueueCommand, QueueName
from handlers import queues as queue_operations
from handlers.call import Call
from handlers.jobs.cleanup import TagCleanup
from handlers.jobs.departure import UserDeleteCheck
from handlers.jobs.extraction import AssetExtractMetadataQueueAll
from handlers.jobs.registry import Job
from handlers.jobs.thumbnails import AssetGenerateThumbnailsQueueAll
from photos import queues
from photos.refusal import Refused

_MANUAL: dict[ManualJobName, Job] = {
    ManualJobName.TAG_CLEANUP: TagCleanup(),
    ManualJobName.USER_CLEANUP: UserDeleteCheck(),
}
_BULK: dict[QueueName, type[AssetExtractMetadataQueueAll | AssetGenerateThumbnailsQueueAll]] = {
    QueueName.METADATA_EXTRACTION: AssetExtractMetadataQueueAll,
    QueueName.THUMBNAIL_GENERATION: AssetGenerateThumbnailsQueueAll,
}


async def get_queues_legacy(call: Call) -> models.QueuesResponseLegacyDto:
    found = await queue_operations.read(call)
    return models.QueuesResponseLegacyDto(
        **{name.value: _legacy(queue) for name, queue in found.items()}
    )


async def create_job(call: Call, body: models.JobCreateDto) -> None:
    """Jobs of features this server lacks are refused rather than swallowed."""
    if body.name not in _MANUAL:
        raise Refused("Invalid job name")
    await call.bindings.queue.send([_MANUAL[body.name].message()])


async def run_queue_command_legacy(
    call: Call, name: QueueName, body: models.QueueCommandDto
) -> models.QueueResponseLegacyDto:
    database = call.bindings.database
    match body.command:
        case QueueCommand.START:
            await _start(call, name, force=body.force is True)
        case QueueCommand.PAUSE:
            await queue_operations.pause(call, name)
        case QueueCommand.RESUME:
            await queue_operations.resume(call, name)
        case QueueCommand.EMPTY:
            await queues.drop_waiting(database, name)
        case QueueCommand.CLEAR_FAILED:
            await queues.drop_failed(database, name)
    return _legacy(await queue_operations.get_queue(call, name))


async def _start(call: Call, name: QueueName, *, force: bool) -> None:
    """Try again what was given up, and look for what is to be done. A queue that has
    nothing to look for is started only to try again."""
    counts = (await queue_operations.get_queue(call, name)).statistics
    if name not in _BULK and not counts.failed:
        raise Refused(f"Invalid job name: {name}")
    if counts.active:
        raise Refused("Job is already running")
    bindings = call.bindings
    await queues.retry_failed(bindings.database, name, bindings.clock.now())
    if name in _BULK:
        await bindings.queue.send([_BULK[name](force=force).message()])
    await bindings.queue.wake()


def _legacy(queue: models.QueueResponseDto) -> models.QueueResponseLegacyDto:
    return models.QueueResponseLegacyDto(
        jobCounts=queue.statistics,
        queueStatus=models.QueueStatusLegacyDto(
            isActive=queue.statistics.active > 0, isPaused=queue.isPaused
        ),
    )
