"""What a person proves who they are with, and the devices that hang on it."""

from __future__ import annotations

from bindings import Database, Sql
from photos.refusal import Refused


def required(password: str) -> str:
    """A new password. Raises Refused for an empty one: a form sends it for a field nobody
    filled in, and it would let everybody in."""
    if not password:
        raise Refused("password is required")
    return password


async def unlimited(database: Database, user_id: str) -> list[str]:
    """Ids of the sessions of a person and of the API keys that may do everything;
    a closed account has none."""
    statement = Sql(
        """
        SELECT credentials.id
        FROM users INNER JOIN (
          SELECT id, user_id FROM sessions WHERE user_id = ?
          UNION ALL
          SELECT id, user_id FROM api_keys
          WHERE user_id = ? AND EXISTS (SELECT 1 FROM json_each(permissions) WHERE value = 'all')
        ) AS credentials ON credentials.user_id = users.id
        WHERE users.id = ? AND users.deleted_at IS NULL
        """,
        (user_id, user_id, user_id),
    )
    return [id for (id,) in await database.all(statement, tuple[str])]


async def replace_password(
    database: Database, user_id: str, password: str, keep: str | None
) -> None:
    """Set a (hashed) password and log out every device but the session `keep`."""
    await database.batch(
        [
            Sql("UPDATE users SET password = ? WHERE id = ?", (password, user_id)),
            Sql("DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?", (user_id, keep)),
        ]
    )


async def set_up_pin_code(database: Database, user_id: str, pin_code: str) -> None:
    """Give a person their first (hashed) PIN. Raises Refused when they have one."""
    statement = Sql(
        "UPDATE users SET pin_code = ? WHERE id = ? AND pin_code IS NULL RETURNING id",
        (pin_code, user_id),
    )
    if await database.one(statement, tuple[str]) is None:
        raise Refused("User already has a PIN code")


async def remove_pin_code(database: Database, user_id: str) -> None:
    """Take the PIN away, and close the locked folder on every device."""
    await database.batch(
        [
            Sql("UPDATE users SET pin_code = NULL WHERE id = ?", (user_id,)),
            Sql("UPDATE sessions SET pin_expires_at = NULL WHERE user_id = ?", (user_id,)),
        ]
    )
