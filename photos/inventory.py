"""Stored bytes against the rows that name them.

The third part of a key begins with the id of the row that names it, the second
is its owner (`thumbnails/{userId}/{assetId}.webp`): so the row is found without
an index of paths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos import moments

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_OURS = re.compile(f"[a-z]+/({_UUID})/({_UUID})(?![0-9a-f])")


async def expect(database: Database, asset_id: str, now: datetime) -> None:
    """Bytes of an original are about to come, before their row."""
    await database.run(
        Sql(
            "INSERT INTO loose_originals (asset_id, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (asset_id, moments.text(now)),
        )
    )


def forget(before: datetime) -> Sql:
    """Bytes expected or left over before then were swept long ago, if there were any."""
    return Sql("DELETE FROM loose_originals WHERE since < ?", (moments.text(before),))


class Unnamed(Struct, array_like=True, frozen=True):
    """Bytes that no row names."""

    key: str
    known: bool
    """Whether this database ever heard of them. It has not of an original that came
    after it was backed up, when it is put back later; all else can be made anew."""


async def unnamed(database: Database, keys: Sequence[str]) -> list[Unnamed]:
    """Those of `keys` that no row names. Keys of another shape than ours are left
    out: whatever else lies in the bucket is not this program's to judge."""
    shaped = [(key, found[1], found[2]) for key in keys if (found := _OURS.match(key))]
    return await database.all(
        Sql(
            """
            SELECT
              stored.value ->> 0,
              stored.value ->> 0 NOT GLOB 'originals/*'
              OR EXISTS (SELECT 1 FROM assets WHERE id = stored.value ->> 2)
              OR EXISTS (SELECT 1 FROM loose_originals WHERE asset_id = stored.value ->> 2)
            FROM json_each(?) AS stored
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
        Unnamed,
    )


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
