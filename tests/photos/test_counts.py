"""The kept counts of the timeline against counting, after anything that may happen."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings, strategies as st

from bindings.local.database import SqliteDatabase
from photos import trash, users
from photos.rows import id_list
from photos.timeline import View, buckets
from photos.users import User
from tests.photos.library import NOW, Library

RECOUNT = """
SELECT
  owner_id, axis, visibility, is_trashed, month, count(*), sum(is_favorite), sum(is_top),
  sum(is_favorite * is_top)
FROM (
  SELECT
    owner_id, axes.value AS axis, visibility, deleted_at IS NOT NULL AS is_trashed,
    substr(iif(axes.value = 'taken', local_date_time, created_at), 1, 7) AS month, is_favorite,
    stack_id IS NULL OR assets.id = (
      SELECT primary_asset_id FROM stacks WHERE stacks.id = stack_id
    ) AS is_top
  FROM assets, json_each('["taken", "created"]') AS axes
  WHERE status <> 'deleted'
)
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
KEPT = """
SELECT
  owner_id, axis, visibility, is_trashed, month, count, favorites, tops, favorite_tops
FROM timeline_buckets
WHERE count <> 0 OR favorites <> 0 OR tops <> 0 OR favorite_tops <> 0 ORDER BY 1, 2, 3, 4, 5
"""
SETTINGS = {
    "favorite": "is_favorite = 1 - is_favorite",
    "show": "visibility = 'timeline'",
    "archive": "visibility = 'archive'",
    "hide": "visibility = 'hidden'",
    "move": "local_date_time = '2024-02-29T00:00:00.000Z'",
    "rename": "original_file_name = 'x.jpg', width = 3, height = 2",
    "unstack": "stack_id = NULL",
}
LEAD_ANEW = """
UPDATE stacks SET primary_asset_id = (
  SELECT id FROM assets WHERE stack_id = stacks.id ORDER BY seq DESC LIMIT 1
)
WHERE EXISTS (SELECT 1 FROM assets WHERE stack_id = stacks.id)
"""
FREE = """
SELECT id FROM assets
WHERE
  owner_id = ? AND stack_id IS NULL AND id NOT IN (SELECT primary_asset_id FROM stacks)
ORDER BY seq LIMIT 3
"""


class World:
    """Two people, some assets, and what may be done to them."""

    def __init__(self, library: Library, chance: random.Random) -> None:
        self.library = library
        self.chance = chance

    async def owner(self) -> User:
        """One of two people; somebody new while there are fewer."""
        people = await users.all_live(self.library.database)
        return self.chance.choice(people) if len(people) == 2 else await self.library.user()

    async def some(self) -> list[str]:
        rows = await self.library.rows("SELECT id FROM assets ORDER BY seq")
        return [id for (id,) in rows if self.chance.random() < 0.4]

    async def add(self) -> None:
        month = self.chance.choice(["01", "02", "03"])
        await self.library.asset(
            await self.owner(),
            file_created_at=f"2024-{month}-05T10:00:00.000Z",
            visibility=self.chance.choice(["timeline", "timeline", "hidden", "locked"]),
        )

    async def discard(self) -> None:
        await trash.discard(self.library.database, await self.some(), NOW)

    async def doom(self) -> None:
        await trash.doom(self.library.database, await self.some(), NOW)

    async def restore(self) -> None:
        await trash.restore(self.library.database, await self.some())

    async def doom_all(self) -> None:
        await trash.doom_all(self.library.database, (await self.owner()).id)

    async def restore_all(self) -> None:
        await trash.restore_all(self.library.database, (await self.owner()).id)

    async def remove(self) -> None:
        for id in await self.some():
            await trash.remove(self.library.database, id, NOW)

    async def stack(self) -> None:
        owner = await self.owner()
        if free := await self.library.rows(FREE, owner.id):
            await self.library.stack(owner, [id for (id,) in free])

    async def lead_anew(self) -> None:
        await self.library.run(LEAD_ANEW)

    async def dissolve(self) -> None:
        await self.library.run("DELETE FROM stacks WHERE id = (SELECT min(id) FROM stacks)")

    async def lose_owner(self) -> None:
        await self.library.run("DELETE FROM users WHERE id = ?", (await self.owner()).id)

    async def act(self, act: str) -> None:
        if act in SETTINGS:
            change = f"UPDATE assets SET {SETTINGS[act]} WHERE id IN"
            some = id_list(await self.some())
            await self.library.run(f"{change} (SELECT value FROM json_each(?))", some)
        else:
            await getattr(self, act)()


ACTS = [
    *SETTINGS, "add", "discard", "doom", "restore", "doom_all", "restore_all", "remove", "stack",
    "lead_anew", "dissolve", "lose_owner",
]  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=5, max_size=40), seed=st.integers(0, 2**16))
def test_kept_counts_are_the_true_counts(migrated: Path, acts: list[str], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photos.sqlite"
        shutil.copy(migrated, path)
        database = SqliteDatabase(path)
        try:
            asyncio.run(_check(Library(database), [*["add"] * 4, *acts], random.Random(seed)))
        finally:
            database.close()


async def _check(library: Library, acts: list[str], chance: random.Random) -> None:
    world = World(library, chance)
    for act in acts:
        await world.act(act)
        assert await library.rows(KEPT) == await library.rows(RECOUNT), act
        usage = await library.rows("SELECT id, quota_usage_in_bytes FROM users ORDER BY id")
        for owner, used in usage:
            true = "SELECT count(*) * 100 FROM assets WHERE owner_id = ?"
            assert used == await library.value(true, owner)


async def test_months_without_assets_do_not_appear(library: Library) -> None:
    owner = await library.user()
    gone = await library.asset(owner, file_created_at="2024-01-05T10:00:00.000Z")
    await library.asset(owner, file_created_at="2024-03-05T10:00:00.000Z")
    await trash.discard(library.database, [gone], NOW)
    found = await buckets(library.database, View(caller=owner.id, owner=owner.id))
    assert found == b'[{"timeBucket":"2024-03-01","count":1}]'
