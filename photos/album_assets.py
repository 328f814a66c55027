"""What lies in albums: putting in, taking out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from bindings import Database, Sql
from photos import access, album_covers, moments
from photos.access import Caller
from photos.refusal import Refused
from photos.rows import id_list, portions, require_bounded


class Outcome(NamedTuple):
    """What became of a list of ids, and who should hear of it."""

    unknown: set[str]
    """Adding: those that were in the album already; removing: those that were not in it."""
    refused: set[str]
    """Those the caller may not put in or take out."""
    members: list[str]
    """User ids of everybody the album belongs to."""


class Spread(NamedTuple):
    """What became of adding to several albums."""

    grown: list[str]
    """Ids of the albums that show more now."""
    members: list[tuple[str, str]]
    """Their ids, each with a user id, once per member."""


async def require_album(database: Database, caller: Caller, album_id: str) -> None:
    """Raise Refused unless the caller may add to the album, in other words where there is none."""
    allowed = access.condition("albumAsset.create", caller)
    statement = Sql("SELECT") & allowed & Sql("FROM albums WHERE id = ?", (album_id,))
    found = await database.one(statement & Sql("AND deleted_at IS NULL"), tuple[bool])
    if found is None:
        raise Refused("Album not found")
    if not found[0]:
        raise access.refusal("albumAsset.create")


async def add(
    database: Database, album_id: str, ids: Sequence[str], allowed: Sql, now: datetime
) -> Outcome:
    """Put those of the assets into the album that are `allowed` (a condition on assets)."""
    listed = id_list([album_id])
    statements = []
    for portion in portions(dict.fromkeys(ids)):
        statements += [
            _within(album_id, portion),
            _growing(listed, portion, allowed),
            _inserting(listed, portion, allowed, moments.text(now)),
            _within(album_id, portion, "NOT"),
        ]
    return await _changed(database, album_id, statements, step=4)


async def add_to_all(
    database: Database, album_ids: Sequence[str], ids: Sequence[str], allowed: Sql, now: datetime
) -> Spread:
    """Put those of the assets that are `allowed` into every one of the albums.

    Raises Refused for more than can be done at once."""
    require_bounded(album_ids, ids)
    listed, stamp = id_list(album_ids), moments.text(now)
    statements = []
    for portion in portions(dict.fromkeys(ids)):
        statements += [
            _growing(listed, portion, allowed),
            _inserting(listed, portion, allowed, stamp),
        ]
    statements.append(_members(listed))
    *found, members = await database.batch(statements)
    grown = list(dict.fromkeys(id for rows in found for (id,) in rows))
    return Spread(grown, [(album, user) for album, user in members if album in grown])


async def remove(database: Database, caller: Caller, album_id: str, ids: Sequence[str]) -> Outcome:
    """Take those of the assets out that the caller may: the owner of the album
    every one, others what they may share."""
    removable = (
        Sql(
            """
            EXISTS (
              SELECT 1 FROM album_users WHERE album_id = ? AND user_id = ? AND role = 'owner'
            ) OR EXISTS (SELECT 1 FROM assets WHERE assets.id = album_assets.asset_id AND
            """,
            (album_id, caller.user.id),
        )
        & access.condition("asset.share", caller)
        & Sql(")")
    )
    statements = []
    for portion in portions(dict.fromkeys(ids)):
        leaving = Sql(
            """
            DELETE FROM album_assets
            WHERE album_id = ? AND asset_id IN (SELECT value FROM json_each(?)) AND (
            """,
            (album_id, portion),
        )
        statements += [
            _within(album_id, portion, "NOT"),
            leaving & removable & Sql(")"),
            _within(album_id, portion),
        ]
    statements.append(album_covers.mending(Sql("SELECT ?", (album_id,))))
    return await _changed(database, album_id, statements, step=3)


def inserting(
    album_ids: Sequence[str], ids: Sequence[str], allowed: Sql, stamp: str
) -> Iterator[Sql]:
    """The statements that put the assets that are `allowed` into all of the albums."""
    for portion in portions(dict.fromkeys(ids)):
        yield _inserting(id_list(album_ids), portion, allowed, stamp)


async def any_allowed(database: Database, ids: Sequence[str], allowed: Sql) -> bool:
    """Whether the condition holds for at least one of the assets."""
    for portion in portions(dict.fromkeys(ids)):
        statement = Sql("SELECT 1") & _wanted(portion) & allowed & Sql("LIMIT 1")
        if await database.one(statement, tuple[int]) is not None:
            return True
    return False


async def _changed(database: Database, album_id: str, statements: list[Sql], step: int) -> Outcome:
    found = await database.batch([*statements, _members(id_list([album_id]))])
    groups = len(statements) // step
    firsts, lasts = found[0 : groups * step : step], found[step - 1 : groups * step : step]
    return Outcome(
        {id for rows in firsts for (id,) in rows},
        {id for rows in lasts for (id,) in rows},
        [user for _, user in found[-1]],
    )


def _wanted(portion: str) -> Sql:
    """CROSS JOIN: one look-up per id, whatever the planner thinks of the condition."""
    return Sql(
        "FROM json_each(?) AS wanted CROSS JOIN assets ON assets.id = wanted.value WHERE",
        (portion,),
    )


def _within(album_id: str, portion: str, which: str = "") -> Sql:
    return Sql(
        f"""
        SELECT value FROM json_each(?) WHERE {which} EXISTS (
          SELECT 1 FROM album_assets WHERE album_id = ? AND asset_id = value
        )
        """,
        (portion, album_id),
    )


def _growing(albums: str, portion: str, allowed: Sql) -> Sql:
    """Have phones fetch the albums anew that are about to get something; which these are."""
    return (
        Sql(
            """
            UPDATE albums SET (updated_at, update_id) = (SELECT at, id FROM moment)
            WHERE id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1
            """,
            (albums,),
        )
        & _wanted(portion)
        & allowed
        & Sql(
            """
            AND NOT EXISTS (
              SELECT 1 FROM album_assets WHERE album_id = albums.id AND asset_id = assets.id
            )) RETURNING id
            """
        )
    )


def _inserting(albums: str, portion: str, allowed: Sql, stamp: str) -> Sql:
    return (
        Sql(
            """
            INSERT INTO album_assets (album_id, asset_id, created_at)
            SELECT target.value, assets.id, ?
            FROM json_each(?) AS target CROSS JOIN albums ON albums.id = target.value
              CROSS JOIN json_each(?) AS wanted CROSS JOIN assets ON assets.id = wanted.value
            WHERE
            """,
            (stamp, albums, portion),
        )
        & allowed
        & Sql("ON CONFLICT DO NOTHING")
    )


def _members(albums: str) -> Sql:
    return Sql(
        """
        SELECT album_id, user_id FROM album_users
        WHERE album_id IN (SELECT value FROM json_each(?))
        """,
        (albums,),
    )
