"""A phone's sync, whole and with nothing new, of the libraries of bench.scale."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import httpx

from bench.process import Row, Server, serving
from bench.scale import SIZES, library, visiting
from tests.clients.phone import TYPES

_LIBRARY = ["AssetsV2", "AssetExifsV1"]


def measure() -> Iterator[Row]:
    for size in SIZES:
        with library(size) as folder, serving(folder) as server, visiting(server) as phone:
            phone.get("/api/users/me").raise_for_status()
            idle = server.memory()
            server.forget_peak()
            for coding in ("identity", "gzip"):
                cpu, lines = _stream(server, phone, _LIBRARY, coding)
                name = f"first sync of {size:,} assets with exif, {coding}"
                target = "5 ms" if coding == "identity" else ""
                yield name, f"{cpu / lines * 1e6:.1f} ms CPU per 1,000 lines", target
            cpu, lines = _stream(server, phone, TYPES, "identity")
            spent = f"{cpu / lines * 1e6:.1f} ms CPU per 1,000"
            yield f"all that it syncs, {lines:,} lines", spent, ""
            grown = server.memory("VmHWM") - idle
            yield "memory on top", f"{max(0.0, grown):.0f} MB", "16 MB"
            yield f"sync with nothing new in {size:,}", f"{_quiet(server, phone):.1f} ms CPU", ""


def _stream(
    server: Server, phone: httpx.Client, types: Sequence[str], coding: str
) -> tuple[float, int]:
    """CPU seconds of one stream, and how many lines it had."""
    before, lines = server.cpu(), 0
    headers = {"accept-encoding": coding}
    body = {"types": types, "reset": True}
    unpack = zlib.decompressobj(wbits=31).decompress if coding == "gzip" else bytes
    with phone.stream("POST", "/api/sync/stream", json=body, headers=headers) as answer:
        for piece in answer.iter_raw(1 << 16):
            lines += unpack(piece).count(b"\n")
    return server.cpu() - before, lines


def _quiet(server: Server, phone: httpx.Client, times: int = 200) -> float:
    """CPU milliseconds of a sync in which all is quiet."""
    acks: dict[str, str] = {}
    with phone.stream("POST", "/api/sync/stream", json={"types": TYPES}) as answer:
        for line in answer.iter_lines():
            ack = line.rpartition('"ack":"')[2].removesuffix('"}')
            acks[ack.partition("|")[0]] = ack
    body = {"acks": [*acks.values()]}
    phone.post("/api/sync/ack", json=body).raise_for_status()
    assert phone.post("/api/sync/stream", json={"types": TYPES}).text.count("\n") == 1
    before = server.cpu()
    for _ in range(times):
        phone.post("/api/sync/stream", json={"types": TYPES})
    return (server.cpu() - before) / times * 1e3


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t")
