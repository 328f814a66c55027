"""What the Worker does with a delivered job, by what the table of jobs says of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.harness import Worker

JOBS, DEAD = "immich-jobs", "immich-jobs-dlq"


def deliver(worker: Worker, queue: str, state: str | None, **more: Any) -> tuple[Any, ...]:
    """(whether it ran, what the platform was told, its row after that)"""
    story = worker.run("tests.worker.probes", "delivered", queue=queue, state=state, **more)
    return story["ran"], story["verdict"], story["row"]


@pytest.mark.parametrize(
    ("state", "attempts", "ran", "row"),
    [
        ("waiting", 1, True, None),
        ("active", 2, True, None),  # the attempt before died
        ("active", 1, False, ["active", None]),  # another message has brought it
        ("paused", 1, False, ["paused", None]),
        ("dead", 1, False, ["dead", None]),
        (None, 1, False, None),  # dropped, or done before
    ],
)
def test_only_what_waits_is_done(
    bare_worker: Worker, state: str | None, attempts: int, ran: bool, row: Any
) -> None:
    assert deliver(bare_worker, JOBS, state, attempts=attempts) == (ran, "ack", row)


def test_what_fails_is_put_back_and_comes_again_later(bare_worker: Worker) -> None:
    error = "ValueError: a job that fails"
    story = deliver(bare_worker, JOBS, "waiting", attempts=2, fails=True)
    assert story == (True, "retry in 60 s", ["waiting", error])


@pytest.mark.parametrize("state", ["waiting", "active"])
def test_dead_letters_are_noted_and_not_done(bare_worker: Worker, state: str) -> None:
    ran, _, row = deliver(bare_worker, DEAD, state)
    assert (ran, row) == (False, ["dead", "the process died at work"])


def test_a_message_nobody_can_read_does_not_hold_up_others(bare_worker: Worker) -> None:
    assert bare_worker.run("tests.worker.probes", "after_poison", queue=JOBS) == [
        "retry in 30 s", "ack"
    ]  # fmt: skip
    assert bare_worker.run("tests.worker.probes", "after_poison", queue=DEAD) == ["ack", "ack"]
