"""Numbers about what happened, as a Protocol; each platform keeps them in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Metrics(Protocol):
    """Counting and measuring; never in the way of what is counted."""

    def count(
        self, name: str, value: float = 1, labels: Mapping[str, str] | None = None
    ) -> None: ...

    def observe(self, name: str, seconds: float, labels: Mapping[str, str]) -> None:
        """How long one of many took. Labels have few values, and name nobody."""
        ...
