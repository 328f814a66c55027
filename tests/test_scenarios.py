"""Every scenario through the local door, as a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.process import serving
from tests.scenarios import scenarios


@pytest.mark.parametrize("name", scenarios())
def test_scenario(name: str, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        scenarios()[name](server.url)
