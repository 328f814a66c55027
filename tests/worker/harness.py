"""Starting and stopping harness.mjs, and its private paths."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bindings.cloudflare.stage import BUILD, ROOT, SITE
from deploy.node import NODE

HARNESS = Path(__file__).with_name("harness.mjs")


@dataclass(frozen=True)
class Worker:
    """A Worker that serves at `url`; `milliseconds` after the start each step was done."""

    url: str
    milliseconds: dict[str, int]
    pid: int
    """Of the process that runs its Python."""

    def alarm(self) -> None:
        """Run the nightly work."""
        self._ask("scheduled")

    def wait(self, seconds: float) -> None:
        """Let time pass for the Worker."""
        self._ask("wait", {"milliseconds": int(seconds * 1000)})

    def heap(self) -> int:
        """Bytes of Python's memory, which only ever grows."""
        size: int = self._ask("heap")["bytes"]
        return size

    def counts(self) -> tuple[dict[str, int], int]:
        """What would be billed since the last time, and the bytes of the database;
        where it was opened with `counting`."""
        taken = self._ask("counts")
        return taken["counts"], taken["database"]

    def run(self, module: str, name: str, **arguments: object) -> Any:
        """What the coroutine function `module.name` answers, inside, to the Worker's env."""
        return self._ask("run", {"module": module, "name": name, "arguments": arguments})

    def _ask(self, command: str, data: object = None) -> Any:
        answer = httpx.post(f"{self.url}/.harness/{command}", json=data, timeout=600)
        return answer.raise_for_status().json()


@contextmanager
def open_worker(
    build: Path = BUILD, site: Path = SITE, *, counting: bool = False
) -> Iterator[Worker]:
    """The Worker staged in `build` with the web build in `site`: empty storage, whole schema."""
    assets = tomllib.loads((ROOT / "wrangler.toml").read_text())["assets"]
    command: list[str | Path] = [
        NODE, "--experimental-wasm-jspi", HARNESS, ROOT, build, site, json.dumps(assets),
        *(["count"] if counting else []),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        try:
            line = process.stdout.readline()
            assert line, "the harness ended before it served; its reason stands above"
            ready = json.loads(line)
            yield Worker(f"http://127.0.0.1:{ready['port']}", ready["milliseconds"], process.pid)
        finally:
            process.stdin.close()  # the harness ends with its standard input
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
