"""Keys with which programs act for a person."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from bindings import Database, Sql
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


async def find(database: Database, key_hash: str) -> tuple[ApiKey, User] | None:
    """The key whose secret has this SHA-256 (lower hex), with its live account."""
    found = await database.one(
        Sql(
            f"""
            SELECT {columns(ApiKey, "api_keys")}, {columns(User, "users")}
            FROM api_keys INNER JOIN users ON users.id = api_keys.user_id
            WHERE api_keys.key_hash = ? AND users.deleted_at IS NULL
            """,
            (key_hash,),
        ),
        list[Any],
    )
    return divide(found, ApiKey, User) if found else None
