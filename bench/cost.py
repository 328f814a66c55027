"""What the Worker uses up, action by action, counted in its harness into bench/counts.json.

    python -m bench.cost            counts, then writes docs/cost.md
    python -m bench.cost write      writes docs/cost.md out of the counts there are

An action that depends on how many photos it shows is measured with few and with
more, which gives what it costs anyway and what each photo adds. CPU is that of the
process which runs Pyodide in Node: workerd's is another, and less.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bench import actions, bill
from bench.actions import Action
from bench.ingest import sign_up, small, upload
from bindings.cloudflare.stage import stage
from tests.worker.harness import Worker, open_worker

FEW, MORE = 20, 120
TIMES = 30
_FEWER_TIMES = {"zip": 5, "first sync": 5, "night": 1}
"""A night sends again what the one before it has not done."""
_SHOW_MANY = {"month", "album month", "search", "zip", "first sync", "night"}
_BEGIN = datetime(2024, 5, 1, tzinfo=UTC)
_TICKS = os.sysconf("SC_CLK_TCK")
Amounts = dict[str, float]


class Meter:
    """A Worker that counts, and somebody logged in to it."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.client = httpx.Client(base_url=worker.url, timeout=120)
        self.database = 0
        sign_up(self.client)

    def measure(self, action: Action, times: int = 1) -> Amounts:
        """Amounts for one time of `times`, with the jobs it sent."""
        self.settled()
        before = self._cpu()
        for _ in range(times):
            action()
        total = self.settled()
        if total["requests"]:  # objects are billed for their time, not for their CPU
            total["cpu_ms"] = self._cpu() - before
        return {name: amount / times for name, amount in total.items()}

    def measure_all(self, named: Iterable[tuple[str, Action]]) -> dict[str, Amounts]:
        return {name: self.measure(action, _FEWER_TIMES.get(name, TIMES)) for name, action in named}

    def settled(self, pause: float = 0.5) -> Counter[str]:
        """Everything billed until nothing was for four pauses, in seconds."""
        total: Counter[str] = Counter()
        quiet = 0
        while quiet < 4:
            counts, size = self.worker.counts()
            self.database = size or self.database
            total.update(counts)
            quiet = 0 if counts else quiet + 1
            time.sleep(pause)
        return total

    def _cpu(self) -> int:
        """Milliseconds so far, of the threads that have ended too: Node ends some."""
        fields = Path(f"/proc/{self.worker.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) * 1000 // _TICKS


def measure() -> dict[str, dict[str, Amounts]]:
    """Per action: `fixed`, and `each` photo shown."""
    stage()
    with open_worker(counting=True) as worker:
        meter = Meter(worker)
        ids = _fill(meter, 0, FEW)
        told = meter.measure_all(actions.live(worker, meter.client, ids[0]))
        few, size = _actions(meter, ids), meter.database
        uploads = meter.measure(lambda: ids.extend(_fill(meter, FEW, MORE)))
        grown = meter.database - size
        more = _actions(meter, ids) | told
    each = {name: amount / (MORE - FEW) for name, amount in uploads.items()}
    each["database_bytes"] = grown / (MORE - FEW)
    lines = {
        name: line(few[name] if name in _SHOW_MANY else amounts, amounts)
        for name, amounts in more.items()
    }
    return {"upload": {"fixed": each, "each": {}}} | lines


def _fill(meter: Meter, begin: int, end: int) -> list[str]:
    return [
        upload(meter.client, small(number, (640, 480)), _BEGIN + timedelta(minutes=number))
        for number in range(begin, end)
    ]


def _actions(meter: Meter, ids: list[str]) -> dict[str, Amounts]:
    client, night = meter.client, meter.worker.alarm
    meter.measure(night)  # it also does what the new photos left to it
    measured = meter.measure_all(actions.requests(client, ids).items())
    syncs: dict[str, Action] = {
        "first sync": lambda: actions.first_sync(client),
        "sync": lambda: actions.sync(client),
    }
    return measured | meter.measure_all([*syncs.items(), ("night", night)])


def line(few: Amounts, more: Amounts) -> dict[str, Amounts]:
    """The straight line through both; what does not grow by a hundredth per photo is fixed."""
    each = {name: (more[name] - few.get(name, 0)) / (MORE - FEW) for name in more}
    each = {name: slope for name, slope in each.items() if slope >= 0.01}
    fixed = {name: max(0.0, more[name] - each.get(name, 0) * MORE) for name in more}
    return {"fixed": fixed, "each": each}


def main() -> None:
    if sys.argv[1:] != ["write"]:
        rounded = json.loads(json.dumps(measure()), parse_float=lambda text: round(float(text), 4))
        bill.COUNTS.write_text(json.dumps(rounded, indent=1, sort_keys=True) + "\n")
    bill.write()


if __name__ == "__main__":
    main()
