"""Attempts at secrets, counted so that nobody can try them all.

A counter is a row with the start of its window. An attempt counts from the
moment it begins, so that a hundred at once are a hundred, and whoever turns
out to know the secret gets theirs back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from bindings import Database, Sql
from photos import moments
from photos.rows import id_list

WINDOW = timedelta(minutes=15)


class TooMany(Exception):
    """A counter is full; `wait` says for how many seconds, 1 or more."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


async def take(database: Database, limits: Mapping[str, int], now: datetime) -> None:
    """Count one attempt under every key, each of which bears so many in a window.

    Raises TooMany when one of them is full, and then nothing is counted.
    """
    asked, start = msgspec.json.encode(limits).decode(), moments.text(now - WINDOW)
    full = Sql(
        """
        FROM json_each(?) AS asked INNER JOIN attempts ON attempts.key = asked.key
        WHERE attempts.tries >= asked.value AND attempts.since > ?
        """,
        (asked, start),
    )
    ((latest,),), _ = await database.batch(
        [
            Sql("SELECT max(attempts.since) AS latest") & full,
            Sql(
                """
                INSERT INTO attempts (key, since, tries)
                SELECT asked.key, ?, 1 FROM json_each(?) AS asked WHERE NOT EXISTS (SELECT 1
                """,
                (moments.text(now), asked),
            )
            & full
            & Sql(
                """
                ) ON CONFLICT (key) DO UPDATE SET
                  tries = iif(since > ?, tries + 1, 1),
                  since = iif(since > ?, since, excluded.since)
                """,
                (start, start),
            ),
        ]
    )
    if latest is not None:
        raise TooMany(math.ceil((moments.parse(latest) + WINDOW - now).total_seconds()))


async def give_back(database: Database, keys: Iterable[str]) -> None:
    """Forget one attempt under every key: it was made by someone who knew."""
    await database.run(
        Sql(
            """
            UPDATE attempts SET tries = tries - 1
            WHERE key IN (SELECT value FROM json_each(?)) AND tries > 0
            """,
            (id_list(keys),),
        )
    )


def cleanup(now: datetime) -> Sql:
    """Forget counters whose window is over."""
    return Sql("DELETE FROM attempts WHERE since <= ?", (moments.text(now - WINDOW),))
