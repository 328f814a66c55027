"""A cache in memory."""

from __future__ import annotations

from datetime import datetime, timedelta

from bindings import Clock

_SHORTEST = timedelta(seconds=60)


class MemoryCache:
    """bindings.Cache; forgets the values longest unused once they fill `room` bytes.

    As strict as Workers KV: ValueError for keys over 512 bytes and for a `ttl` under 60 s.
    """

    def __init__(self, clock: Clock, room: int = 16 * 2**20) -> None:
        self._clock = clock
        self._room = room
        self._used = 0
        self._values: dict[str, tuple[bytes, datetime]] = {}

    async def get(self, key: str) -> bytes | None:
        kept = self._values.pop(key, None)
        if kept is None:
            return None
        value, until = kept
        if until <= self._clock.now():
            self._used -= len(key) + len(value)
            return None
        self._values[key] = kept  # now the last in order, so forgotten last
        return value

    async def put(self, key: str, value: bytes, ttl: timedelta) -> None:
        if ttl < _SHORTEST:
            raise ValueError(f"a ttl of {ttl} is shorter than {_SHORTEST}")
        if not 0 < len(key.encode()) <= 512:
            raise ValueError("a key has 1 to 512 bytes")
        await self.delete(key)
        self._values[key] = (bytes(value), self._clock.now() + ttl)
        self._used += len(key) + len(value)
        while self._used > self._room:
            await self.delete(next(iter(self._values)))

    async def delete(self, key: str) -> None:
        if kept := self._values.pop(key, None):
            self._used -= len(key) + len(kept[0])
