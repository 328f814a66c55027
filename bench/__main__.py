"""Measure everything and write the table."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx

from bench import (
    authentication,
    download,
    ingest,
    load,
    megapixels,
    places,
    rows,
    scale,
    search,
    sockets,
    sync,
    yardstick,
)  # fmt: skip
from bench.ingest import TAKEN, finish_jobs, sign_up, small, upload
from bench.process import ROOT, Row, Server, costs, fresh
from bench.wire import connected, plain

DOCUMENT = ROOT / "docs" / "performance.md"
MARK = "<!-- measured by make bench -->"


def main() -> None:
    table: list[Row] = []
    for row in _measured():
        print(*row, sep="\t", flush=True)
        table.append(row)
    write(table)


def _measured() -> Iterator[Row]:
    yield from yardstick.measure()
    with fresh() as (server, client):
        yield from _start(server)
        yield from _requests(server, client)
        yield from _uploads(server, client)
    for bench in (
        ingest, megapixels, authentication, download, places, scale, rows, search, sockets, sync,
    ):  # fmt: skip
        yield from bench.measure()
    if "LOAD" in os.environ:  # seconds; 600 for the table
        yield from load.measure()


def _start(server: Server) -> Iterator[Row]:
    starts = [server.ready_after]
    for _ in range(4):
        with fresh() as (another, _client):
            starts.append(another.ready_after)
    yield "start to first ping, the quickest of five", f"{min(starts):.2f} s", "1 s"
    yield "memory after start", f"{server.memory():.0f} MB", "110 MB"


def _requests(server: Server, client: httpx.Client) -> Iterator[Row]:
    sign_up(client)
    first = fill_month(client)
    finish_jobs(client)
    settle(server)
    month = "/api/timeline/bucket?timeBucket=2024-05-01&visibility=timeline&withStacked=true"
    count = len(client.get(month).json()["id"])
    asked = [
        ("ping", "/api/server/ping", 5000, "80 µs"),
        ("asset", f"/api/assets/{first}", 2000, "400 µs"),
        (f"bucket of {count} assets", month, 500, "2000 µs"),
        ("thumbnail", f"/api/assets/{first}/thumbnail", 2000, "300 µs"),
    ]
    found = costs(server, client, [(path, times) for _, path, times, _ in asked])
    for (name, _, _, target), spent in zip(asked, found, strict=True):
        yield name, f"{spent:.0f} µs CPU", target


def fill_month(client: httpx.Client, count: int = 1000) -> str:
    """Upload `count` tiny photos of one month; the id of the first."""
    begin = datetime(2024, 5, 1, tzinfo=UTC)
    ids = [
        upload(client, small(number), begin + timedelta(minutes=number)) for number in range(count)
    ]
    return ids[0]


def _uploads(server: Server, client: httpx.Client) -> Iterator[Row]:
    server.forget_peak()
    resident = server.memory()
    before = server.cpu()
    asset_id = upload(client, bytes(500 * 1024 * 1024), TAKEN, "big.mp4")
    grown = server.memory("VmHWM") - resident
    yield "500 MB upload, memory on top", f"{max(0.0, grown):.0f} MB", "16 MB"
    yield "500 MB upload", f"{500 / (server.cpu() - before):.0f} MB per CPU-s", ""
    with connected(client) as wire:
        before = server.cpu()
        wire.ask(plain(client.build_request("GET", f"/api/assets/{asset_id}/original")))
    yield "500 MB original", f"{500 / (server.cpu() - before):.0f} MB per CPU-s", "600"


def settle(server: Server) -> None:
    """Wait until the jobs in the background are done (no CPU used for a second)."""
    while True:
        before = server.cpu()
        time.sleep(1)
        if server.cpu() - before < 0.02:
            return


def write(rows: list[Row]) -> None:
    """Replace what follows the mark in docs/performance.md."""
    machine = f"CPython {platform.python_version()}, {platform.machine()}, {platform.system()}"
    table = ["| what | measured | to reach |", "|---|---|---|"]
    table += [f"| {name} | {measured} | {target} |" for name, measured, target in rows]
    intro = DOCUMENT.read_text().partition(MARK)[0]
    DOCUMENT.write_text(f"{intro}{MARK}\n{machine}\n\n" + "\n".join(table) + "\n")


if __name__ == "__main__":
    main()
