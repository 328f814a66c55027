"""Words on photos, in a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

from bindings import Database, Sql
from photos import moments
from photos.assets import Tag
from photos.rows import columns, id_list, portions

NewId = Callable[[], str]


DEEPEST = 20
"""Levels of the tree. A tag is known to each above it, so what a path costs grows with
the square of its levels, what removing it costs with the third power; and one request
can name a million."""


def levels(path: str) -> list[str]:
    """The tags a path stands for, from the top down: `a//b/` is `a` and `a/b`.
    The last of the deepest is the whole path."""
    # What comes behind a NUL in a text out of JSON is lost to SQLite: `a` would be its own parent.
    parts = [part for part in path.replace("\0", "").split("/") if part]
    above = ["/".join(parts[:depth]) for depth in range(1, min(len(parts), DEEPEST))]
    return [*above, "/".join(parts)] if parts else []


async def upsert(
    database: Database, owner_id: str, paths: Sequence[str], new_id: NewId, now: datetime
) -> list[Tag]:
    """A person's tags of these paths, made where they are missing, in the order given.

    Repeated and empty paths yield nothing.
    """
    planted = list(planting(owner_id, paths, new_id, now))
    standing = [_standing(owner_id, portion) for portion in portions(_leaves(paths))]
    found = (await database.batch([*planted, *standing]))[len(planted) :]
    return [msgspec.convert(row, Tag) for rows in found for row in rows]


async def replace(
    database: Database,
    owner_id: str,
    asset_id: str,
    paths: Sequence[str],
    new_id: NewId,
    now: datetime,
) -> None:
    """Give an asset exactly the tags of these paths. Its triggers keep the search index."""
    leaves = id_list(_leaves(paths))
    wanted = Sql(
        "FROM json_each(?) AS leaf CROSS JOIN tags ON tags.user_id = ? AND tags.value = leaf.value",
        (leaves, owner_id),
    )
    removal = Sql(
        "DELETE FROM tag_assets WHERE asset_id = ? AND tag_id NOT IN (SELECT tags.id", (asset_id,)
    )
    addition = Sql("INSERT INTO tag_assets (asset_id, tag_id) SELECT assets.id, tags.id")
    of_asset = Sql("CROSS JOIN assets ON assets.id = ? WHERE true", (asset_id,))
    alone = id_list([asset_id])
    await database.batch(
        [
            *planting(owner_id, paths, new_id, now),
            holding(alone),
            removal & wanted & Sql(")"),
            addition & wanted & of_asset & Sql("ON CONFLICT DO NOTHING"),
            letting_go(alone),
        ]
    )


def holding(asset_ids: str) -> Sql:
    """Have the words of assets written once, however many of their tags the rest of a
    batch changes: at its end, by `letting_go`."""
    statement = "INSERT INTO held_words (asset_id) SELECT value FROM json_each(?) WHERE true"
    return Sql(f"{statement} ON CONFLICT DO NOTHING", (asset_ids,))


def letting_go(asset_ids: str) -> Sql:
    statement = "DELETE FROM held_words WHERE asset_id IN (SELECT value FROM json_each(?))"
    return Sql(statement, (asset_ids,))


def planting(owner_id: str, paths: Sequence[str], new_id: NewId, now: datetime) -> Iterator[Sql]:
    """The statements after which every tag of these paths stands under its parent.
    Triggers keep the closure. Tags that were there keep id and colour.

    A tag made alone under a name with a `/` in it moves into the tree here.
    """
    ids: dict[str, str] = {}
    above: dict[str, list[str]] = {}
    for path in paths:
        line = levels(path)
        for depth, value in enumerate(line):
            if value not in ids:
                ids[value], above[value] = new_id(), line[:depth]
    rows = [
        [ids[value], value, line[-1], ids[line[-1]]] if line else [ids[value], value, None, None]
        for value, line in above.items()
    ]
    for portion in portions(rows):
        yield _insertion(owner_id, portion, now)


def _insertion(owner_id: str, rows: str, now: datetime) -> Sql:
    """Rows are [new id, value, the parent's value, its new id], parents first."""
    return Sql(
        """
        INSERT INTO tags (id, user_id, value, parent_id, created_at)
        SELECT row.value ->> 0, ?, row.value ->> 1, ifnull(parent.id, row.value ->> 3), ?
        FROM json_each(?) AS row
        LEFT JOIN tags AS parent ON parent.user_id = ? AND parent.value = row.value ->> 2
        WHERE true ORDER BY row.key
        ON CONFLICT (user_id, value) DO UPDATE SET parent_id = excluded.parent_id
        WHERE parent_id IS NOT excluded.parent_id
        """,
        (owner_id, moments.text(now), rows, owner_id),
    )


def _leaves(paths: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line[-1] for path in paths if (line := levels(path))))


def _standing(owner_id: str, values: str) -> Sql:
    return Sql(
        f"""
        SELECT {columns(Tag, "tags")}
        FROM json_each(?) AS leaf
        CROSS JOIN tags ON tags.user_id = ? AND tags.value = leaf.value
        ORDER BY leaf.key
        """,
        (values, owner_id),
    )


def cleanup() -> Sql:
    """Remove tags that stand on nothing, nor does any below them."""
    return Sql(
        """
        DELETE FROM tags WHERE NOT EXISTS (
          SELECT 1 FROM tag_closure
          INNER JOIN tag_assets ON tag_assets.tag_id = tag_closure.descendant_id
          WHERE tag_closure.ancestor_id = tags.id
        )
        """
    )
