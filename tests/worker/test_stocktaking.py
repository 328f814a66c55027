"""The nightly stocktaking in the Worker."""

from __future__ import annotations

from tests.worker.harness import Worker


def test_stocktaking(worker: Worker) -> None:
    worker.run("tests.worker.probes", "stocktaking")
