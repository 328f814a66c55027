"""Counters in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

Labels = tuple[tuple[str, str], ...]


class MemoryMetrics:
    """bindings.Metrics; `totals` holds the sums since the start, by name and sorted labels."""

    def __init__(self) -> None:
        self.totals: Counter[tuple[str, Labels]] = Counter()

    def count(self, name: str, value: float = 1, labels: Mapping[str, str] | None = None) -> None:
        # Counter is typed for whole numbers, but adds any.
        self.totals[name, tuple(sorted((labels or {}).items()))] += value  # type: ignore[assignment]
