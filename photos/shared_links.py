"""Links that open an album or some assets to whoever holds them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from bindings import Database, Sql
from photos import moments
from photos.rows import columns, divide
from photos.users import User


class SharedLink(Struct, array_like=True, frozen=True):
    """A link. `key` is base64url without padding, `password` in the clear."""

    id: str
    user_id: str
    key: str
    slug: str | None
    type: str
    album_id: str | None
    description: str | None
    password: str | None
    allow_upload: bool
    allow_download: bool
    show_exif: bool
    expires_at: str | None
    created_at: str


class Preview(Struct, array_like=True, frozen=True):
    """What a link shows before it is opened."""

    album_name: str | None
    count: int
    cover: str | None
    """The album's own cover, else the oldest asset behind the link."""


def by_key(key: str) -> Sql:
    """Which link: the one with this key (base64url; other spellings are the caller's to undo)."""
    return Sql("shared_links.key = ?", (key,))


def by_slug(slug: str) -> Sql:
    """Which link: the one with this slug."""
    return Sql("shared_links.slug = ?", (slug,))


async def find(database: Database, which: Sql, now: datetime) -> tuple[SharedLink, User] | None:
    """A link that still opens something, with the account it acts for.

    A deleted album closes its links at once; an owner deleted softly does not
    close a link to single assets.
    """
    found = await database.one(
        Sql(
            f"""
            SELECT {columns(SharedLink, "shared_links")}, {columns(User, "users")}
            FROM shared_links
            INNER JOIN users ON users.id = shared_links.user_id
            LEFT JOIN albums ON albums.id = shared_links.album_id
            WHERE albums.deleted_at IS NULL
            """
        )
        & Sql(
            "AND (shared_links.expires_at IS NULL OR shared_links.expires_at > ?)",
            (moments.text(now),),
        )
        & Sql("AND")
        & which,
        list[Any],
    )
    return divide(found, SharedLink, User) if found else None


async def preview(database: Database, link: SharedLink) -> Preview:
    """A few words and a picture, for whoever is sent the link."""
    members = (
        Sql("SELECT asset_id FROM album_assets WHERE album_id = ?", (link.album_id,))
        if link.album_id is not None
        else Sql("SELECT asset_id FROM shared_link_assets WHERE shared_link_id = ?", (link.id,))
    )
    statement = (
        Sql("WITH shown AS (SELECT id, file_created_at FROM assets WHERE id IN (")
        & members
        & Sql(
            """
            ) AND deleted_at IS NULL AND visibility IN ('timeline', 'archive'))
            SELECT
              (SELECT album_name FROM albums WHERE id = ?),
              (SELECT count(*) FROM shown),
              (
                SELECT id FROM shown
                ORDER BY
                  id = (SELECT album_thumbnail_asset_id FROM albums WHERE id = ?) DESC,
                  file_created_at, id
                LIMIT 1
              )
            """,
            (link.album_id, link.album_id),
        )
    )
    found = await database.one(statement, Preview)
    assert found is not None
    return found
