"""Searching: pages of equal size must cost the same, however large the library is.

Sizes and ready libraries are those of `bench.scale`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx

from bench.process import Row, Server, cheapest, microseconds, serving
from bench.scale import SIZES, library, visiting

_PAGE = {"size": 100}
_TABLE: list[tuple[str, str, str, dict[str, Any]]] = [
    # what, method, path, body
    ("newest 100", "POST", "metadata", _PAGE),
    ("page 50 of 100", "POST", "metadata", _PAGE | {"page": 50}),
    ("by name, few", "POST", "metadata", _PAGE | {"originalFileName": "0123"}),
    ("by name, most", "POST", "metadata", _PAGE | {"originalFileName": "IMG_"}),
    ("by name, two letters", "POST", "metadata", _PAGE | {"originalFileName": "im"}),
    ("by camera", "POST", "metadata", _PAGE | {"make": "Apple", "model": "iPhone 12"}),
    ("by city", "POST", "metadata", _PAGE | {"city": "Lisbon", "country": "Portugal"}),
    ("by date", "POST", "metadata",
     _PAGE | {"takenAfter": "2025-02-01T00:00:00Z", "takenBefore": "2025-03-01T00:00:00Z"}),
    ("favorites", "POST", "metadata", _PAGE | {"isFavorite": True}),
    ("videos", "POST", "metadata", _PAGE | {"type": "VIDEO"}),
    ("free text, a place", "POST", "metadata", _PAGE | {"query": "lisbon"}),
    ("free text, two words", "POST", "metadata", _PAGE | {"query": "berlin beach"}),
    ("free text, a camera", "POST", "metadata", _PAGE | {"query": "apple"}),
    ("free text, one letter", "POST", "metadata", _PAGE | {"query": "b"}),
    ("free text, nothing", "POST", "metadata", _PAGE | {"query": "nowhere"}),
    ("random 50", "POST", "random", {"size": 50}),
    ("random 50 favorites", "POST", "random", {"size": 50, "isFavorite": True}),
    ("statistics", "POST", "statistics", {}),
    ("statistics of a city", "POST", "statistics", {"city": "Lisbon"}),
    ("50 largest", "POST", "large-assets?size=50", {}),
    ("suggestions, cities", "GET", "suggestions?type=city&country=Germany", {}),
    ("suggestions, models", "GET", "suggestions?type=camera-model&make=Apple", {}),
    ("explore", "GET", "explore", {}),
    ("cities", "GET", "cities", {}),
]  # fmt: skip
_ROUNDS = 3


def measure() -> Iterator[Row]:
    columns = [dict(_measure(size)) for size in SIZES]
    yield f"searching {', '.join(f'{size:,}' for size in SIZES)} assets", "", ""
    for name in columns[0]:
        values = [column[name] for column in columns]
        shown = " / ".join(f"{value:.0f}" for value in values)
        yield name, f"{shown} µs, x{values[-1] / values[0]:.2f}", ""


def _measure(size: int) -> Iterator[tuple[str, float]]:
    with library(size) as folder, serving(folder) as server, visiting(server) as client:
        found = cheapest(
            _ROUNDS,
            lambda: [
                _cost(server, client, method, f"/api/search/{path}", body)
                for _, method, path, body in _TABLE
            ],
        )
        yield from zip((name for name, *_ in _TABLE), found, strict=True)


def _cost(
    server: Server, client: httpx.Client, method: str, path: str, body: dict[str, Any]
) -> float:
    """CPU of a request in µs: of twenty rounds of up to 50 ms or 20 requests."""
    request = client.build_request(method, path, json=body if method == "POST" else None)
    once = microseconds(server, client, request, 1, rounds=1)
    return microseconds(server, client, request, 20 * min(20, max(1, int(50_000 / once))))


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t", flush=True)
