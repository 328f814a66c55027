"""Stored bytes against the rows that name them.

The third part of a key begins with the id of the row that names it, the second
is its owner (`thumbnails/{userId}/{assetId}.webp`): so the row is found without
an index of paths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from bindings import Database, Sql

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_OURS = re.compile(f"[a-z]+/({_UUID})/({_UUID})(?![0-9a-f])")


async def unnamed(database: Database, keys: Sequence[str]) -> list[str]:
    """Those of `keys` that no row names. Keys of another shape than ours are left
    out: whatever else lies in the bucket is not this program's to judge."""
    shaped = [(key, found[1], found[2]) for key in keys if (found := _OURS.match(key))]
    rows = await database.all(
        Sql(
            """
            SELECT stored.value ->> 0 FROM json_each(?) AS stored
            WHERE
              NOT EXISTS (
                SELECT 1 FROM assets
                WHERE id = stored.value ->> 2 AND original_path = stored.value ->> 0
              )
              AND NOT EXISTS (
                SELECT 1 FROM asset_files
                WHERE asset_id = stored.value ->> 2 AND path = stored.value ->> 0
              )
              AND NOT EXISTS (
                SELECT 1 FROM users
                WHERE id = stored.value ->> 1 AND profile_image_path = stored.value ->> 0
              )
            """,
            (msgspec.json.encode(shaped).decode(),),
        ),
        tuple[str],
    )
    return [key for (key,) in rows]


async def named(database: Database, after: str, limit: int) -> tuple[list[str], str]:
    """Keys that the rows of `limit` assets name, in the order of their ids from behind
    `after` ('' first), and the last of these ids, '' when these were all there are."""
    page = Sql("SELECT id FROM assets WHERE id > ? ORDER BY id LIMIT ?", (after, limit))
    originals, files = await database.batch(
        [
            Sql("SELECT id, original_path FROM assets WHERE id IN (") & page & Sql(") ORDER BY id"),
            Sql("SELECT path FROM asset_files WHERE asset_id IN (") & page & Sql(")"),
        ]
    )
    keys = [path for _, path in originals] + [path for (path,) in files]
    return keys, originals[-1][0] if len(originals) == limit else ""
