"""Albums: what they are called, who belongs to them, what they show of the assets in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import UNSET, Struct, UnsetType

from bindings import Database, Sql, joined
from photos import album_assets, album_covers, album_members, moments
from photos.album_members import Invitation
from photos.refusal import Refused
from photos.rows import columns, id_list
from photos.users import User


class Album(Struct, array_like=True):
    """An album as its links show it too, with what is kept about the assets it shows:
    those neither in the trash nor hidden nor locked."""

    id: str
    name: str
    description: str
    cover: str | None
    is_activity_enabled: bool
    order: str
    """Of its assets: `asc` or `desc`."""
    created_at: str
    updated_at: str
    asset_count: int
    last_change: str | None
    """Of an asset in it."""
    first_day: str | None
    """`YYYY-MM-DD`, by the photographers' wall clocks; None when it shows nothing."""
    last_day: str | None


class Joined(Album, array_like=True):
    """An album as those see it who belong to it."""

    has_link: bool
    members: str
    """`<user id> <role>` of each, with commas between them."""

    def roles(self) -> list[tuple[str, str]]:
        """User ids and what each may do."""
        pairs = (each.partition(" ") for each in self.members.split(",") if each)
        return [(id, role) for id, _, role in pairs]


class Detail(Struct, frozen=True):
    """An album with the accounts of its members, by id."""

    album: Joined
    users: dict[str, User]

    def members(self, first: str) -> list[tuple[User, str]]:
        """Accounts and roles: the owner, editors, viewers; among equals `first`, then by name."""
        found = [(self.users[id], role) for id, role in self.album.roles()]
        return sorted(found, key=lambda each: (_RANKS[each[1]], each[0].id != first, each[0].name))


_RANKS = {"owner": 0, "editor": 1, "viewer": 2}


class Span(Struct, array_like=True, frozen=True):
    """The wall clocks at the oldest and newest capture in an album."""

    oldest: str | None
    newest: str | None


class Statistics(Struct, array_like=True, frozen=True):
    owned: int
    shared: int
    not_shared: int


class Changes(Struct, frozen=True, kw_only=True):
    """What to set on an album; UNSET leaves it as it is."""

    album_name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    album_thumbnail_asset_id: str | UnsetType = UNSET
    is_activity_enabled: bool | UnsetType = UNSET
    order: str | UnsetType = UNSET


class NewAlbum(Struct, frozen=True, kw_only=True):
    id: str
    owner_id: str
    name: str
    description: str
    order: str
    now: datetime


def owned(user_id: str, yes: bool) -> Sql:
    """Which albums: those the person is the owner of, or is not."""
    return Sql(
        f"""{"" if yes else "NOT"} EXISTS (
          SELECT 1 FROM album_users
          WHERE album_id = albums.id AND user_id = ? AND role = 'owner'
        )""",
        (user_id,),
    )


def shared(yes: bool) -> Sql:
    """Which albums: those somebody beside the owner gets to see, or nobody does."""
    return Sql(_SHARED if yes else f"NOT {_SHARED}")


def identified(id: str) -> Sql:
    """Which album: this one."""
    return Sql("albums.id = ?", (id,))


def named(name: str) -> Sql:
    """Which albums: those called exactly so."""
    return Sql("albums.album_name = ?", (name,))


def containing(asset_id: str) -> Sql:
    """Which albums: those this asset is in."""
    return Sql("albums.id IN (SELECT album_id FROM album_assets WHERE asset_id = ?)", (asset_id,))


_SHARED = """(
  EXISTS (SELECT 1 FROM album_users WHERE album_id = albums.id AND role <> 'owner')
  OR EXISTS (SELECT 1 FROM shared_links WHERE album_id = albums.id)
)"""
_COLUMNS = """
  albums.id, album_name, description, album_thumbnail_asset_id, is_activity_enabled, "order",
  albums.created_at, albums.updated_at, asset_count, touched_at, first_day, last_day,
  EXISTS (SELECT 1 FROM shared_links WHERE album_id = albums.id), members
"""


async def find(database: Database, user_id: str, which: Sequence[Sql]) -> list[Detail]:
    """The albums a person belongs to for which every condition holds, newest first."""
    mine = Sql("album_users AS mine INNER JOIN albums ON albums.id = mine.album_id")
    belongs = Sql("mine.user_id = ?", (user_id,))
    found = await _found(database, mine, [belongs, *which])
    # D1 bills what it sorts as rows read.
    found.sort(key=lambda each: each.album.id)
    found.sort(key=lambda each: each.album.created_at, reverse=True)
    return found


async def read(database: Database, id: str, *allowed: Sql) -> Detail | None:
    """The album, if the conditions hold for it."""
    found = await _found(database, Sql("albums"), [identified(id), *allowed])
    return found[0] if found else None


async def _found(database: Database, source: Sql, which: Sequence[Sql]) -> list[Detail]:
    """One that has lost its cover gets the newest asset it shows."""
    conditions = joined(" AND ", [Sql("albums.deleted_at IS NULL"), *which])
    select = Sql(f"SELECT {_COLUMNS} FROM") & source & Sql("WHERE") & conditions
    found = await database.all(select, Joined)
    bare = {each.id: each for each in found if each.asset_count and each.cover is None}
    if bare:
        for id, cover in await album_covers.mend(database, [*bare]):
            bare[id].cover = cover
    users = await _members(database, found) if found else {}
    return [Detail(each, users) for each in found]


async def _members(database: Database, found: Sequence[Joined]) -> dict[str, User]:
    """The accounts of all who belong to these. The same people meet in many albums,
    which is why they are read by themselves."""
    groups = {each.members: each for each in found}.values()
    ids = {id for each in groups for id, _ in each.roles()}
    statement = f"""
      SELECT {columns(User, "users")} FROM users WHERE id IN (SELECT value FROM json_each(?))
    """
    members = await database.all(Sql(statement, (id_list(sorted(ids)),)), User)
    return {each.id: each for each in members}


async def contributors(database: Database, id: str) -> list[tuple[str, int]]:
    """Whose assets the album shows, and how many of each; most first."""
    statement = """
      SELECT owner_id, count FROM album_contributions
      WHERE album_id = ? AND count > 0 ORDER BY count DESC, owner_id
    """
    return await database.all(Sql(statement, (id,)), tuple[str, int])


async def span(database: Database, id: str) -> Span:
    """Reads the album whole: not for lists."""
    statement = f"""
      SELECT substr(min(moments), 25), substr(max(moments), 25) FROM (
        SELECT file_created_at || local_date_time AS moments
        FROM album_assets INNER JOIN assets ON assets.id = album_assets.asset_id
        WHERE album_assets.album_id = ? AND {album_covers.SHOWN}
      )
    """
    found = await database.one(Sql(statement, (id,)), Span)
    assert found is not None, "an aggregate always answers one row"
    return found


async def count(database: Database, user_id: str) -> Statistics:
    """How many albums the person owns, shares with or has from others, keeps alone."""
    statement = f"""
      SELECT
        ifnull(sum(mine), 0), ifnull(sum(shared), 0), ifnull(sum(mine AND NOT shared), 0)
      FROM (
        SELECT album_users.role = 'owner' AS mine, {_SHARED} AS shared
        FROM album_users INNER JOIN albums ON albums.id = album_users.album_id
        WHERE album_users.user_id = ? AND albums.deleted_at IS NULL
      )
    """
    found = await database.one(Sql(statement, (user_id,)), Statistics)
    assert found is not None, "an aggregate always answers one row"
    return found


async def create(
    database: Database,
    new: NewAlbum,
    invitations: Sequence[Invitation],
    asset_ids: Sequence[str],
    allowed: Sql,
) -> None:
    """Make an album with its members, and those of the assets that are `allowed`.

    Raises Refused for people who have no account.
    """
    await album_members.check(database, invitations)
    stamp = moments.text(new.now)
    await database.batch(
        [
            Sql(
                """
                INSERT INTO albums (id, album_name, description, "order", created_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                (new.id, new.name, new.description, new.order, stamp),
            ),
            Sql(
                """
                INSERT INTO album_users (album_id, user_id, role, created_at)
                VALUES (?, ?, 'owner', ?)
                """,
                (new.id, new.owner_id, stamp),
            ),
            *album_members.inviting(new.id, invitations, stamp),
            *album_assets.inserting([new.id], asset_ids, allowed, stamp),
        ]
    )


async def update(database: Database, id: str, changes: Changes) -> None:
    """Raises Refused for a cover that the album does not show."""
    cover = changes.album_thumbnail_asset_id
    if cover is not UNSET and not await album_covers.possible(database, id, cover):
        raise Refused("Invalid album thumbnail")
    given = [
        Sql(f'"{name}" = ?', (value,))
        for name, value in msgspec.structs.asdict(changes).items()
        if value is not UNSET
    ]
    if given:
        await database.run(
            Sql("UPDATE albums SET") & joined(", ", given) & Sql("WHERE id = ?", (id,))
        )


async def delete(database: Database, id: str) -> None:
    """At once and for good; the assets stay where they are."""
    await database.run(Sql("DELETE FROM albums WHERE id = ?", (id,)))
