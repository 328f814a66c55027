"""Counters and histograms in memory, and the text Prometheus reads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

Labels = tuple[tuple[str, str], ...]

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds: upper ends of the classes durations fall into; there is one more above."""

_PREFIX = "immich_"
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


class _Histogram:
    __slots__ = ("classes", "sum")

    def __init__(self) -> None:
        self.classes = [0] * (len(BOUNDS) + 1)
        self.sum = 0.0


class MemoryMetrics:
    """bindings.Metrics; sums since the start, by name and sorted labels."""

    def __init__(self) -> None:
        self.totals: Counter[tuple[str, Labels]] = Counter()
        self._durations: dict[tuple[str, Labels], _Histogram] = defaultdict(_Histogram)

    def count(self, name: str, value: float = 1, labels: Mapping[str, str] | None = None) -> None:
        # Counter is typed for whole numbers, but adds any.
        self.totals[name, _sorted(labels or {})] += value  # type: ignore[assignment]

    def observe(self, name: str, seconds: float, labels: Mapping[str, str]) -> None:
        histogram = self._durations[name, _sorted(labels)]
        histogram.classes[bisect_left(BOUNDS, seconds)] += 1
        histogram.sum += seconds

    def lines(self) -> Iterator[str]:
        """Everything in Prometheus' text format, line by line."""
        yield from _family("counter", sorted(self.totals.items()), "_total")
        known = ""
        for (name, labels), histogram in sorted(self._durations.items(), key=lambda pair: pair[0]):
            if name != known:
                yield f"# TYPE {_PREFIX}{name} histogram"
                known = name
            reached = 0
            for bound, count in zip((*BOUNDS, "+Inf"), histogram.classes, strict=True):
                reached += count
                yield _sample(f"{name}_bucket", (*labels, ("le", str(bound))), reached)
            yield _sample(f"{name}_sum", labels, histogram.sum)
            yield _sample(f"{name}_count", labels, reached)


def gauge_lines(gauges: Mapping[tuple[str, Labels], float]) -> Iterator[str]:
    """Numbers as they are right now, in the same format."""
    return _family("gauge", sorted(gauges.items()), "")


def _family(
    kind: str, samples: list[tuple[tuple[str, Labels], float]], ending: str
) -> Iterator[str]:
    known = ""
    for (name, labels), value in samples:
        if name != known:
            yield f"# TYPE {_PREFIX}{name}{ending} {kind}"
            known = name
        yield _sample(f"{name}{ending}", labels, value)


def _sample(name: str, labels: Labels, value: float) -> str:
    pairs = ",".join(f'{label}="{text.translate(_ESCAPES)}"' for label, text in labels)
    return f"{_PREFIX}{name}{{{pairs}}} {value}"


def _sorted(labels: Mapping[str, str]) -> Labels:
    return tuple(sorted(labels.items()))
