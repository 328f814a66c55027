"""Every scenario against the Worker."""

from __future__ import annotations

import pytest

from tests.scenarios import scenarios
from tests.worker.harness import Worker


@pytest.mark.parametrize("name", scenarios())
def test_scenario(worker: Worker, name: str) -> None:
    scenarios()[name](worker.url)
