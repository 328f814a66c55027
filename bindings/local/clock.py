"""The machine's own time and chance."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime


class SystemClock:
    """bindings.Clock."""

    def now(self) -> datetime:
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def uuid(self) -> str:
        return str(uuid.uuid4())

    def secret(self, length: int) -> bytes:
        return secrets.token_bytes(length)
