"""Accounts as those who administer them see them: made, deleted, restored, purged."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos import moments, users
from photos.refusal import Refused
from photos.rows import columns
from photos.users import User

_COLUMNS = columns(User, "users")
_UNSAFE = dict.fromkeys([*map(ord, '/\\?<>:*|".\x7f'), *range(32)])
_PAGE = 500


class NewAccount(Struct, frozen=True, kw_only=True):
    """An account to be made. The address is in lower case, secrets are hashed."""

    id: str
    email: str
    name: str
    password: str
    pin_code: str | None = None
    is_admin: bool = False
    should_change_password: bool = True
    avatar_color: str | None = None
    storage_label: str | None = None
    quota_size_in_bytes: int | None = None


def label(text: str | None) -> str | None:
    """A storage label without dots and whatever has a meaning in paths; None for nothing left."""
    return (text or "").translate(_UNSAFE).strip() or None


async def create(database: Database, new: NewAccount, now: datetime) -> User:
    """Raises Refused when the address or the storage label is taken."""
    fields = msgspec.structs.asdict(new)
    stamp = moments.text(now)
    statement = Sql(
        f"""
        INSERT INTO users ({", ".join(fields)}, profile_changed_at, created_at)
        VALUES ({", ".join("?" * len(fields))}, ?, ?)
        """,
        (*fields.values(), stamp, stamp),
    )
    with users.refusals():
        await database.run(statement)
    return await find(database, new.id)


async def search(database: Database, user_id: str | None, deleted: bool) -> list[User]:
    """Accounts, newest first: one or all, with or without the deleted ones."""
    only = Sql("AND id = ?", (user_id,)) if user_id is not None else Sql("")
    live = Sql("" if deleted else "AND deleted_at IS NULL")
    return await database.all(
        Sql(f"SELECT {_COLUMNS} FROM users WHERE true")
        & only
        & live
        & Sql("ORDER BY created_at DESC, id"),
        User,
    )


async def find(database: Database, user_id: str) -> User:
    """An account, deleted or not. Raises Refused when there is none."""
    found = await search(database, user_id, deleted=True)
    if not found:
        raise Refused("User not found")
    return found[0]


async def delete(database: Database, user_id: str, now: datetime, *, at_once: bool) -> User:
    """Close an account and put its albums aside; it can be restored unless `at_once`.

    Raises Refused when there is no such live account, and for the last administrator.
    """
    stamp = moments.text(now)
    with users.refusals():
        _, closed = await database.batch(
            [
                Sql("UPDATE albums SET deleted_at = ? WHERE deleted_at IS NULL AND", (stamp,))
                & _owned(user_id),
                Sql(
                    "UPDATE users SET status = ?, deleted_at = ?"
                    " WHERE id = ? AND deleted_at IS NULL RETURNING id",
                    ("removing" if at_once else "deleted", stamp, user_id),
                ),
            ]
        )
    if not closed:
        raise Refused("User not found")
    return await find(database, user_id)


async def restore(database: Database, user_id: str) -> User:
    """Open an account again, and its albums; a live one stays as it is.

    Raises Refused for an account that is being removed, because part of it may
    be gone, and where somebody else has its address or label by now.
    """
    found = await find(database, user_id)
    if found.status == "removing":
        raise Refused("This account is being removed and cannot be restored")
    with users.refusals():
        await database.batch(
            [
                Sql(
                    "UPDATE users SET status = 'active', deleted_at = NULL"
                    " WHERE id = ? AND status = 'deleted'",
                    (user_id,),
                ),
                Sql("UPDATE albums SET deleted_at = NULL WHERE deleted_at IS NOT NULL AND")
                & _owned(user_id),
            ]
        )
    return await find(database, user_id)


def expired(before: datetime, after: str, limit: int) -> Sql:
    """Ids of accounts to purge: deleted before then, or at once but still there; in
    order, from behind `after` ('' first)."""
    return Sql(
        """
        SELECT id FROM users
        WHERE (deleted_at <= ? OR status = 'removing') AND id > ? ORDER BY id LIMIT ?
        """,
        (moments.text(before), after, limit),
    )


async def condemn(database: Database, user_id: str, before: datetime) -> bool:
    """Put an account past restoring, if it was deleted before then.

    True also when it was put there earlier or its row is gone already: then
    what is left of it may be removed. False when it was restored meanwhile.
    """
    _, found = await database.batch(
        [
            Sql(
                "UPDATE users SET status = 'removing' WHERE id = ? AND deleted_at <= ?",
                (user_id, moments.text(before)),
            ),
            Sql("SELECT status FROM users WHERE id = ?", (user_id,)),
        ]
    )
    return not found or found[0][0] == "removing"


async def purge(database: Database, user_id: str) -> None:
    """Remove a condemned account and every row that hangs on it.

    Assets go in pages, each a statement of its own: a library in one would
    take longer than the platform waits. Twice is as good as once.
    """
    await database.batch(
        [
            Sql("DELETE FROM stacks WHERE owner_id = ?", (user_id,)),
            Sql("DELETE FROM albums WHERE") & _owned(user_id),
        ]
    )
    page = Sql(
        """
        DELETE FROM assets
        WHERE seq IN (SELECT seq FROM assets WHERE owner_id = ? LIMIT ?) RETURNING id
        """,
        (user_id, _PAGE),
    )
    while await database.all(page, tuple[str]):
        pass
    await database.run(Sql("DELETE FROM users WHERE id = ? AND status = 'removing'", (user_id,)))


def _owned(user_id: str) -> Sql:
    return Sql(
        "id IN (SELECT album_id FROM album_users WHERE user_id = ? AND role = 'owner')",
        (user_id,),
    )
