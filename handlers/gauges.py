"""Numbers about the installation as it is right now, for whoever watches it."""

from __future__ import annotations

from bindings import Bindings
from generated.models import QueueName
from photos import queues, statistics

Gauges = dict[tuple[str, tuple[tuple[str, str], ...]], float]
"""By name and labels. People appear by id."""


async def read(bindings: Bindings) -> Gauges:
    """What waits and what failed by queue, what each library holds, room for more."""
    gauges: Gauges = {}
    for name in QueueName:  # also what there is none of: an alarm needs a number
        for state in ("waiting", "failed"):
            gauges["jobs", (("queue", name.value), ("state", state))] = 0
    for each in await queues.count(bindings.database, bindings.clock.now()):
        gauges["jobs", (("queue", each.queue), ("state", each.state))] = each.count
    for usage in await statistics.usage(bindings.database):
        user = (("user", usage.user_id),)
        gauges["library_bytes", user] = usage.bytes
        gauges["library_photos", user] = usage.photos
        gauges["library_videos", user] = usage.videos
    capacity = await bindings.blobs.capacity()
    if capacity is not None:
        gauges["storage_size_bytes", ()] = capacity.total
        gauges["storage_free_bytes", ()] = capacity.free
    return gauges
