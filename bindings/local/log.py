"""The log on standard error."""

from __future__ import annotations

import sys

from bindings import Clock
from bindings.log import FaultLog, JsonLog, Log, TextLog

KINDS = {"json": JsonLog, "text": TextLog, "off": FaultLog}


def open_log(kind: str, clock: Clock) -> Log:
    """One of KINDS."""
    return KINDS[kind](_write, lambda: _stamp(clock))


def _write(text: str) -> None:
    # One write a line: pieces of two processes' lines do not mix.
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _stamp(clock: Clock) -> str:
    return clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
