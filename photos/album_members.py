"""Who an album is shared with, and what they may do there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos import access, moments
from photos.access import Caller
from photos.refusal import Refused
from photos.rows import id_list, portions


class Invitation(Struct, array_like=True, frozen=True):
    user_id: str
    role: str
    """`editor` or `viewer`."""


async def check(database: Database, invitations: Sequence[Invitation], album_id: str = "") -> None:
    """Raise Refused for a second owner, and unless everybody who is not in the
    album yet has an account."""
    if any(each.role == "owner" for each in invitations):
        raise Refused("Cannot add another owner")
    wanted = {each.user_id for each in invitations}
    if not wanted:
        return
    known = """
      SELECT count(*) FROM json_each(?) AS wanted
      WHERE
        EXISTS (SELECT 1 FROM users WHERE id = wanted.value AND deleted_at IS NULL)
        OR EXISTS (SELECT 1 FROM album_users WHERE album_id = ? AND user_id = wanted.value)
    """
    found = await database.one(Sql(known, (id_list(sorted(wanted)), album_id)), tuple[int])
    if found != (len(wanted),):
        raise Refused("Invalid user")


def inviting(album_id: str, invitations: Sequence[Invitation], stamp: str) -> Iterator[Sql]:
    """The statements that let people in; whoever is in the album stays as they are."""
    for portion in portions(map(msgspec.to_builtins, invitations)):
        yield Sql(
            """
            INSERT INTO album_users (album_id, user_id, role, created_at)
            SELECT albums.id, users.id, item.value ->> 1, ?
            FROM albums CROSS JOIN json_each(?) AS item CROSS JOIN users
              ON users.id = item.value ->> 0
            WHERE albums.id = ? ON CONFLICT DO NOTHING
            """,
            (stamp, portion, album_id),
        )


async def invite(
    database: Database, album_id: str, invitations: Sequence[Invitation], now: datetime
) -> None:
    """Let people in. Raises Refused for an owner and for people without an account."""
    await check(database, invitations, album_id)
    await database.batch([*inviting(album_id, invitations, moments.text(now))])


async def promote(database: Database, album_id: str, user_id: str, role: str) -> None:
    """Give a member another role; nobody else is touched.

    Raises Refused for the owner, and for making somebody one.
    """
    if await _role(database, album_id, user_id) == "owner":
        raise Refused("User is owner")
    if role == "owner":
        raise Refused("Cannot add another owner")
    await database.run(
        Sql(
            """
            UPDATE album_users SET role = ?
            WHERE album_id = ? AND user_id = ? AND role <> 'owner'
            """,
            (role, album_id, user_id),
        )
    )


async def remove(database: Database, caller: Caller, album_id: str, user_id: str) -> None:
    """Send a member away, or leave. Raises Refused for strangers and for the owner."""
    if user_id != caller.user.id:
        await access.require(database, "album.share", caller, [album_id])
    role = await _role(database, album_id, user_id)
    if role is None:
        raise Refused("Album not shared with user")
    if role == "owner":
        raise Refused("Cannot remove the last album owner")
    await database.run(
        Sql(
            "DELETE FROM album_users WHERE album_id = ? AND user_id = ? AND role <> 'owner'",
            (album_id, user_id),
        )
    )


async def _role(database: Database, album_id: str, user_id: str) -> str | None:
    statement = Sql(
        """
        SELECT role FROM album_users INNER JOIN albums ON albums.id = album_users.album_id
        WHERE album_id = ? AND user_id = ? AND albums.deleted_at IS NULL
        """,
        (album_id, user_id),
    )
    found = await database.one(statement, tuple[str])
    return found[0] if found else None
