"""Cache."""

from __future__ import annotations

from datetime import timedelta

from bindings import Bindings

MINUTE = timedelta(seconds=60)


async def case_values_come_back_until_deleted(bindings: Bindings) -> None:
    cache = bindings.cache
    assert await cache.get("cases:none") is None
    await cache.put("cases:a", b"\x00\xffone", MINUTE)
    assert await cache.get("cases:a") == b"\x00\xffone"
    await cache.put("cases:a", b"two", MINUTE)
    assert await cache.get("cases:a") == b"two"
    await cache.delete("cases:a")
    await cache.delete("cases:a")
    assert await cache.get("cases:a") is None


async def case_empty_values_are_values(bindings: Bindings) -> None:
    await bindings.cache.put("cases:empty", b"", MINUTE)
    assert await bindings.cache.get("cases:empty") == b""
