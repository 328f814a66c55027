"""Letting time pass for the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bindings import Clock


@dataclass
class Later:
    """A clock that is ahead of another."""

    clock: Clock
    ahead: timedelta

    def now(self) -> datetime:
        return self.clock.now() + self.ahead

    def uuid(self) -> str:
        return self.clock.uuid()

    def secret(self, length: int) -> bytes:
        return self.clock.secret(length)

    def offset(self, zone: str, moment: datetime) -> timedelta | None:
        return self.clock.offset(zone, moment)
