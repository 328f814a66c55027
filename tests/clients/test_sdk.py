"""@immich/sdk, the package every client in JavaScript is made with."""

from __future__ import annotations

from pathlib import Path

from tests.clients.node import check_sdk, drive_sdk


def test_main_job(empty: str, tmp_path: Path) -> None:
    check_sdk(drive_sdk(empty, tmp_path))
