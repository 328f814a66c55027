"""Lines for whoever runs the server."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import msgspec

Write = Callable[[str], None]
"""Takes one text, without the newline at its end. Its OSErrors are nobody's business."""

_encode = msgspec.json.Encoder().encode


class Log(Protocol):
    """What is told while the program runs; never in the way of what it tells of.

    No field may hold a credential, an address with a query, or the name of a file.
    """

    def event(self, kind: str, **fields: Any) -> None:
        """Something ended, such as a `request` or a `job`."""
        ...

    def fault(self, fault: BaseException, **fields: Any) -> None:
        """Something nobody thought of, with its traceback. Told even where events are not."""
        ...


class FaultLog:
    """Faults only, as text."""

    def __init__(self, write: Write, stamp: Callable[[], str] | None = None) -> None:
        """`stamp` says when a line was written, where the platform does not."""
        self._write = write
        self._stamp = stamp

    def event(self, kind: str, **fields: Any) -> None:
        pass

    def fault(self, fault: BaseException, **fields: Any) -> None:
        told = "".join(traceback.format_exception(fault)).rstrip()
        self.write(f"{self.line('fault', fields)}\n{told}")

    def line(self, kind: str, fields: dict[str, Any]) -> str:
        """`2026-03-01T12:00:00.000Z request method=GET status=200`; None is left out."""
        stamp = [self._stamp()] if self._stamp else []
        pairs = (f"{name}={value}" for name, value in fields.items() if value is not None)
        return " ".join([*stamp, kind, *pairs])

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._write(text)


class TextLog(FaultLog):
    """Faults and events, for people."""

    def event(self, kind: str, **fields: Any) -> None:
        self.write(self.line(kind, fields))


class JsonLog(FaultLog):
    """Faults and events, for programs: one JSON object a line."""

    def event(self, kind: str, **fields: Any) -> None:
        self.write(self.line(kind, fields))

    def fault(self, fault: BaseException, **fields: Any) -> None:
        told = "".join(traceback.format_exception(fault))
        self.write(self.line("fault", {**fields, "traceback": told}))

    def line(self, kind: str, fields: dict[str, Any]) -> str:
        stamp = {"time": self._stamp()} if self._stamp else {}
        return _encode({**stamp, "event": kind, **fields}).decode()
