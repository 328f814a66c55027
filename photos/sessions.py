"""Devices that are logged in.

That a row exists and has not expired is what makes a signed token good.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from bindings import Database, Sql
from photos import moments
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


async def create(  # noqa: PLR0913
    database: Database,
    *,
    id: str,
    user_id: str,
    device_type: str,
    device_os: str,
    app_version: str | None,
    now: datetime,
    parent_id: str | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Raises Violation (foreign key) when the account or the parent is gone."""
    expiry = moments.text(expires_at) if expires_at else None
    used = moments.text(now)
    await database.run(
        Sql(
            """
            INSERT INTO sessions (
              id, user_id, parent_id, device_type, device_os, app_version, expires_at,
              created_at, updated_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (id, user_id, parent_id, device_type, device_os, app_version, expiry, used, used),
        )
    )


async def find(database: Database, session_id: str, now: datetime) -> tuple[Session, User] | None:
    """A session that still counts, with its live account: the read every request makes."""
    found = await database.one(
        Sql(
            f"""
            SELECT {columns(Session, "sessions")}, {columns(User, "users")}
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


async def delete(database: Database, session_id: str) -> None:
    """Log a device out; what it lent its login to and its sync state go too."""
    await database.run(Sql("DELETE FROM sessions WHERE id = ?", (session_id,)))


async def delete_others(database: Database, user_id: str, keep: str | None) -> None:
    """Log out every device of a person but `keep`; None keeps none."""
    await database.run(
        Sql("DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?", (user_id, keep))
    )


def cleanup(now: datetime, idle_since: datetime) -> list[Sql]:
    """Remove what has expired or was last used before `idle_since`."""
    return [
        Sql("DELETE FROM sessions WHERE expires_at <= ?", (moments.text(now),)),
        Sql("DELETE FROM sessions WHERE updated_at < ?", (moments.text(idle_since),)),
    ]
