"""Stacks: several shots of one thing, of which the timeline shows one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql, Violation
from photos import access, moments
from photos.assets import Asset, Exif, Tag
from photos.refusal import Refused
from photos.rows import columns, divide, portions


class Member(Struct, frozen=True):
    """An asset of a stack that shows; `tags` if they were asked for."""

    asset: Asset
    exif: Exif
    tags: list[Tag]


class Stack(Struct, frozen=True):
    """`members` are those that show, the primary first if it does."""

    id: str
    primary_asset_id: str
    members: list[Member]


def owned_by(owner_id: str, primary_asset_id: str | None = None) -> Sql:
    """Which stacks: a person's, or the one of them that this asset leads."""
    # The + keeps the planner from walking all of a person's stacks for the one.
    if primary_asset_id is None:
        return Sql("stacks.owner_id = ?", (owner_id,))
    return Sql("+stacks.owner_id = ? AND stacks.primary_asset_id = ?", (owner_id, primary_asset_id))


def by_id(id: str) -> Sql:
    """Which stacks: this one."""
    return Sql("stacks.id = ?", (id,))


async def read(database: Database, which: Sql, tags: bool = False) -> list[Stack]:
    """Stacks with the members that show, oldest stack first; `tags` asks for theirs."""
    tagged: dict[str, list[Tag]] = {}
    for asset_id, *tag in await database.all(_tags(which), list[Any]) if tags else ():
        tagged.setdefault(asset_id, []).append(msgspec.convert(tag, Tag, strict=False))
    members: dict[str | None, list[Member]] = {}
    for row in await database.all(_members(which), list[Any]):
        asset, exif = divide(row, Asset, Exif)
        member = Member(asset, exif, tagged.get(asset.id, []))
        members.setdefault(asset.stack_id, []).append(member)
    heads = await database.all(_heads(which), tuple[str, str])
    return [Stack(id, primary, members.get(id, [])) for id, primary in heads]


async def create(
    database: Database, id: str, owner_id: str, asset_ids: Sequence[str], now: datetime
) -> None:
    """Stack assets of one person, led by the first.

    Stacks that one of them led dissolve into the new one, all but their trash;
    a mere member of another stack leaves it. The caller has the right to every id.
    """
    ids = list(dict.fromkeys(asset_ids))
    stack = Sql(
        "INSERT INTO stacks (id, owner_id, primary_asset_id, created_at) VALUES (?, ?, ?, ?)",
        (id, owner_id, ids[0], moments.text(now)),
    )
    lists = list(portions(ids))
    try:
        await database.batch(
            [
                # The led move to a stack that comes after the one its leader may still lead.
                Sql("PRAGMA defer_foreign_keys = ON"),
                *(_absorbing(id, ids[0], leaders) for leaders in lists),
                *map(_dissolving, lists),
                stack,
                *(_joining(id, members) for members in lists),
            ]
        )
    except Violation as violation:
        if violation.kind == "foreign key":  # the first was removed meanwhile
            raise access.refusal("asset.update") from violation
        raise


async def lead(database: Database, id: str, asset_id: str) -> None:
    """Let another of its visible members stand for a stack. Raises Refused for any other."""
    found = await database.one(
        Sql(
            f"""
            UPDATE stacks SET primary_asset_id = ?
            WHERE
              id = ? AND EXISTS (
                SELECT 1 FROM assets WHERE assets.id = ? AND assets.stack_id = stacks.id
                AND {_SHOWS}
              )
            RETURNING id
            """,
            (asset_id, id, asset_id),
        ),
        tuple[str],
    )
    if found is None:
        raise Refused("Primary asset must be in the stack")


async def take_out(database: Database, id: str, asset_id: str) -> None:
    """Let an asset stand alone again. Raises Refused for the primary and for strangers."""
    found = await database.one(
        Sql(
            """
            UPDATE assets SET stack_id = NULL
            WHERE id = ? AND stack_id = ? AND is_stack_child = 1 RETURNING id
            """,
            (asset_id, id),
        ),
        tuple[str],
    )
    if found is not None:
        return
    primary = await database.one(
        Sql("SELECT primary_asset_id FROM stacks WHERE id = ?", (id,)), tuple[str]
    )
    leads = primary == (asset_id,)
    raise Refused("Cannot remove stack's primary asset" if leads else "Asset not in stack")


async def delete(database: Database, ids: Sequence[str]) -> None:
    """Dissolve stacks; their assets stay. The caller has the right to every id."""
    statement = "DELETE FROM stacks WHERE id IN (SELECT value FROM json_each(?))"
    await database.batch([Sql(statement, (portion,)) for portion in portions(ids)])


_SHOWS = "assets.deleted_at IS NULL AND assets.visibility IN ('timeline', 'archive')"


def _heads(which: Sql) -> Sql:
    select = "SELECT stacks.id, stacks.primary_asset_id FROM stacks WHERE"
    return Sql(select) & which & Sql("ORDER BY stacks.created_at, stacks.id")


def _members(which: Sql) -> Sql:
    select = f"""
      SELECT {columns(Asset, "assets")}, {columns(Exif, "asset_exif")}
      FROM stacks
      CROSS JOIN assets ON assets.stack_id = stacks.id
      CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
      WHERE {_SHOWS} AND
    """
    order = "ORDER BY assets.is_stack_child, assets.file_created_at, assets.id"
    return Sql(select) & which & Sql(order)


def _tags(which: Sql) -> Sql:
    select = f"""
      SELECT assets.id, {columns(Tag, "tags")}
      FROM stacks
      CROSS JOIN assets ON assets.stack_id = stacks.id
      CROSS JOIN tag_assets ON tag_assets.asset_id = assets.id
      CROSS JOIN tags ON tags.id = tag_assets.tag_id
      WHERE {_SHOWS} AND
    """
    return Sql(select) & which & Sql("ORDER BY tags.value")


def _absorbing(id: str, primary: str, leaders: str) -> Sql:
    """What is in the stacks these assets lead, but for the trash, and the primary to be."""
    return Sql(
        """
        UPDATE assets SET stack_id = ?
        WHERE
          stack_id IN (
            SELECT stacks.id FROM json_each(?) AS leader
            CROSS JOIN stacks ON stacks.primary_asset_id = leader.value
          )
          AND deleted_at IS NULL AND id <> ?
        """,
        (id, leaders, primary),
    )


def _dissolving(primaries: str) -> Sql:
    statement = "DELETE FROM stacks WHERE primary_asset_id IN (SELECT value FROM json_each(?))"
    return Sql(statement, (primaries,))


def _joining(id: str, members: str) -> Sql:
    statement = "UPDATE assets SET stack_id = ? WHERE id IN (SELECT value FROM json_each(?))"
    return Sql(statement, (id, members))
