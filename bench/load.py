"""Mixed browsing and uploading from many connections, for as long as LOAD says (seconds).

    LOAD=20 python -m bench.load

Every answer must be a success, memory at the end what it was after a quarter of the time.
"""

from __future__ import annotations

import asyncio
import io
import os
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

from bench.ingest import TAKEN, finish_jobs, jpeg, sign_up, small, upload
from bench.process import Row, Server, serving

CONNECTIONS = 32
_PHOTOS = 200
_MONTH = "visibility=timeline&withStacked=true"
_LEAST = ("buckets", "bucket", "thumbnail", "asset", "search", "upload")


@dataclass
class Load:
    """What the connections share: what they look at (photos that have their pictures), and
    what came of it."""

    ids: list[str]
    until: float
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    took: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in _LEAST})
    errors: list[str] = field(default_factory=list)


def measure(seconds: float | None = None) -> Iterator[Row]:
    seconds = seconds or float(os.environ["LOAD"])
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        with httpx.Client(base_url=server.url, timeout=60) as client:
            sign_up(client)
            ids = [upload(client, small(-number), TAKEN) for number in range(_PHOTOS)]
            finish_jobs(client)
            cookies = client.cookies
        load = Load(ids, time.perf_counter() + seconds)
        early, late = asyncio.run(_run(server, cookies, load, seconds))
    total = sum(map(len, load.took.values()))
    yield f"{CONNECTIONS} connections for {seconds:.0f} s", f"{total / seconds:.0f}/s", ""
    first = f", first: {load.errors[0]}" if load.errors else ""
    yield "its errors", f"{len(load.errors)} of {total}{first}", "0"
    yield "its memory after a quarter and at the end", f"{early:.0f}, {late:.0f} MB", "flat"
    for kind, times in load.took.items():
        yield f"its {kind}, p50 and p99 of {len(times)}", _percentiles(times), ""


def _percentiles(times: list[float]) -> str:
    ordered = sorted(times) or [0.0]
    p50, p99 = (ordered[int(len(ordered) * part)] for part in (0.5, 0.99))
    return f"{p50 * 1000:.0f}, {p99 * 1000:.0f} ms"


async def _run(
    server: Server, cookies: httpx.Cookies, load: Load, seconds: float
) -> tuple[float, float]:
    """Memory in MB after a quarter of the time and at its end."""
    template = jpeg(12, 0)
    visits = [_visit(server.url, cookies, load, number, template) for number in range(CONNECTIONS)]
    running = [asyncio.create_task(visit) for visit in visits]
    await asyncio.sleep(seconds / 4)
    early = server.memory()
    await asyncio.sleep(max(0.0, load.until - time.perf_counter()))
    late = server.memory()
    await asyncio.gather(*running)
    return early, late


async def _visit(url: str, cookies: httpx.Cookies, load: Load, seed: int, template: bytes) -> None:
    """One connection: nine looks for an upload, one upload of fifty a photo of 12 MP."""
    chance = random.Random(seed)
    async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=120) as client:
        actions = _actions(client, load, chance, template)
        kinds, weights = list(actions), [5, 10, 60, 10, 5, 10]
        while time.perf_counter() < load.until:
            (kind,) = chance.choices(kinds, weights)
            began = time.perf_counter()
            try:
                answer = await actions[kind]()
            except httpx.HTTPError as error:
                load.errors.append(f"{kind}: {error!r}")
                continue
            load.took[kind].append(time.perf_counter() - began)
            if not answer.is_success:
                load.errors.append(f"{kind}: {answer.status_code} {answer.text[:200]}")


def _actions(
    client: httpx.AsyncClient, load: Load, chance: random.Random, template: bytes
) -> dict[str, Callable[[], Awaitable[httpx.Response]]]:
    def asset() -> str:
        return f"/api/assets/{chance.choice(load.ids)}"

    async def add() -> httpx.Response:
        number = next(load.numbers)
        large = number % 50 == 0
        data = template + str(number).encode() if large else small(number)
        taken = TAKEN.isoformat()
        form = {"fileCreatedAt": taken, "fileModifiedAt": taken}
        files = {"assetData": ("a.jpg", io.BytesIO(data))}
        return await client.post("/api/assets", data=form, files=files)

    month = f"/api/timeline/bucket?timeBucket=2024-06-01&{_MONTH}"
    return {
        "buckets": lambda: client.get(f"/api/timeline/buckets?{_MONTH}"),
        "bucket": lambda: client.get(month),
        "thumbnail": lambda: client.get(f"{asset()}/thumbnail"),
        "asset": lambda: client.get(asset()),
        "search": lambda: client.post("/api/search/metadata", json={"query": "a", "size": 100}),
        "upload": add,
    }


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        for row in measure(float(os.environ.get("LOAD", "20"))):
            print(*row, sep="\t", flush=True)
