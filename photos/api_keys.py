"""Keys with which programs act for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql
from photos import moments
from photos.refusal import Refused
from photos.rows import columns, divide
from photos.users import User


class ApiKey(Struct, array_like=True, frozen=True):
    """A key; of its secret only a hash is kept."""

    id: str
    user_id: str
    name: str
    permissions_json: str = msgspec.field(name="permissions")
    created_at: str
    updated_at: str

    @property
    def permissions(self) -> list[str]:
        """What it may do; `all` stands for everything."""
        return msgspec.json.decode(self.permissions_json, type=list[str])


_COLUMNS = columns(ApiKey, "api_keys")


async def find(database: Database, key_hash: str) -> tuple[ApiKey, User] | None:
    """The key whose secret has this SHA-256 (lower hex), with its live account."""
    found = await database.one(
        Sql(
            f"""
            SELECT {_COLUMNS}, {columns(User, "users")}
            FROM api_keys INNER JOIN users ON users.id = api_keys.user_id
            WHERE api_keys.key_hash = ? AND users.deleted_at IS NULL
            """,
            (key_hash,),
        ),
        list[Any],
    )
    return divide(found, ApiKey, User) if found else None


async def create(
    database: Database,
    *,
    id: str,
    user_id: str,
    name: str,
    key_hash: str,
    permissions: Sequence[str],
    now: datetime,
) -> ApiKey:
    """`key_hash` is the SHA-256 of the secret in lower hex."""
    stamp = moments.text(now)
    created = await database.one(
        Sql(
            f"""
            INSERT INTO api_keys (id, user_id, name, key_hash, permissions, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING {_COLUMNS}
            """,
            (id, user_id, name, key_hash, _json(permissions), stamp, stamp),
        ),
        ApiKey,
    )
    return _found(created)


async def all_of(database: Database, user_id: str) -> list[ApiKey]:
    """A person's keys, newest first."""
    return await database.all(
        Sql(
            f"SELECT {_COLUMNS} FROM api_keys WHERE user_id = ? ORDER BY created_at DESC, id",
            (user_id,),
        ),
        ApiKey,
    )


async def read(database: Database, user_id: str, key_id: str) -> ApiKey:
    """A person's own key. Raises Refused when it is not theirs or nobody's."""
    statement = Sql(
        f"SELECT {_COLUMNS} FROM api_keys WHERE id = ? AND user_id = ?", (key_id, user_id)
    )
    return _found(await database.one(statement, ApiKey))


async def update(
    database: Database,
    user_id: str,
    key_id: str,
    *,
    name: str | None,
    permissions: Sequence[str] | None,
    now: datetime,
) -> ApiKey:
    """A person's own key after the change; None leaves a part as it is. Raises like `read`."""
    statement = Sql(
        f"""
        UPDATE api_keys
        SET name = ifnull(?, name), permissions = ifnull(?, permissions), updated_at = ?
        WHERE id = ? AND user_id = ? RETURNING {_COLUMNS}
        """,
        (name, _json(permissions) if permissions else None, moments.text(now), key_id, user_id),
    )
    return _found(await database.one(statement, ApiKey))


async def delete(database: Database, user_id: str, key_id: str) -> None:
    """Raises like `read`."""
    statement = Sql(
        f"DELETE FROM api_keys WHERE id = ? AND user_id = ? RETURNING {_COLUMNS}",
        (key_id, user_id),
    )
    _found(await database.one(statement, ApiKey))


def _found(key: ApiKey | None) -> ApiKey:
    if key is None:
        raise Refused("API Key not found")
    return key


def _json(permissions: Sequence[str]) -> str:
    return msgspec.json.encode(permissions).decode()
