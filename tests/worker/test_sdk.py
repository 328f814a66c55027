"""@immich/sdk before the Worker: the very driver that tests/clients runs before the local door."""

from __future__ import annotations

from pathlib import Path

from tests.clients.node import check_sdk, drive_sdk
from tests.worker.harness import Worker


def test_main_job(worker: Worker, tmp_path: Path) -> None:
    check_sdk(drive_sdk(worker.url, tmp_path))
