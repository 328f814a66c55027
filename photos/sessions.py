"""Devices that are logged in.

That a row exists and has not expired is what makes a signed token good.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from bindings import Database, Sql, Violation
from photos import moments
from photos.refusal import Refused
from photos.rows import columns, divide
from photos.users import User


class Session(Struct, array_like=True, frozen=True):
    """A logged-in device."""

    id: str
    user_id: str
    parent_id: str | None
    device_type: str
    device_os: str
    app_version: str | None
    expires_at: str | None
    """None: until it idles out."""
    pin_expires_at: str | None
    """Until then the locked folder is open to it."""
    is_pending_sync_reset: bool
    created_at: str
    updated_at: str
    """Last use, at most an hour behind."""


_COLUMNS = columns(Session, "sessions")


async def create(  # noqa: PLR0913
    database: Database,
    *,
    id: str,
    user: User,
    device_type: str,
    device_os: str,
    app_version: str | None,
    now: datetime,
    parent: Session | None = None,
    expires_at: datetime | None = None,
) -> Session | None:
    """Log a device in as `user`; what `parent` lends ends with it at the latest.

    None when the account was closed, its password replaced or the parent logged out
    since they were read: comparing a password takes long, and whoever knows the old
    one must not slip in meanwhile."""
    used = moments.text(now)
    statement = Sql(
        f"""
        INSERT INTO sessions (
          user_id, id, parent_id, device_type, device_os, app_version, expires_at,
          created_at, updated_at
        )
        SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM users
        WHERE id = ? AND password = ? AND deleted_at IS NULL RETURNING {_COLUMNS}
        """,
        (
            id, parent.id if parent else None, device_type, device_os, app_version,
            _end(expires_at, parent), used, used, user.id, user.password,
        ),
    )  # fmt: skip
    try:
        return await database.one(statement, Session)
    except Violation as violation:
        if violation.kind != "foreign key":
            raise
        return None


def _end(wanted: datetime | None, parent: Session | None) -> str | None:
    """When a session expires: nothing lives longer than what it was lent by."""
    ends = [wanted and moments.text(wanted), parent and parent.expires_at]
    return min((end for end in ends if end), default=None)


_MOST_LENDERS = 10
"""Logins lent from hand to hand. They end with the first one, level by level, and
SQLite gives up at a thousand levels: the first would never end, nor its account."""


async def require_lender(database: Database, session_id: str) -> None:
    """Raise Refused for a login that was lent too often already to be lent once more."""
    line = """
      WITH RECURSIVE line (id) AS (
        SELECT ? UNION ALL
        SELECT sessions.parent_id FROM line CROSS JOIN sessions ON sessions.id = line.id
        WHERE sessions.parent_id IS NOT NULL LIMIT ?
      )
      SELECT count(*) FROM line
    """
    found = await database.one(Sql(line, (session_id, _MOST_LENDERS + 1)), tuple[int])
    if found is not None and found[0] > _MOST_LENDERS:
        raise Refused("This session was lent too often to be lent again")


async def find(database: Database, session_id: str, now: datetime) -> tuple[Session, User] | None:
    """A session that still counts, with its live account: the read every request makes."""
    found = await database.one(
        Sql(
            f"""
            SELECT {_COLUMNS}, {columns(User, "users")}
            FROM sessions INNER JOIN users ON users.id = sessions.user_id
            WHERE
              sessions.id = ?
              AND (sessions.expires_at IS NULL OR sessions.expires_at > ?)
              AND users.deleted_at IS NULL
            """,
            (session_id, moments.text(now)),
        ),
        list[Any],
    )
    return divide(found, Session, User) if found else None


async def all_of(database: Database, user_id: str, now: datetime) -> list[Session]:
    """The devices of a person that still count, last used first."""
    return await database.all(
        Sql(
            f"""
            SELECT {_COLUMNS} FROM sessions
            WHERE user_id = ? AND (expires_at IS NULL OR expires_at > ?)
            ORDER BY updated_at DESC, created_at DESC, id
            """,
            (user_id, moments.text(now)),
        ),
        Session,
    )


async def touch(
    database: Database,
    session_id: str,
    now: datetime,
    app_version: str | None,
    device_type: str,
    device_os: str,
) -> None:
    """Note that the device was used, and as what it now presents itself."""
    await database.run(
        Sql(
            """
            UPDATE sessions SET updated_at = ?, app_version = ?, device_type = ?, device_os = ?
            WHERE id = ?
            """,
            (moments.text(now), app_version, device_type, device_os, session_id),
        )
    )


async def elevate(database: Database, session_id: str, until: datetime | None) -> None:
    """Open the locked folder to a device until then, or close it (None)."""
    written = moments.text(until) if until else None
    await database.run(
        Sql("UPDATE sessions SET pin_expires_at = ? WHERE id = ?", (written, session_id))
    )


async def keep_elevated(
    database: Database, session_id: str, now: datetime, until: datetime
) -> None:
    """Leave the locked folder open for longer, unless it was closed in the meantime."""
    await database.run(
        Sql(
            "UPDATE sessions SET pin_expires_at = ? WHERE id = ? AND pin_expires_at > ?",
            (moments.text(until), session_id, moments.text(now)),
        )
    )


async def mark_sync_reset(database: Database, session_id: str, pending: bool) -> Session | None:
    """Whether the device has to start its sync over; None when it is gone."""
    return await database.one(
        Sql(
            f"UPDATE sessions SET is_pending_sync_reset = ? WHERE id = ? RETURNING {_COLUMNS}",
            (pending, session_id),
        ),
        Session,
    )


async def delete(database: Database, session_id: str) -> None:
    """Log a device out; what it lent its login to and its sync state go too."""
    await database.run(Sql("DELETE FROM sessions WHERE id = ?", (session_id,)))


async def delete_others(database: Database, user_id: str, keep: str | None) -> None:
    """Log out every device of a person but `keep`; None keeps none."""
    await database.run(
        Sql("DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?", (user_id, keep))
    )


def cleanup(now: datetime, idle_since: datetime) -> list[Sql]:
    """Remove what has expired or was last used before `idle_since`; returns whose it was."""
    return [
        Sql("DELETE FROM sessions WHERE expires_at <= ? RETURNING user_id", (moments.text(now),)),
        Sql(
            "DELETE FROM sessions WHERE updated_at < ? RETURNING user_id",
            (moments.text(idle_since),),
        ),
    ]
