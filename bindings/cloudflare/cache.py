"""The cache in Workers KV."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pyodide.ffi import to_js

from bindings.cloudflare.javascript import absent


class KvCache:
    """bindings.Cache over one KV namespace; ValueError for a `ttl` under 60 s."""

    def __init__(self, namespace: Any) -> None:
        self._namespace = namespace

    async def get(self, key: str) -> bytes | None:
        value = await self._namespace.get(key, "arrayBuffer")
        return None if absent(value) else value.to_bytes()

    async def put(self, key: str, value: bytes, ttl: timedelta) -> None:
        seconds = int(ttl.total_seconds())
        if seconds < 60:
            raise ValueError(f"a ttl of {ttl} is shorter than a minute")
        await self._namespace.put(key, to_js(value), expirationTtl=seconds)

    async def delete(self, key: str) -> None:
        await self._namespace.delete(key)
