"""Facts about the installation, one JSON object per key."""

from __future__ import annotations

from typing import Any

import msgspec

from bindings import Database, Sql


async def read(database: Database, key: str) -> dict[str, Any]:
    """The stored object, empty when nothing was stored."""
    found = await database.one(
        Sql("SELECT value FROM system_metadata WHERE key = ?", (key,)), tuple[str]
    )
    return msgspec.json.decode(found[0], type=dict[str, Any]) if found else {}


async def write(database: Database, key: str, value: dict[str, Any]) -> None:
    """Store an object, in place of the one before."""
    await database.run(
        Sql(
            """
            INSERT INTO system_metadata (key, value) VALUES (?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value
            """,
            (key, msgspec.json.encode(value).decode()),
        )
    )
