"""Counting and measuring in Workers Analytics Engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import js
import msgspec

_encode = msgspec.json.Encoder().encode


class AnalyticsMetrics:
    """bindings.Metrics: one data point a count, or a duration in milliseconds.

    Index: the name. Double: the value. Blobs: `label=value`, sorted.
    """

    def __init__(self, dataset: Any) -> None:
        self._dataset = dataset

    def count(self, name: str, value: float = 1, labels: Mapping[str, str] | None = None) -> None:
        blobs = [f"{label}={text}" for label, text in sorted((labels or {}).items())]
        point = {"indexes": [name], "doubles": [value], "blobs": blobs}
        # Through JSON, so that Python and JavaScript meet once and not for every field.
        self._dataset.writeDataPoint(js.JSON.parse(_encode(point).decode()))

    def observe(self, name: str, seconds: float, labels: Mapping[str, str]) -> None:
        self.count(name, seconds * 1000, labels)
