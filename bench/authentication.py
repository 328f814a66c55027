"""Knowing who calls must cost the same however many devices and people there are."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx

from bench.process import Row, cost, serving
from bindings import Sql
from bindings.local import open_bindings
from handlers.auth import issue_token
from photos import moments


def measure() -> Iterator[Row]:
    for people, devices in ((1, 10), (1_000, 100_000)):
        with tempfile.TemporaryDirectory() as folder:
            token = asyncio.run(seed(Path(folder), people, devices))
            headers = {"authorization": f"Bearer {token}"}
            with (
                serving(Path(folder)) as server,
                httpx.Client(base_url=server.url, headers=headers) as client,
            ):
                name = f"user, {devices:,} sessions of {people:,} users"
                yield cost(server, client, name, "/api/users/me", 4000, "the same")


async def seed(data: Path, people: int, devices: int) -> str:
    """Fill a library with people and their devices; the token of one in the middle."""
    bindings = await open_bindings(data)
    try:
        now = moments.text(bindings.clock.now())
        numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)"
        # Scattered over the whole range, as random ids are.
        id = "printf('%08x-0000-4000-8000-%012x', {0} * 2654435761 & 4294967295, {0})".format
        await bindings.database.batch(
            [
                Sql(
                    f"""
                    INSERT INTO users (id, email, name, profile_changed_at, created_at)
                    {numbers} SELECT {id("i")}, i || '@example.com', 'Bench', ?, ? FROM n
                    """,
                    (people, now, now),
                ),
                Sql(
                    f"""
                    INSERT INTO sessions (id, user_id, created_at, updated_at)
                    {numbers} SELECT {id("i")}, {id("(i % CAST(? AS INTEGER))")}, ?, ? FROM n
                    """,
                    (devices, people, people, now, now),
                ),
            ]
        )
        middle = Sql(
            "SELECT id, user_id FROM sessions ORDER BY id LIMIT 1 OFFSET ?", (devices // 2,)
        )
        session = await bindings.database.one(middle, tuple[str, str])
        assert session is not None
        return issue_token(bindings, session[1], session[0])
    finally:
        bindings.close()


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t")
