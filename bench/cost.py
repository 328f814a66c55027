"""What the Worker uses up, action by action, counted in its harness into bench/counts.json.

    python -m bench.cost            counts, then writes docs/cost.md
    python -m bench.cost write      writes docs/cost.md out of the counts there are

An action that depends on how many photos it shows is measured with few and with
more, which gives what it costs anyway and what each photo adds. CPU is that of the
process which runs Pyodide in Node: workerd's is another, and less.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bench import bill
from bench.ingest import PERSON, small, upload
from bench.process import Server
from bindings.cloudflare.stage import stage
from tests.worker.harness import Worker, open_worker

FEW, MORE = 20, 120
TIMES = 10
_SHOW_MANY = {"month", "album month", "search", "first sync", "night"}
_BEGIN = datetime(2024, 5, 1, tzinfo=UTC)
_MONTH = "visibility=timeline&withPartners=true&withStacked=true"
_TYPES = [
    "AuthUsersV1", "UsersV1", "AlbumsV2", "AlbumUsersV1", "AlbumToAssetsV1", "AssetsV2",
    "AssetExifsV1", "StacksV1", "UserMetadataV1", "PartnersV1",
]  # fmt: skip
Amounts = dict[str, float]


class Meter:
    """A Worker that counts, and somebody logged in to it."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.process = Server(worker.url, worker.pid, 0)
        self.client = httpx.Client(base_url=worker.url, timeout=120)
        self.database = 0

    def measure(self, action: Callable[[], object], times: int = 1) -> Amounts:
        """Amounts for one time of `times`, with the jobs it sent."""
        self._settled()
        before = self.process.cpu()
        for _ in range(times):
            action()
        total, spent = self._settled(), self.process.cpu() - before
        total["cpu_ms"] = round(spent * 1000)
        return {name: amount / times for name, amount in total.items()}

    def _settled(self) -> Counter[str]:
        """Everything billed until nothing was for two seconds."""
        total: Counter[str] = Counter()
        quiet = 0
        while quiet < 4:
            counts, size = self.worker.counts()
            self.database = size or self.database
            total.update(counts)
            quiet = 0 if counts else quiet + 1
            time.sleep(0.5)
        return total


def measure() -> dict[str, dict[str, Amounts]]:
    """Per action: `fixed`, and `each` photo shown."""
    stage()
    with open_worker(counting=True) as worker:
        meter = Meter(worker)
        for path in ("auth/admin-sign-up", "auth/login"):
            meter.client.post(f"/api/{path}", json=PERSON).raise_for_status()
        ids = _fill(meter, 0, FEW)
        few, size = _actions(meter, ids), meter.database
        uploads = meter.measure(lambda: ids.extend(_fill(meter, FEW, MORE)))
        grown = meter.database - size
        more = _actions(meter, ids)
    each = {name: amount / (MORE - FEW) for name, amount in uploads.items()}
    each["database_bytes"] = grown / (MORE - FEW)
    lines = {
        name: _line(few[name] if name in _SHOW_MANY else amounts, amounts)
        for name, amounts in more.items()
    }
    return {"upload": {"fixed": each, "each": {}}} | lines


def _fill(meter: Meter, begin: int, end: int) -> list[str]:
    return [
        upload(meter.client, small(number, (640, 480)), _BEGIN + timedelta(minutes=number))
        for number in range(begin, end)
    ]


def _actions(meter: Meter, ids: list[str]) -> dict[str, Amounts]:
    get = _getter(meter.client)
    album = {"albumName": f"All {len(ids)}", "assetIds": ids}
    made: str = meter.client.post("/api/albums", json=album).raise_for_status().json()["id"]
    page = {"query": "a.jpg", "size": 1000}
    measured = {
        name: meter.measure(action, TIMES)
        for name, action in {
            "timeline": get(f"timeline/buckets?{_MONTH}"),
            "month": get(f"timeline/bucket?timeBucket=2024-05-01&{_MONTH}"),
            "thumbnail": get(f"assets/{ids[0]}/thumbnail?size=thumbnail"),
            "preview": get(f"assets/{ids[0]}/thumbnail?size=preview"),
            "original": get(f"assets/{ids[0]}/original"),
            "asset": get(f"assets/{ids[0]}"),
            "album": get(f"albums/{made}", f"timeline/buckets?albumId={made}"),
            "album month": get(f"timeline/bucket?timeBucket=2024-05-01&albumId={made}"),
            "search": lambda: meter.client.post("/api/search/metadata", json=page).json()["assets"],
        }.items()
    }
    return measured | _syncs(meter) | {"night": meter.measure(meter.worker.alarm)}


def _getter(client: httpx.Client) -> Callable[..., Callable[[], object]]:
    def get(*paths: str) -> Callable[[], object]:
        return lambda: [client.get(f"/api/{path}").raise_for_status() for path in paths]

    return get


def _syncs(meter: Meter) -> dict[str, Amounts]:
    """A phone's first stream, and one that has nothing to tell. Empty while this
    version has no sync."""
    acks: list[str] = []

    def stream() -> None:
        answer = meter.client.post("/api/sync/stream", json={"types": _TYPES}).raise_for_status()
        lines: list[dict[str, Any]] = [json.loads(line) for line in answer.text.splitlines()]
        acks[:] = {line["type"]: line["ack"] for line in lines}.values()

    def acknowledge() -> None:
        for start in range(0, len(acks), 1000):
            sent = {"acks": acks[start : start + 1000]}
            meter.client.post("/api/sync/ack", json=sent).raise_for_status()

    if meter.client.post("/api/sync/stream", json={"types": _TYPES}).status_code == 501:
        return {}

    def begin() -> None:
        stream()
        acknowledge()

    first = meter.measure(begin)
    nothing_new = meter.measure(stream, TIMES)
    meter.client.request("DELETE", "/api/sync/ack", json={}).raise_for_status()
    return {"first sync": first, "sync": nothing_new}


def _line(few: Amounts, more: Amounts) -> dict[str, Amounts]:
    """The straight line through both; what does not grow by a hundredth per photo is fixed."""
    each = {name: (more[name] - few.get(name, 0)) / (MORE - FEW) for name in more}
    each = {name: slope for name, slope in each.items() if slope >= 0.01}
    fixed = {name: max(0.0, more[name] - each.get(name, 0) * MORE) for name in more}
    return {"fixed": fixed, "each": each}


def main() -> None:
    if sys.argv[1:] != ["write"]:
        rounded = json.loads(json.dumps(measure()), parse_float=lambda text: round(float(text), 3))
        bill.COUNTS.write_text(json.dumps(rounded, indent=1, sort_keys=True) + "\n")
    bill.write()


if __name__ == "__main__":
    main()
