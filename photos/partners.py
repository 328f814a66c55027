"""People who show each other their whole library. A share has a direction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql, Violation
from photos import access, moments
from photos.refusal import Refused
from photos.rows import columns
from photos.users import User


class Partner(Struct, frozen=True):
    """The other side of a share; `in_timeline` is the receiver's wish."""

    user: User
    in_timeline: bool


async def receivers(database: Database, user_id: str) -> list[Partner]:
    """Those a person shows their library to, by name."""
    return await _others(database, "shared_with_id", "shared_by_id", user_id)


async def givers(database: Database, user_id: str) -> list[Partner]:
    """Those who show a person theirs, by name."""
    return await _others(database, "shared_by_id", "shared_with_id", user_id)


async def create(database: Database, by_id: str, with_id: str, now: datetime) -> None:
    """Begin to share. Raises Refused for oneself, for whom one shares with already and
    for whom there is no more."""
    if by_id == with_id:
        raise Refused("Cannot share with yourself")
    row = Sql(
        "INSERT INTO partners (shared_by_id, shared_with_id, created_at) VALUES (?, ?, ?)",
        (by_id, with_id, moments.text(now)),
    )
    try:
        await database.run(row)
    except Violation as violation:
        if violation.kind == "unique":
            raise Refused("Partner already exists") from violation
        if violation.kind == "foreign key":
            raise Refused("User not found") from violation
        raise


async def show(database: Database, by_id: str, with_id: str, in_timeline: bool) -> None:
    """Whether the receiver's timeline includes the share. Raises Refused when there is none."""
    found = await database.one(
        Sql(
            """
            UPDATE partners SET in_timeline = ?
            WHERE shared_by_id = ? AND shared_with_id = ? RETURNING in_timeline
            """,
            (in_timeline, by_id, with_id),
        ),
        tuple[bool],
    )
    if found is None:
        raise access.refusal("partner.update")


async def delete(database: Database, by_id: str, with_id: str) -> None:
    """End a share. Raises Refused when there is none."""
    found = await database.one(
        Sql(
            """
            DELETE FROM partners WHERE shared_by_id = ? AND shared_with_id = ?
            RETURNING shared_by_id
            """,
            (by_id, with_id),
        ),
        tuple[str],
    )
    if found is None:
        raise Refused("Partner not found")


async def _others(database: Database, other: str, one: str, user_id: str) -> list[Partner]:
    rows = await database.all(
        Sql(
            f"""
            SELECT partners.in_timeline, {columns(User, "users")}
            FROM partners CROSS JOIN users ON users.id = partners.{other}
            WHERE partners.{one} = ? AND users.deleted_at IS NULL
            ORDER BY users.name, users.id
            """,
            (user_id,),
        ),
        list[Any],
    )
    return [
        Partner(msgspec.convert(row, User, strict=False), bool(in_timeline))
        for in_timeline, *row in rows
    ]
