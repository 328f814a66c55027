"""Counting in Workers Analytics Engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bindings.cloudflare.javascript import to_object


class AnalyticsMetrics:
    """bindings.Metrics: one data point a count.

    Index: the name. Double: the value. Blobs: `label=value`, sorted.
    """

    def __init__(self, dataset: Any) -> None:
        self._dataset = dataset

    def count(self, name: str, value: float = 1, labels: Mapping[str, str] | None = None) -> None:
        blobs = [f"{label}={text}" for label, text in sorted((labels or {}).items())]
        point = {"indexes": [name], "doubles": [value], "blobs": blobs}
        self._dataset.writeDataPoint(to_object(point))
