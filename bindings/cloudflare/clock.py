"""The isolate's time and chance."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import js
from pyodide.ffi import JsException

from bindings.cloudflare.javascript import to_object

_OFFSET = re.compile(r"GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?\Z")


class PlatformClock:
    """bindings.Clock. Time stands still between two answers of the platform, by its design."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(js.Date.now() / 1000, UTC)

    def uuid(self) -> str:
        return str(js.crypto.randomUUID())

    def secret(self, length: int) -> bytes:
        return os.urandom(length)

    def offset(self, zone: str, moment: datetime) -> timedelta | None:
        """JavaScript has the table of zones; one of Python's own would add to every start."""
        try:
            written = _formatter(zone).format(js.Date.new(moment.timestamp() * 1000))
        except JsException:
            return None
        found = _OFFSET.search(str(written))
        if found is None:
            return None
        hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
        offset = timedelta(minutes=round(hours * 60 + minutes + seconds / 60))
        return -offset if found[1] == "-" else offset


@lru_cache(8)
def _formatter(zone: str) -> Any:
    """Writes dates as `5/1/2024, GMT-04:00`. JavaScript raises for an unknown zone."""
    options = {"timeZone": zone, "timeZoneName": "longOffset"}
    return js.Intl.DateTimeFormat.new("en-US", to_object(options))
