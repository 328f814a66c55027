"""What is done to one queue leaves the others alone, and what is in work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bindings import Database
from photos import queues
from tests.photos.library import NOW, STAMP, Library

HERE, THERE = "metadataExtraction", "thumbnailGeneration"
STATES = ("waiting", "paused", "active", "dead")
Act = Callable[[Database], Awaitable[None]]


async def after(library: Library, act: Act) -> dict[str, list[str]]:
    """The states in which a job of each state is afterwards, by queue; gone ones are left out."""
    for queue in (HERE, THERE):
        for state in STATES:
            await library.insert(
                "jobs", queue=queue, type=state, data="{}", state=state, attempts=4, due=STAMP,
                sent_at=STAMP,
            )  # fmt: skip
    await act(library.database)
    rows = await library.rows("SELECT queue, state FROM jobs ORDER BY id")
    return {name: [state for queue, state in rows if queue == name] for name in (HERE, THERE)}


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (lambda database: queues.pause(database, HERE), ["paused", "paused", "active", "dead"]),
        (lambda database: queues.resume(database, HERE), ["waiting", "waiting", "active", "dead"]),
        (lambda database: queues.drop_waiting(database, HERE), ["active", "dead"]),
        (lambda database: queues.drop_failed(database, HERE), ["waiting", "paused", "active"]),
        (
            lambda database: queues.retry_failed(database, HERE, NOW),
            ["waiting", "paused", "active", "waiting"],
        ),
    ],
    ids=["pause", "resume", "drop waiting", "drop failed", "retry failed"],
)
async def test_one_queue_alone(library: Library, act: Act, left: list[str]) -> None:
    assert await after(library, act) == {HERE: left, THERE: list(STATES)}


async def test_what_is_tried_again_has_all_its_attempts_and_waits_for_its_queue(
    library: Library,
) -> None:
    async def act(database: Database) -> None:
        await queues.pause(database, HERE)
        await queues.retry_failed(database, HERE, NOW)

    assert (await after(library, act))[HERE] == ["paused", "paused", "active", "paused"]
    dead = "SELECT attempts FROM jobs WHERE queue = ? AND type = 'dead'"
    assert await library.value(dead, HERE) == 0
    assert await library.value(dead, THERE) == 4


async def test_a_job_of_another_type_is_no_job_for_this(library: Library) -> None:
    for type, id in (("A", "one"), ("B", "two")):
        await library.insert(
            "jobs", queue=HERE, type=type, data=f'{{"id":"{id}"}}', state="waiting",
            due=STAMP, sent_at=STAMP,
        )  # fmt: skip
    last = await queues.last(library.database)
    ids = ["one", "two", "three"]
    assert await queues.without(library.database, "A", ids, last) == ["two", "three"]
    assert await queues.without(library.database, "A", ids, 0) == ids
