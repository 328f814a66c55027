"""Handing on what one asset has come to be part of to another that replaces it.

Each function gives the statements for one such thing; they are run together.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bindings import Database, Sql
from photos import moments
from photos.refusal import Refused


class Part(Struct, array_like=True, frozen=True):
    """One of the two, as far as it matters here."""

    id: str
    owner_id: str
    is_favorite: bool
    stack_id: str | None
    sidecar_path: str | None


async def read(database: Database, source_id: str, target_id: str) -> tuple[Part, Part]:
    """Source and target. Raises Refused when one is missing, or both are the same."""
    if source_id == target_id:
        raise Refused("Source and target id must be distinct")
    rows = await database.all(
        Sql(
            """
            SELECT
              id, owner_id, is_favorite, stack_id,
              (SELECT path FROM asset_files WHERE asset_id = assets.id AND type = 'sidecar')
            FROM assets WHERE id IN (?, ?)
            """,
            (source_id, target_id),
        ),
        Part,
    )
    found = {part.id: part for part in rows}
    if len(found) < 2:
        raise Refused("Both assets must exist")
    return found[source_id], found[target_id]


def albums(source: Part, target: Part, now: datetime) -> list[Sql]:
    return [
        Sql(
            """
            INSERT INTO album_assets (album_id, asset_id, created_at)
            SELECT album_id, ?, ? FROM album_assets WHERE asset_id = ?
            ON CONFLICT DO NOTHING
            """,
            (target.id, moments.text(now), source.id),
        )
    ]


def shared_links(source: Part, target: Part) -> list[Sql]:
    return [
        Sql(
            """
            INSERT INTO shared_link_assets (shared_link_id, asset_id)
            SELECT shared_link_id, ? FROM shared_link_assets WHERE asset_id = ?
            ON CONFLICT DO NOTHING
            """,
            (target.id, source.id),
        )
    ]


def favorite(source: Part, target: Part) -> list[Sql]:
    if source.is_favorite == target.is_favorite:
        return []
    return [
        Sql("UPDATE assets SET is_favorite = ? WHERE id = ?", (source.is_favorite, target.id)),
    ]


def stack(source: Part, target: Part) -> list[Sql]:
    """The target joins the source's stack, or its own stack swallows the source's."""
    if source.stack_id is None or source.stack_id == target.stack_id:
        return []
    if target.stack_id is None:
        return [Sql("UPDATE assets SET stack_id = ? WHERE id = ?", (source.stack_id, target.id))]
    return [
        Sql(
            "UPDATE assets SET stack_id = ? WHERE stack_id = ?", (target.stack_id, source.stack_id)
        ),
        Sql("DELETE FROM stacks WHERE id = ?", (source.stack_id,)),
    ]


def sidecar(target: Part, path: str) -> list[Sql]:
    """The target's sidecar lies at this key; the bytes are stored already."""
    return [
        Sql(
            """
            INSERT INTO asset_files (asset_id, type, path) VALUES (?, 'sidecar', ?)
            ON CONFLICT DO UPDATE SET path = excluded.path
            """,
            (target.id, path),
        )
    ]
