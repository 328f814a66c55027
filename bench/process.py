"""The server as a process to be measured."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import httpx

from bench.wire import connected, plain

Row = tuple[str, str, str]
"""What was measured, the result, what to reach."""
ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5


@dataclass
class Server:
    """A running local door."""

    url: str
    pid: int
    ready_after: float
    """Seconds from the start of the process to its first answered ping."""

    def cpu(self) -> float:
        """CPU seconds used so far by the threads that live, user and system, to the
        nanosecond: the clock ticks of `stat` would need seconds of work."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def memory(self, what: str = "VmRSS") -> float:
        """Resident memory in MB now, or at its highest (`VmHWM`)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(rf"{what}:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def forget_peak(self) -> None:
        """Let VmHWM start again from what is resident now."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")


def cost(
    server: Server, client: httpx.Client, name: str, path: str, times: int, target: str
) -> Row:
    """CPU per request of a GET over one kept-alive connection."""
    request = client.build_request("GET", path)
    return name, f"{microseconds(server, client, request, times):.0f} µs CPU", target


def microseconds(
    server: Server, client: httpx.Client, request: httpx.Request, times: int, rounds: int = 20
) -> float:
    """CPU per request in the quietest of some rounds."""
    sent = plain(request)
    with connected(client) as wire:
        for _ in range(20):
            wire.ask(sent)

        def ask() -> None:
            for _ in range(times // rounds):
                wire.ask(sent)

        return quietest(server.cpu, ask, rounds) / (times // rounds) * 1e6


def costs(server: Server, client: httpx.Client, asked: Sequence[tuple[str, int]]) -> list[float]:
    """CPU in µs of each GET, which is asked so many times."""
    requests = [(client.build_request("GET", path), times) for path, times in asked]
    return cheapest(
        ROUNDS,
        lambda: [microseconds(server, client, each, times // ROUNDS) for each, times in requests],
    )


def cheapest(rounds: int, measure: Callable[[], Sequence[float]]) -> list[float]:
    """The least of each of the values, in some rounds through all of them: neighbours come and
    go in minutes."""
    return [min(each) for each in zip(*(measure() for _ in range(rounds)), strict=True)]


def quietest(meter: Callable[[], float], work: Callable[[], object], rounds: int = 20) -> float:
    """By how much `meter` moves in the quietest of some rounds: neighbours only ever add to it."""

    def once() -> float:
        before = meter()
        work()
        return meter() - before

    return min(once() for _ in range(rounds))


@contextmanager
def serving(data: Path) -> Iterator[Server]:
    """A local door over `data` on a free loopback port, ended by SIGTERM."""
    options = ["--port", "0", "--data", str(data), "--places", "none"]
    with started([sys.executable, "local.py", *options], "/api/server/ping") as server:
        yield server


@contextmanager
def fresh(timeout: float = 5) -> Iterator[tuple[Server, httpx.Client]]:
    """A local door where nobody lives yet, and a client of it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        httpx.Client(base_url=server.url, timeout=timeout) as client,
    ):
        yield server, client


@contextmanager
def started(command: list[str], path: str = "/") -> Iterator[Server]:
    """A server that prints its address first; it counts as ready once it answers at `path`."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found is not None, f"no address in {line!r}"
            with urlopen(f"{found[0]}{path}") as answer:
                answer.read()
            yield Server(found[0], process.pid, time.perf_counter() - began)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
