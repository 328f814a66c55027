"""Taking many photos home at once: what an archive costs, and a plan of everything."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from bench.ingest import PERSON, TAKEN, sign_up, upload
from bench.process import Row, Server, serving
from bench.wire import connected, plain
from bindings import Sql
from bindings.local import open_bindings

_PHOTOS, _MB = 120, 5
_LIBRARY = 100_000


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with serving(data) as server, httpx.Client(base_url=server.url, timeout=600) as client:
            ids = _fill(client)
            body = {"assetIds": ids}
            name = f"zip of {len(ids)} x {_MB} MB"
            yield from _archive(server, client, name, body, "300")
        asyncio.run(_change(data, [Sql("UPDATE asset_exif SET crc32 = NULL")]))
        with serving(data) as server, httpx.Client(base_url=server.url, timeout=600) as client:
            _log_in(client)
            yield from _archive(server, client, f"{name}, no checksums kept", body, "300")
        asyncio.run(_change(data, grow(_LIBRARY)))
        with serving(data) as server, httpx.Client(base_url=server.url, timeout=600) as client:
            _log_in(client)
            yield from _plan(server, client)


def _fill(client: httpx.Client) -> list[str]:
    sign_up(client)
    size = _MB * 2**20
    return [
        upload(
            client, b"%08d" % number + bytes(size - 8), TAKEN + timedelta(number), f"{number}.mp4"
        )
        for number in range(_PHOTOS)
    ]


def _log_in(client: httpx.Client) -> None:
    client.post("/api/auth/login", json=PERSON).raise_for_status()


def _archive(
    server: Server, client: httpx.Client, name: str, body: dict[str, Any], target: str
) -> Iterator[Row]:
    client.post("/api/download/archive", json={"assetIds": body["assetIds"][:2]})
    server.forget_peak()
    resident, before = server.memory(), server.cpu()
    with connected(client) as wire:
        length = wire.ask(plain(client.build_request("POST", "/api/download/archive", json=body)))
    rate = length / 2**20 / (server.cpu() - before)
    grown = server.memory("VmHWM") - resident
    yield name, f"{rate:.0f} MB per CPU-s", target
    yield f"{name}, memory on top", f"{max(0.0, grown):.0f} MB", "16 MB"


def _plan(server: Server, client: httpx.Client) -> Iterator[Row]:
    me = client.get("/api/users/me").json()["id"]
    server.forget_peak()
    resident, before = server.memory(), server.cpu()
    with client.stream("POST", "/api/download/info", json={"userId": me}) as answer:
        answer.raise_for_status()
        length = sum(map(len, answer.iter_raw(1 << 20)))
    spent, grown = server.cpu() - before, server.memory("VmHWM") - resident
    assert length > _LIBRARY * 36
    yield f"plan of {_LIBRARY:,} assets", f"{spent:.1f} s CPU", ""
    yield f"plan of {_LIBRARY:,} assets, memory on top", f"{max(0.0, grown):.0f} MB", "16 MB"


async def _change(data: Path, statements: list[Sql]) -> None:
    bindings = await open_bindings(data)
    try:
        await bindings.database.batch(statements)
    finally:
        bindings.close()


def grow(count: int) -> list[Sql]:
    """More assets like the first one of a library, at random ids, without bytes of their own."""
    return [
        Sql(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO assets (
              id, owner_id, type, original_path, original_file_name, checksum, file_created_at,
              local_date_time, file_modified_at, created_at
            )
            SELECT
              printf('%08x-0000-4000-8000-%012x', i * 2654435761 & 4294967295, i), owner_id, type,
              original_path, original_file_name, printf('%028d', i),
              strftime('%Y-%m-%dT%H:%M:%fZ', file_created_at, i || ' minutes'),
              local_date_time, file_modified_at, created_at
            FROM (SELECT * FROM assets LIMIT 1) CROSS JOIN n
            """,
            (count,),
        ),
        Sql(
            """
            INSERT INTO asset_exif (seq, owner_id, file_size_in_byte)
            SELECT seq, owner_id, 3000000 FROM assets
            WHERE NOT EXISTS (SELECT 1 FROM asset_exif WHERE asset_exif.seq = assets.seq)
            """
        ),
    ]


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t", flush=True)
