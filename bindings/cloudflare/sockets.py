"""Realtime events; no sockets are kept yet, so nobody is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class NoSockets:
    """bindings.Sockets without a socket. Clients poll."""

    async def emit(self, room: str, event: str, payload: Sequence[Any]) -> None:
        pass
