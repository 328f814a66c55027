"""Tags one by one, and the assets they are on.

What a person tags by hand becomes the keyword list of their own assets, which
extraction then leaves alone. On somebody else's asset a tag stays the
tagger's own matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bindings import Database, Sql, Violation
from photos import access, moments
from photos.assets import Tag
from photos.refusal import Refused
from photos.rows import columns, portions, require_bounded
from photos.tags import DEEPEST, holding, letting_go


async def all_of(database: Database, owner_id: str) -> list[Tag]:
    """A person's tags by their paths."""
    select = f"SELECT {columns(Tag, 'tags')} FROM tags WHERE user_id = ? ORDER BY value"
    return await database.all(Sql(select, (owner_id,)), Tag)


async def find(database: Database, id: str) -> Tag | None:
    return await database.one(
        Sql(f"SELECT {columns(Tag, 'tags')} FROM tags WHERE id = ?", (id,)), Tag
    )


async def create(
    database: Database,
    id: str,
    owner_id: str,
    name: str,
    color: str | None,
    parent_id: str | None,
    now: datetime,
) -> Tag:
    """A tag below another of the same person, or at the top; `name` is taken as it is.

    Raises Refused when there is such a tag, or its parent is gone or stands deepest."""
    if parent_id and await _level(database, parent_id) >= DEEPEST:
        raise Refused(f"Tags stand at most {DEEPEST} levels deep")
    # Below NULL there is no row, which makes the path NULL and refuses the insertion.
    path = "(SELECT value || '/' || ? FROM tags WHERE id = ?)" if parent_id else "?"
    within = (name, parent_id) if parent_id else (name,)
    statement = f"""
      INSERT INTO tags (id, user_id, value, color, parent_id, created_at)
      VALUES (?, ?, {path}, ?, ?, ?) RETURNING {columns(Tag, "tags").replace("tags.", "")}
    """
    args = (id, owner_id, *within, color, parent_id, moments.text(now))
    try:
        made = await database.one(Sql(statement, args), Tag)
    except Violation as violation:
        if violation.kind == "unique":
            raise Refused("A tag with that name already exists") from violation
        if violation.kind == "not null":
            raise access.refusal("tag.read") from violation
        raise
    assert made is not None
    return made


async def _level(database: Database, id: str) -> int:
    above = Sql("SELECT count(*) FROM tag_closure WHERE descendant_id = ?", (id,))
    found = await database.one(above, tuple[int])
    assert found is not None, "an aggregate always answers one row"
    return found[0]


async def recolor(database: Database, id: str, color: str | None) -> None:
    await database.run(Sql("UPDATE tags SET color = ? WHERE id = ?", (color, id)))


async def delete(database: Database, id: str) -> None:
    """With all that hangs below. What the assets' keyword lists say stays."""
    bearing = """
      INSERT INTO held_words (asset_id)
      SELECT tag_assets.asset_id
      FROM tag_closure CROSS JOIN tag_assets ON tag_assets.tag_id = tag_closure.descendant_id
      WHERE tag_closure.ancestor_id = ? ON CONFLICT DO NOTHING
    """
    await database.batch(
        [
            Sql(bearing, (id,)),
            Sql("DELETE FROM tags WHERE id = ?", (id,)),
            Sql("DELETE FROM held_words"),
        ]
    )


async def attach(
    database: Database, owner_id: str, tag_ids: Sequence[str], asset_ids: Sequence[str]
) -> list[str]:
    """Put each of a person's tags on assets they may tag. The assets that got one, each as
    often as it got one. Raises Refused for more than can be done at once."""
    require_bounded(tag_ids, asset_ids)
    lacking = await _which(database, "NOT EXISTS", tag_ids, asset_ids)
    statement = """
      INSERT INTO tag_assets (asset_id, tag_id)
      SELECT assets.id, tags.id
      FROM json_each(?) AS label
      CROSS JOIN tags ON tags.id = label.value
      CROSS JOIN json_each(?) AS item
      CROSS JOIN assets ON assets.id = item.value
      WHERE true ON CONFLICT DO NOTHING RETURNING asset_id
    """
    return await _change(database, statement, owner_id, tag_ids, lacking)


async def detach(
    database: Database, owner_id: str, tag_ids: Sequence[str], asset_ids: Sequence[str]
) -> list[str]:
    """Take a person's tags off assets; those that had one, as `attach`."""
    bearing = await _which(database, "EXISTS", tag_ids, asset_ids)
    statement = """
      DELETE FROM tag_assets
      WHERE
        tag_id IN (SELECT value FROM json_each(?))
        AND asset_id IN (SELECT value FROM json_each(?)) RETURNING asset_id
    """
    return await _change(database, statement, owner_id, tag_ids, bearing)


async def _which(
    database: Database, exists: str, tag_ids: Sequence[str], asset_ids: Sequence[str]
) -> set[str]:
    """The assets for which there is a tag of these that they have, or have not."""
    statement = f"""
      SELECT item.value FROM json_each(?) AS item
      WHERE EXISTS (
        SELECT 1 FROM json_each(?) AS label
        WHERE {exists} (
          SELECT 1 FROM tag_assets WHERE asset_id = item.value AND tag_id = label.value
        )
      )
    """
    return {
        id
        for labels in portions(tag_ids)
        for portion in portions(asset_ids)
        for (id,) in await database.all(Sql(statement, (portion, labels)), tuple[str])
    }


async def _change(
    database: Database,
    statement: str,
    owner_id: str,
    tag_ids: Sequence[str],
    asset_ids: set[str],
) -> list[str]:
    """Change tags and keyword lists together: between the two, extraction would undo it."""
    listed, labels = [*portions(sorted(asset_ids))], [*portions(tag_ids)]
    held = [holding(portion) for portion in listed]
    changes = [Sql(statement, (label, portion)) for portion in listed for label in labels]
    ends = [_keywords(owner_id, portion) for portion in listed]
    found = await database.batch([*held, *changes, *ends, *map(letting_go, listed)])
    return [id for rows in found[len(held) : len(held) + len(changes)] for (id,) in rows]


def _keywords(owner_id: str, asset_ids: str) -> Sql:
    return Sql(
        """
        UPDATE asset_exif
        SET
          tags = (
            SELECT json_group_array(value) FROM (
              SELECT tags.value
              FROM assets
              CROSS JOIN tag_assets ON tag_assets.asset_id = assets.id
              CROSS JOIN tags ON tags.id = tag_assets.tag_id
              WHERE assets.seq = asset_exif.seq AND tags.user_id = assets.owner_id
              ORDER BY tags.value
            )
          ),
          locked_properties = (
            SELECT json_group_array(name) FROM (
              SELECT value AS name FROM json_each(asset_exif.locked_properties)
              UNION SELECT 'tags'
            )
          )
        WHERE seq IN (
          SELECT assets.seq FROM json_each(?) AS item CROSS JOIN assets ON assets.id = item.value
          WHERE assets.owner_id = ?
        )
        """,
        (asset_ids, owner_id),
    )
