"""Free key-value data that clients keep beside assets. Values are JSON objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos.rows import portions


class Item(Struct, array_like=True, frozen=True):
    """A value under its key; `value` is JSON."""

    asset_id: str
    key: str
    value: str
    updated_at: str

    def content(self) -> dict[str, Any]:
        return msgspec.json.decode(self.value, type=dict[str, Any])


async def read(database: Database, asset_id: str, allowed: Sql) -> list[Item] | None:
    """Everything kept beside an asset, by key; None unless `allowed` (see
    photos.access) holds for it."""
    rows = await database.all(
        Sql(
            """
            SELECT kept.asset_id, kept.key, kept.value, kept.updated_at
            FROM assets LEFT JOIN asset_metadata AS kept ON kept.asset_id = assets.id
            WHERE assets.id = ? AND
            """,
            (asset_id,),
        )
        & allowed
        & Sql("ORDER BY kept.key"),
        list[Any],
    )
    if not rows:
        return None
    return [Item(*row) for row in rows if row[0] is not None]


async def write(database: Database, items: Sequence[tuple[str, str, Any]]) -> list[Item]:
    """Set (asset id, key, value) each, all or nothing; as they are kept now, in
    the order given. The caller may change every asset."""
    results = await database.batch(
        [
            statement
            for portion in portions(items)
            for statement in (Sql(_UPSERT, (portion,)), Sql(_KEPT, (portion,)))
        ]
    )
    return [item for rows in results[1::2] for item in msgspec.convert(rows, list[Item])]


async def delete(database: Database, items: Iterable[tuple[str, str]]) -> None:
    """Forget (asset id, key) each, where there is one. The caller may change every asset."""
    await database.batch([Sql(_DELETION, (portion,)) for portion in portions(items)])


_UPSERT = """
  INSERT INTO asset_metadata (asset_id, owner_id, key, value)
  SELECT assets.id, assets.owner_id, item.value ->> 1, item.value -> 2
  FROM json_each(?) AS item CROSS JOIN assets
  WHERE assets.id = item.value ->> 0
  ON CONFLICT DO UPDATE SET value = excluded.value
"""
_KEPT = """
  SELECT kept.asset_id, kept.key, kept.value, kept.updated_at
  FROM json_each(?) AS item CROSS JOIN asset_metadata AS kept
  WHERE kept.asset_id = item.value ->> 0 AND kept.key = item.value ->> 1
  ORDER BY item.key
"""
_DELETION = """
  DELETE FROM asset_metadata
  WHERE (asset_id, key) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))
"""
