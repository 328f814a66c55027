"""The machine's own time and chance."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


class SystemClock:
    """bindings.Clock."""

    def now(self) -> datetime:
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def uuid(self) -> str:
        return str(uuid.uuid4())

    def secret(self, length: int) -> bytes:
        return secrets.token_bytes(length)

    def offset(self, zone: str, moment: datetime) -> timedelta | None:
        try:
            offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
        except (LookupError, ValueError, OSError, OverflowError):
            return None  # unknown, no name at all, a folder of names, the end of time
        return None if offset is None else round(offset / _MINUTE) * _MINUTE
