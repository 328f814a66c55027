"""Answers of equal size must cost the same, however large the library is.

BENCH_SIZES names the libraries, `10000,100000` unless told otherwise; a million
assets take four minutes to write. Libraries under BENCH_DATA (`<size>/`) are
used as they are; those made here go away again.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench import seed
from bench.process import Row, Server, costs, serving

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "10000,100000").split(","))
_MAIN = "visibility=timeline&withPartners=true&withStacked=true"
"""What the web's timeline asks for."""
_TEN_THOUSAND, _THOUSAND, _ = seed.LARGE_ALBUMS
TABLE = [
    # what, path, times, target in µs
    ("bucket list", f"/api/timeline/buckets?{_MAIN}", 1500, 300),
    ("bucket of 100", f"/api/timeline/bucket?timeBucket=2025-01-01&{_MAIN}", 1500, 500),
    ("bucket of 1,000", f"/api/timeline/bucket?timeBucket=2025-03-01&{_MAIN}", 600, 2000),
    ("bucket of 5,000", f"/api/timeline/bucket?timeBucket=2025-04-01&{_MAIN}", 150, 8000),
    ("asset", "/api/assets/{asset}", 1500, 400),
    ("thumbnail", "/api/assets/{asset}/thumbnail", 1500, 300),
    ("asset statistics", "/api/assets/statistics", 1500, 400),
    ("200 albums", "/api/albums", 600, 1000),
    ("album of 1,000", f"/api/albums/{_THOUSAND}", 1500, 500),
    ("album of 10,000", f"/api/albums/{_TEN_THOUSAND}", 1500, 500),
    ("its bucket list", f"/api/timeline/buckets?albumId={_TEN_THOUSAND}", 600, 1000),
    ("its bucket of 500",
     f"/api/timeline/bucket?timeBucket=2025-02-01&albumId={_TEN_THOUSAND}", 600, 1000),
]  # fmt: skip


def measure() -> Iterator[Row]:
    columns = [dict(_measure(size)) for size in SIZES]
    sizes = ", ".join(f"{size:,}" for size in SIZES)
    yield f"CPU with {sizes} assets", "", ""
    for name in columns[0]:
        values = [column[name] for column in columns]
        shown = " / ".join(f"{value:.0f}" for value in values)
        target = next((f"{most} µs" for what, _, _, most in TABLE if what == name), "")
        ratio = f", x{values[-1] / values[0]:.2f}" if len(values) > 1 else ""
        yield name, f"{shown} µs{ratio}", target and f"{target}, x1.5"


def _measure(size: int) -> Iterator[tuple[str, float]]:
    with library(size) as folder, serving(folder) as server, visiting(server) as client:
        asset = client.get(TABLE[1][1]).json()["id"][0]
        asked = [(path.format(asset=asset), times) for _, path, times, _ in TABLE]
        yield from zip((name for name, *_ in TABLE), costs(server, client, asked), strict=True)
        yield "50,000 ids into an album, 10,000 of the smallest library", _addition(server, client)


@contextmanager
def library(size: int) -> Iterator[Path]:
    ready = Path(os.environ.get("BENCH_DATA", "/nowhere")) / str(size)
    if ready.is_dir():
        yield ready
        return
    with tempfile.TemporaryDirectory() as folder:
        seed.seed(Path(folder), size)
        yield Path(folder)


@contextmanager
def visiting(server: Server) -> Iterator[httpx.Client]:
    """The owner of a seeded library, logged in."""
    with httpx.Client(base_url=server.url, timeout=300) as client:
        person = {"email": seed.EMAIL, "password": seed.PASSWORD}
        client.post("/api/auth/login", json=person).raise_for_status()
        yield client


def _many(client: httpx.Client) -> list[str]:
    """At most 50,000 ids, of the latest months."""
    ids: list[str] = []
    for bucket in client.get("/api/timeline/buckets?visibility=timeline").json():
        page = f"/api/timeline/bucket?visibility=timeline&timeBucket={bucket['timeBucket']}"
        ids += client.get(page).json()["id"]
        if len(ids) >= 50_000:
            break
    return ids[:50_000]


def _addition(server: Server, client: httpx.Client) -> float:
    """CPU in µs of one call; the album goes away again."""
    ids = _many(client)
    album = client.post("/api/albums", json={"albumName": "Everything"}).json()["id"]
    before = server.cpu()
    answer = client.put(f"/api/albums/{album}/assets", json={"ids": ids})
    spent = server.cpu() - before
    assert sum(one["success"] for one in answer.raise_for_status().json()) == len(ids)
    client.delete(f"/api/albums/{album}").raise_for_status()
    time.sleep(1)
    return spent * 1e6


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t", flush=True)
