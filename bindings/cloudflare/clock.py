"""The isolate's time and chance."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import js


class PlatformClock:
    """bindings.Clock. Time stands still between two answers of the platform, by its design."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(js.Date.now() / 1000, UTC)

    def uuid(self) -> str:
        return str(js.crypto.randomUUID())

    def secret(self, length: int) -> bytes:
        return os.urandom(length)
