"""Places in the Worker."""

from __future__ import annotations

from tests.worker.harness import Worker


def test_naming(worker: Worker) -> None:
    worker.run("tests.worker.probes", "naming")
