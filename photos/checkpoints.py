"""How far each device has come in the stream of changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
from msgspec import Struct

from bindings import Database, Sql


class Position(Struct, frozen=True):
    """Where a device stands."""

    now: str
    """An update id: every change before it can be read, and none will be made before it."""
    acks: dict[str, str]
    """The last ack per type."""
    reset: bool
    """The device has to start over."""


async def read(database: Database, session_id: str) -> list[tuple[str, str]]:
    """(type, ack) of a device, by type."""
    return await database.all(_all(session_id), tuple[str, str])


async def locate(database: Database, session_id: str) -> Position:
    """Where a device stands, and what `now` is.

    In a batch, which waits for every batch before it: a row that is being
    written while this runs either can be read after it or gets a later id.
    """
    moments, acks, flags = await database.batch(
        [
            _NOW,
            _all(session_id),
            Sql("SELECT is_pending_sync_reset FROM sessions WHERE id = ?", (session_id,)),
        ]
    )
    pending = bool(flags and flags[0][0])
    return Position(moments[0][0], dict(acks), pending)


async def present(database: Database) -> str:
    """What `now` is by now, likewise."""
    (((now,),),) = await database.batch([_NOW])
    return str(now)


_NOW = Sql("SELECT substr(id, 1, 14) || '7000-8000-000000000000' AS now FROM moment")


async def store(database: Database, session_id: str, acks: Mapping[str, str]) -> None:
    """Note the acks of a device, one per type. Nothing when it was logged out meanwhile."""
    await database.run(
        Sql(
            """
            INSERT INTO session_sync_checkpoints (session_id, type, ack)
            SELECT sessions.id, item.value ->> 0, item.value ->> 1
            FROM json_each(?) AS item CROSS JOIN sessions
            WHERE sessions.id = ?
            ON CONFLICT DO UPDATE SET ack = excluded.ack
            """,
            (msgspec.json.encode(list(acks.items())).decode(), session_id),
        )
    )


async def forget(database: Database, session_id: str, types: Collection[str]) -> None:
    """Have a device start over with these types."""
    await database.run(
        Sql(
            """
            DELETE FROM session_sync_checkpoints
            WHERE session_id = ? AND type IN (SELECT value FROM json_each(?))
            """,
            (session_id, msgspec.json.encode(list(types)).decode()),
        )
    )


async def reset(database: Database, session_id: str) -> None:
    """Have a device start over with everything; it knows."""
    await database.batch(
        [
            Sql("DELETE FROM session_sync_checkpoints WHERE session_id = ?", (session_id,)),
            Sql(
                """
                UPDATE sessions SET is_pending_sync_reset = 0
                WHERE id = ? AND is_pending_sync_reset = 1
                """,
                (session_id,),
            ),
        ]
    )


def id_of(ack: str) -> str:
    """The update id in `<type>|<id>` and `<type>|<id>|<extra>`."""
    return ack.split("|", 2)[1]


def parts_of(ack: str) -> tuple[str, str]:
    """The id and what follows it, '' for nothing."""
    _, id, *extra = ack.split("|", 2)
    return id, extra[0] if extra else ""


def _all(session_id: str) -> Sql:
    return Sql(
        "SELECT type, ack FROM session_sync_checkpoints WHERE session_id = ? ORDER BY type",
        (session_id,),
    )
