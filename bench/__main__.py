"""Measure everything and write the table."""

from __future__ import annotations

import io
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from PIL import Image

from bench.process import ROOT, Server, serving

DOCUMENT = ROOT / "docs" / "performance.md"
MARK = "<!-- measured by make bench -->"
PERSON = {"email": "bench@example.com", "password": "bench", "name": "Bench"}
Row = tuple[str, str, str]


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        rows = [*_start(server), *_requests(server, client), *_uploads(server, client)]
    write(rows)


def _start(server: Server) -> Iterator[Row]:
    yield "start to first ping", f"{server.ready_after:.2f} s", "1 s"
    yield "memory after start", f"{server.memory():.0f} MB", "110 MB"


def _requests(server: Server, client: httpx.Client) -> Iterator[Row]:
    client.post("/api/auth/admin-sign-up", json=PERSON).raise_for_status()
    client.post("/api/auth/login", json=PERSON).raise_for_status()
    first = fill_month(client)
    wait_until(lambda: client.get(f"/api/assets/{first}").json()["thumbhash"] is not None)
    settle(server)
    month = "/api/timeline/bucket?timeBucket=2024-05-01&visibility=timeline&withStacked=true"
    count = len(client.get(month).json()["id"])
    yield cost(server, client, "ping", "/api/server/ping", 5000, "80 µs")
    yield cost(server, client, "asset", f"/api/assets/{first}", 2000, "400 µs")
    yield cost(server, client, f"bucket of {count} assets", month, 500, "2000 µs")
    yield cost(server, client, "thumbnail", f"/api/assets/{first}/thumbnail", 2000, "300 µs")


def cost(
    server: Server, client: httpx.Client, name: str, path: str, times: int, target: str
) -> Row:
    """CPU per request of a GET over one kept-alive connection."""
    for _ in range(20):
        client.get(path).raise_for_status()
    before = server.cpu()
    for _ in range(times):
        client.get(path)
    return name, f"{(server.cpu() - before) / times * 1e6:.0f} µs CPU", target


def fill_month(client: httpx.Client, count: int = 1000) -> str:
    """Upload `count` tiny photos of one month; the id of the first."""
    begin = datetime(2024, 5, 1, tzinfo=UTC)
    ids = [
        upload(client, picture((32, 24), number), begin + timedelta(minutes=number))
        for number in range(count)
    ]
    return ids[0]


def picture(size: tuple[int, int], number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (90, 120, 99)).save(out, "JPEG", comment=str(number))
    return out.getvalue()


def detailed(number: int) -> bytes:
    """A 12-megapixel JPEG with as much detail as a phone's photo (about 4 MB)."""
    noise = Image.effect_noise((4000, 3000), 24 + number % 3).convert("RGB")
    gradient = Image.radial_gradient("L").resize((4000, 3000)).convert("RGB")
    out = io.BytesIO()
    Image.blend(noise, gradient, 0.6).save(out, "JPEG", quality=88)
    return out.getvalue()


def upload(client: httpx.Client, data: bytes, taken: datetime, name: str = "a.jpg") -> str:
    form = {"fileCreatedAt": taken.isoformat(), "fileModifiedAt": taken.isoformat()}
    answer = client.post("/api/assets", data=form, files={"assetData": (name, data)}, timeout=300)
    answer.raise_for_status()
    asset_id: str = answer.json()["id"]
    return asset_id


def _uploads(server: Server, client: httpx.Client) -> Iterator[Row]:
    photos = [detailed(number) for number in range(10)]
    before = server.cpu()
    taken = datetime(2024, 6, 1, tzinfo=UTC)
    ids = [upload(client, photo, taken) for photo in photos]
    for each in ids:
        wait_until(lambda each=each: ready(client, each))  # type: ignore[misc]
    settle(server)
    spent = (server.cpu() - before) / len(photos)
    yield "12 MP JPEG, upload to previews", f"{spent:.2f} CPU-s", "0.25 CPU-s"
    server.forget_peak()
    resident = server.memory()
    before = server.cpu()
    asset_id = upload(client, bytes(500 * 1024 * 1024), taken, "big.mp4")
    grown = server.memory("VmHWM") - resident
    yield "500 MB upload, memory on top", f"{max(0.0, grown):.0f} MB", "16 MB"
    yield "500 MB upload", f"{500 / (server.cpu() - before):.0f} MB per CPU-s", ""
    before = server.cpu()
    with client.stream("GET", f"/api/assets/{asset_id}/original") as answer:
        for _ in answer.iter_raw(1 << 20):
            pass
    yield "500 MB original", f"{500 / (server.cpu() - before):.0f} MB per CPU-s", "600"


def ready(client: httpx.Client, asset_id: str) -> bool:
    return client.get(f"/api/assets/{asset_id}").json()["thumbhash"] is not None


def settle(server: Server) -> None:
    """Wait until the jobs in the background are done (no CPU used for a second)."""
    while True:
        before = server.cpu()
        time.sleep(1)
        if server.cpu() - before < 0.02:
            return


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 300
    while not true():
        assert time.monotonic() < deadline, "the jobs did not finish"
        time.sleep(0.05)


def write(rows: list[Row]) -> None:
    """Replace what follows the mark in docs/performance.md."""
    machine = f"CPython {platform.python_version()}, {platform.machine()}, {platform.system()}"
    table = ["| what | measured | to reach |", "|---|---|---|"]
    table += [f"| {name} | {measured} | {target} |" for name, measured, target in rows]
    intro = DOCUMENT.read_text().partition(MARK)[0]
    DOCUMENT.write_text(f"{intro}{MARK}\n{machine}\n\n" + "\n".join(table) + "\n")
    print("\n".join(table))


if __name__ == "__main__":
    main()
