"""What whoever waits is shown: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from typing import TextIO

_REDRAW = 0.1
_FAULTS_SHOWN = 100
_SPEAK = 10.0
"""Seconds between lines where there is no terminal."""


class Progress:
    """Counts files and bytes; any thread may add to it."""

    def __init__(self, out: TextIO) -> None:
        self.new = self.known = self.trashed = self.failed = 0
        self._out, self._total = out, 0
        self._live = out.isatty()
        self._lock = threading.Lock()
        self._bytes = 0
        self._began = self._shown = time.monotonic()

    def expect(self, total: int) -> None:
        """So many files there are."""
        self._total = total

    def sent(self, size: int) -> None:
        """Some bytes of a file are on their way."""
        with self._lock:
            self._bytes += size
            self._show()

    def count(self, *, new: int = 0, known: int = 0, trashed: int = 0, failed: int = 0) -> None:
        """Files that are done with."""
        with self._lock:
            self.new += new
            self.known += known
            self.trashed += trashed
            self.failed += failed
            self._show()

    def say(self, text: str) -> None:
        """A line of its own."""
        with self._lock:
            self._wipe()
            print(text, file=self._out, flush=True)

    def end(self) -> None:
        """Take the bar away and tell how it went."""
        self.say(self.summary())

    def summary(self) -> str:
        parts = [f"{self.new} new", f"{self.known} there already"]
        if self.trashed:
            parts.append(f"{self.trashed} in the trash there")
        if self.failed:
            parts.append(f"{self.failed} failed")
        passed = max(time.monotonic() - self._began, 0.001)
        return f"{', '.join(parts)} ({self._bytes / 1e6:.1f} MB in {_time(passed)})"

    def _show(self) -> None:
        now = time.monotonic()
        if now - self._shown < (_REDRAW if self._live else _SPEAK):
            return
        self._shown = now
        done = self.new + self.known + self.trashed + self.failed
        speed = self._bytes / 1e6 / max(now - self._began, 0.001)
        text = f"{done} of {self._total}  {speed:.1f} MB/s  {self.new} new"
        if self.failed:
            text += f"  {self.failed} failed"
        if self._live:
            self._wipe()
            room = max(shutil.get_terminal_size().columns - len(text) - 4, 0)
            width = min(room, 40)
            filled = width * done // max(self._total, 1)
            bar = f"[{'#' * filled}{'.' * (width - filled)}] " if width >= 10 else ""
            print(f"{bar}{text}"[: room + len(text)], end="", file=self._out, flush=True)
        else:
            print(text, file=self._out, flush=True)

    def _wipe(self) -> None:
        if self._live:
            print("\r\033[K", end="", file=self._out)


def tell(faults: list[str], status: int) -> int:
    """Say what went wrong, the first hundred of it; the exit status."""
    for fault in faults[:_FAULTS_SHOWN]:
        print(fault, file=sys.stderr, flush=True)
    if len(faults) > _FAULTS_SHOWN:
        print(f"and {len(faults) - _FAULTS_SHOWN} more", file=sys.stderr, flush=True)
    return status


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
