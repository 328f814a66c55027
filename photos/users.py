"""Accounts, and what is kept for each person beside the account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from bindings import Database, Sql, Violation
from photos import moments
from photos.refusal import Refused
from photos.rows import assignments, columns

Key = Literal["preferences", "license", "onboarding"]


class User(Struct, array_like=True, frozen=True):
    """An account. `password` and `pin_code` are hashes and never leave the server."""

    id: str
    email: str
    password: str
    """Empty: no password login."""
    pin_code: str | None
    name: str
    is_admin: bool
    should_change_password: bool
    avatar_color: str | None
    profile_image_path: str
    profile_changed_at: str
    storage_label: str | None
    quota_size_in_bytes: int | None
    """None: no limit; 0: nothing may be uploaded."""
    quota_usage_in_bytes: int
    status: str
    created_at: str
    updated_at: str
    deleted_at: str | None


class Changes(Struct, frozen=True, kw_only=True):
    """What to set on an account; UNSET leaves a column as it is."""

    email: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    avatar_color: str | UnsetType | None = UNSET
    password: str | UnsetType = UNSET
    should_change_password: bool | UnsetType = UNSET
    pin_code: str | UnsetType | None = UNSET
    is_admin: bool | UnsetType = UNSET
    storage_label: str | UnsetType | None = UNSET
    quota_size_in_bytes: int | UnsetType | None = UNSET
    profile_image_path: str | UnsetType = UNSET
    profile_changed_at: str | UnsetType = UNSET


_COLUMNS = columns(User, "users")


async def create_admin(
    database: Database, *, id: str, email: str, name: str, password: str, now: datetime
) -> User:
    """The account that administers a fresh installation.

    `email` is lower-cased already, `password` hashed. Two requests at once
    cannot both win: the statement itself asks whether an administrator exists.
    Raises Refused when one does or the address is taken.
    """
    statement = Sql(
        f"""
        INSERT INTO users
          (id, email, name, password, is_admin, storage_label, profile_changed_at, created_at)
        SELECT ?, ?, ?, ?, 1, 'admin', ?, ?
        WHERE NOT EXISTS (SELECT 1 FROM users WHERE is_admin = 1 AND deleted_at IS NULL)
        RETURNING {_COLUMNS}
        """,
        (id, email, name, password, moments.text(now), moments.text(now)),
    )
    with refusals():
        created = await database.one(statement, User)
    if created is None:
        raise Refused("The server already has an admin")
    return created


async def admin_exists(database: Database) -> bool:
    statement = Sql("SELECT EXISTS (SELECT 1 FROM users WHERE is_admin = 1 AND deleted_at IS NULL)")
    found = await database.one(statement, tuple[bool])
    return bool(found and found[0])


async def find(database: Database, user_id: str) -> User | None:
    """The live account with that id."""
    return await database.one(
        Sql(f"SELECT {_COLUMNS} FROM users WHERE id = ? AND deleted_at IS NULL", (user_id,)), User
    )


def address(email: str) -> str:
    """An e-mail address as it is kept. Raises Refused for one that no mail server takes:
    each list of albums repeats it."""
    if len(email) > _LONGEST_ADDRESS:
        raise Refused(f"An email address has at most {_LONGEST_ADDRESS} characters")
    return email.lower()


_LONGEST_ADDRESS = 320


async def find_by_email(database: Database, email: str) -> User | None:
    """The live account with that address, given in lower case."""
    return await database.one(
        Sql(f"SELECT {_COLUMNS} FROM users WHERE email = ? AND deleted_at IS NULL", (email,)), User
    )


async def all_live(database: Database) -> list[User]:
    """Every live account, newest first."""
    return await database.all(
        Sql(f"SELECT {_COLUMNS} FROM users WHERE deleted_at IS NULL ORDER BY created_at DESC"),
        User,
    )


async def update(database: Database, user_id: str, changes: Changes) -> User:
    """The account after the change. Raises Refused when the address is taken,
    no such live account exists, or nobody would administer the server any
    more. Nothing to change is no error."""
    setting = assignments(changes)
    if setting is None:
        updated = await find(database, user_id)
    else:
        statement = (
            Sql("UPDATE users SET")
            & setting
            & Sql(f"WHERE id = ? AND deleted_at IS NULL RETURNING {_COLUMNS}", (user_id,))
        )
        with refusals():
            updated = await database.one(statement, User)
        # RETURNING sees the row before the trigger that stamps it.
        updated = updated and await find(database, user_id)
    if updated is None:
        raise Refused("User not found")
    return updated


async def replace_profile_image(
    database: Database, user_id: str, path: str, now: datetime
) -> tuple[str, str]:
    """Make `path` ('' for none) a person's picture: (the path before, since when it counts)."""
    stamp = moments.text(now)
    before, _ = await database.batch(
        [
            Sql("SELECT profile_image_path FROM users WHERE id = ?", (user_id,)),
            Sql(
                "UPDATE users SET profile_image_path = ?, profile_changed_at = ? WHERE id = ?",
                (path, stamp, user_id),
            ),
        ]
    )
    return before[0][0] if before else "", stamp


async def total_usage(database: Database) -> int:
    """Bytes of all originals of everybody."""
    statement = Sql("SELECT ifnull(sum(quota_usage_in_bytes), 0) FROM users")
    found = await database.one(statement, tuple[int])
    return found[0] if found else 0


async def read_metadata(database: Database, user_id: str, key: Key) -> dict[str, Any]:
    """The object stored for a person under `key`, empty when there is none."""
    found = await database.one(
        Sql("SELECT value FROM user_metadata WHERE user_id = ? AND key = ?", (user_id, key)),
        tuple[str],
    )
    return msgspec.json.decode(found[0], type=dict[str, Any]) if found else {}


async def write_metadata(database: Database, user_id: str, key: Key, value: dict[str, Any]) -> None:
    """Store an object, in place of the one before."""
    await database.run(
        Sql(
            """
            INSERT INTO user_metadata (user_id, key, value) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value
            """,
            (user_id, key, msgspec.json.encode(value).decode()),
        )
    )


async def delete_metadata(database: Database, user_id: str, key: Key) -> None:
    await database.run(
        Sql("DELETE FROM user_metadata WHERE user_id = ? AND key = ?", (user_id, key))
    )


def usage_sync() -> Sql:
    """Set every counter to the true sum; rows that are right stay untouched."""
    return Sql(
        """
        UPDATE users SET quota_usage_in_bytes = counted.bytes
        FROM (
          SELECT users.id, ifnull(sum(asset_exif.file_size_in_byte), 0) AS bytes
          FROM users LEFT JOIN asset_exif ON asset_exif.owner_id = users.id
          GROUP BY users.id
        ) AS counted
        WHERE users.id = counted.id AND users.quota_usage_in_bytes <> counted.bytes
        """
    )


@contextmanager
def refusals() -> Iterator[None]:
    """Say in words what the schema refuses: an address or label somebody else
    has, and taking away the last administrator."""
    try:
        yield
    except Violation as violation:
        if violation.kind == "unique" and "users.email" in violation.detail:
            raise Refused("Email is not available") from violation
        if violation.kind == "unique" and "users.storage_label" in violation.detail:
            raise Refused("Storage label already in use by another account") from violation
        if violation.detail == "last admin":
            raise Refused("The server needs an admin") from violation
        raise
