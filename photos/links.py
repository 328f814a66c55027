"""Shared links as their owners make and change them, and what they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from bindings import Database, Sql, Violation, joined
from photos import moments
from photos.access import UNLOCKED, refusal
from photos.albums import Album
from photos.assets import Asset, Exif
from photos.refusal import Refused
from photos.rows import assignments, columns, divide, portions
from photos.shared_links import SharedLink


class Opened(Struct, frozen=True):
    """A link and what it opens: an album, or assets in the order of their capture.
    In lists nobody counts what an album shows."""

    link: SharedLink
    album: Album | None
    assets: list[tuple[Asset, Exif]]


class Changes(Struct, frozen=True, kw_only=True):
    """What to change. Only the slug never stays by itself."""

    slug: str | None
    description: str | UnsetType | None = UNSET
    password: str | UnsetType | None = UNSET
    allow_upload: bool | UnsetType = UNSET
    allow_download: bool | UnsetType = UNSET
    show_exif: bool | UnsetType = UNSET
    expires_at: str | UnsetType | None = UNSET


async def all_of(
    database: Database, owner_id: str, album_id: str | None = None, id: str | None = None
) -> list[Opened]:
    """A person's links, newest first, expired ones too; each with one asset at most."""
    conditions = [Sql("shared_links.user_id = ?", (owner_id,))]
    if album_id is not None:
        conditions.append(Sql("shared_links.album_id = ?", (album_id,)))
    if id is not None:
        conditions.append(Sql("shared_links.id = ?", (id,)))
    which = joined(" AND ", conditions)
    found = await database.all(_links(which), SharedLink)
    albums = await database.all(_albums(which), Album)
    by_id = {album.id: album for album in albums}
    covers = {
        id: [divide(row, Asset, Exif)] for id, *row in await database.all(_covers(which), list[Any])
    }
    return [Opened(link, by_id.get(link.album_id or ""), covers.get(link.id, [])) for link in found]


async def read(database: Database, owner_id: str, id: str) -> Opened:
    """One link of a person with all it opens. Raises Refused when there is none."""
    link = await find(database, owner_id, id)
    if link.album_id is not None:
        return Opened(link, await database.one(_counted(link.album_id), Album), [])
    rows = await database.all(_assets(id), list[Any])
    return Opened(link, None, [divide(row, Asset, Exif) for row in rows])


async def find(database: Database, owner_id: str, id: str) -> SharedLink:
    """One link of a person. Raises Refused when there is none."""
    which = Sql("shared_links.id = ? AND +shared_links.user_id = ?", (id, owner_id))
    found = await database.one(_links(which), SharedLink)
    if found is None:
        raise _unknown()
    return found


async def create(database: Database, link: SharedLink, asset_ids: Sequence[str]) -> None:
    """Enter a link, and the assets it opens. The caller may share every one.

    Raises Refused when the slug is taken, when the album is gone, and for more than
    MOST_ASSETS."""
    _require_room(len(set(asset_ids)))
    names = ", ".join(SharedLink.__struct_fields__)
    marks = ", ".join("?" * len(SharedLink.__struct_fields__))
    values = tuple(msgspec.structs.astuple(link))
    row = Sql(f"INSERT INTO shared_links ({names}) VALUES ({marks})", values)
    try:
        await database.batch([row, *_adding(link.id, asset_ids)])
    except Violation as violation:
        if violation.kind == "foreign key":
            raise refusal("album.share") from violation
        raise _slug_taken(violation) from violation


async def update(database: Database, owner_id: str, id: str, changes: Changes) -> None:
    """Raises Refused when the person has no such link, or the slug is taken."""
    settings = assignments(changes)
    assert settings is not None, "the slug is always given"
    which = Sql(f"WHERE id = ? AND user_id = ? AND {_OPENS} RETURNING id", (id, owner_id))
    try:
        found = await database.one(Sql("UPDATE shared_links SET") & settings & which, tuple[str])
    except Violation as violation:
        raise _slug_taken(violation) from violation
    if found is None:
        raise _unknown()


async def delete(database: Database, owner_id: str, id: str) -> None:
    """Raises Refused when the person has no such link."""
    found = await database.one(
        Sql("DELETE FROM shared_links WHERE id = ? AND user_id = ? RETURNING id", (id, owner_id)),
        tuple[str],
    )
    if found is None:
        raise _unknown()


async def add(database: Database, id: str, asset_ids: Iterable[str]) -> set[str]:
    """Open assets through a link as well; those that were not behind it yet.

    The caller may share every one. Raises Refused for more than MOST_ASSETS in all."""
    wanted = set(asset_ids)
    counting = "SELECT count(*) FROM shared_link_assets WHERE shared_link_id = ?"
    before = await database.one(Sql(counting, (id,)), tuple[int])
    assert before is not None, "an aggregate always answers one row"
    _require_room(before[0] + len(wanted))
    return _ids(await database.batch(_adding(id, wanted)))


async def remove(database: Database, id: str, asset_ids: Iterable[str]) -> set[str]:
    """Close assets to a link; those that were behind it."""
    statement = """
      DELETE FROM shared_link_assets
      WHERE shared_link_id = ? AND asset_id IN (SELECT value FROM json_each(?))
      RETURNING asset_id
    """
    return _ids(await database.batch([Sql(statement, (id, p)) for p in portions(asset_ids)]))


async def contribute(
    database: Database, link: SharedLink, asset_id: str, now: datetime
) -> list[str]:
    """Put what a visitor has uploaded where their link leads.

    The bytes may have been in the owner's library before: what is locked or
    hidden there stays out. The people whose album has grown by it.
    """
    if link.album_id is None:
        await database.run(
            Sql(
                f"""
                INSERT INTO shared_link_assets (shared_link_id, asset_id)
                SELECT shared_links.id, assets.id FROM assets CROSS JOIN shared_links
                WHERE assets.id = ? AND shared_links.id = ? AND {_PUBLIC}
                ON CONFLICT DO NOTHING
                """,
                (asset_id, link.id),
            )
        )
        return []
    added = await database.one(
        Sql(
            f"""
            INSERT INTO album_assets (album_id, asset_id, created_at)
            SELECT albums.id, assets.id, ? FROM assets CROSS JOIN albums
            WHERE assets.id = ? AND albums.id = ? AND {_PUBLIC}
            ON CONFLICT DO NOTHING RETURNING asset_id
            """,
            (moments.text(now), asset_id, link.album_id),
        ),
        tuple[str],
    )
    return await _grown(database, link.album_id, asset_id) if added else []


_OPENS = """NOT EXISTS (
  SELECT 1 FROM albums WHERE id = shared_links.album_id AND deleted_at IS NOT NULL
)"""
_PUBLIC = "assets.visibility IN ('timeline', 'archive')"
_SHOWN = f"assets.deleted_at IS NULL AND {UNLOCKED.text}"


async def _grown(database: Database, album_id: str, asset_id: str) -> list[str]:
    """Note that an album has got an asset; its members."""
    *_, members = await database.batch(
        [
            # Changes the row in any case, which makes it the album's latest change.
            Sql(
                """
                UPDATE albums
                SET album_thumbnail_asset_id = ifnull(album_thumbnail_asset_id, ?)
                WHERE id = ?
                """,
                (asset_id, album_id),
            ),
            Sql("SELECT user_id FROM album_users WHERE album_id = ?", (album_id,)),
        ]
    )
    return [user_id for (user_id,) in members]


def _links(which: Sql) -> Sql:
    select = f"""
      SELECT {columns(SharedLink, "shared_links")}
      FROM shared_links LEFT JOIN albums ON albums.id = shared_links.album_id
      WHERE albums.deleted_at IS NULL AND
    """
    order = "ORDER BY shared_links.created_at DESC, shared_links.id"
    return Sql(select) & which & Sql(order)


_ALBUM = """
  albums.id, albums.album_name, albums.description, albums.album_thumbnail_asset_id,
  albums.is_activity_enabled, albums."order", albums.created_at, albums.updated_at
"""


def _albums(which: Sql) -> Sql:
    """Those of some links, not counted."""
    select = f"""
      SELECT {_ALBUM}, 0, NULL, NULL, NULL
      FROM shared_links CROSS JOIN albums ON albums.id = shared_links.album_id WHERE
    """
    return Sql(select) & which


def _counted(album_id: str) -> Sql:
    select = f"SELECT {_ALBUM}, asset_count, touched_at, first_day, last_day FROM albums"
    return Sql(f"{select} WHERE albums.id = ?", (album_id,))


def _assets(id: str) -> Sql:
    return Sql(
        f"""
        SELECT {columns(Asset, "assets")}, {columns(Exif, "asset_exif")}
        FROM shared_link_assets
        CROSS JOIN assets ON assets.id = shared_link_assets.asset_id
        CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
        WHERE shared_link_assets.shared_link_id = ? AND {_SHOWN}
        ORDER BY assets.file_created_at, assets.id
        """,
        (id,),
    )


def _covers(which: Sql) -> Sql:
    """Of each link its oldest asset."""
    select = f"""
      SELECT shared_links.id, {columns(Asset, "assets")}, {columns(Exif, "asset_exif")}
      FROM shared_links
      CROSS JOIN assets ON assets.id = (
        SELECT assets.id FROM shared_link_assets
        CROSS JOIN assets ON assets.id = shared_link_assets.asset_id
        WHERE shared_link_assets.shared_link_id = shared_links.id AND {_SHOWN}
        ORDER BY assets.file_created_at, assets.id LIMIT 1
      )
      CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
      WHERE
    """
    return Sql(select) & which


MOST_ASSETS = 10_000
"""Behind a link of its own. Whoever opens it is sent all of them at once: sixty thousand
were 100 MB for a stranger's asking, time and again. Albums have no limit."""


def _require_room(count: int) -> None:
    if count > MOST_ASSETS:
        raise Refused(f"A shared link holds at most {MOST_ASSETS} assets")


def _adding(id: str, asset_ids: Iterable[str]) -> list[Sql]:
    statement = """
      INSERT INTO shared_link_assets (shared_link_id, asset_id)
      SELECT shared_links.id, assets.id
      FROM shared_links
      CROSS JOIN json_each(?) AS wanted CROSS JOIN assets ON assets.id = wanted.value
      WHERE shared_links.id = ? ON CONFLICT DO NOTHING RETURNING asset_id
    """
    return [Sql(statement, (portion, id)) for portion in portions(asset_ids)]


def _ids(results: list[list[list[str]]]) -> set[str]:
    return {id for rows in results for (id,) in rows}


def _unknown() -> Refused:
    return Refused("Shared link not found")


def _slug_taken(violation: Violation) -> Exception:
    if violation.kind == "unique" and "slug" in violation.detail:
        return Refused("Failed to save shared link")
    return violation
