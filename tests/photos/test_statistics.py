"""The kept totals against adding up, after anything that may happen."""

from __future__ import annotations

import random

from photos import accounts, statistics, trash
from tests.photos.library import NOW, Library

ADDED_UP = """
SELECT
  assets.owner_id, type, visibility, status, is_favorite, count(*),
  ifnull(sum(asset_exif.file_size_in_byte), 0)
FROM assets LEFT JOIN asset_exif ON asset_exif.seq = assets.seq
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
KEPT = """
SELECT owner_id, type, visibility, status, is_favorite, count, bytes FROM asset_counts
WHERE count <> 0 OR bytes <> 0 ORDER BY 1, 2, 3, 4, 5
"""
CHANGES = [
    "UPDATE assets SET is_favorite = 1 - is_favorite WHERE id = ?",
    "UPDATE assets SET visibility = 'archive' WHERE id = ?",
    "UPDATE assets SET visibility = 'hidden', type = 'VIDEO' WHERE id = ?",
    "UPDATE assets SET original_file_name = 'x' WHERE id = ?",
    "UPDATE assets SET status = 'active', deleted_at = NULL WHERE id = ?",
    "UPDATE assets SET status = 'deleted', deleted_at = 'x' WHERE id = ?",
    "UPDATE asset_exif SET file_size_in_byte = 7 WHERE seq = (SELECT seq FROM assets WHERE id = ?)",
    "UPDATE asset_exif SET file_size_in_byte = NULL"
    " WHERE seq = (SELECT seq FROM assets WHERE id = ?)",
    "DELETE FROM assets WHERE id = ?",
]


async def test_totals_are_what_adding_up_gives(library: Library) -> None:
    chance = random.Random(1)
    owners = [await library.user(), await library.user()]
    ids: list[str] = []
    for _ in range(300):
        if len(ids) < 5 or chance.random() < 0.3:
            ids.append(await library.asset(chance.choice(owners), size=chance.randrange(1000)))
        elif chance.random() < 0.2:
            await trash.discard(library.database, [chance.choice(ids)], NOW)
        else:
            await library.run(chance.choice(CHANGES), chance.choice(ids))
        assert await library.rows(KEPT) == await library.rows(ADDED_UP)
    await library.run("DELETE FROM users WHERE id = ?", owners[0].id)
    assert await library.rows(KEPT) == await library.rows(ADDED_UP)
    left = await library.rows("SELECT DISTINCT owner_id FROM asset_counts")
    assert left == [[owners[1].id]]


async def test_a_purge_in_pages_leaves_nothing(library: Library) -> None:
    """Stacks, albums, motion videos and a partner hang on the assets that go."""
    gone, stays = await library.user(), await library.user()
    assets = [await library.asset(gone) for _ in range(1100)]
    await library.stack(gone, assets[:3])
    video = await library.asset(gone, type="VIDEO")
    await library.asset(gone, live_photo_video_id=video)
    shared = await library.album(stays, assets[5], await library.asset(stays))
    await library.album(gone, assets[6])
    await library.partner(gone, stays)
    await accounts.delete(library.database, gone.id, NOW, at_once=True)
    assert await accounts.condemn(library.database, gone.id, NOW)
    await accounts.purge(library.database, gone.id)
    assert await library.rows("SELECT owner_id FROM assets") == [[stays.id]]
    assert await library.rows("SELECT id FROM users") == [[stays.id]]
    assert await library.rows("SELECT id FROM albums") == [[shared]]
    for table in ("stacks", "partners", "asset_files"):
        assert await library.rows(f"SELECT * FROM {table}") == []
    assert await library.rows(KEPT) == await library.rows(ADDED_UP)
    await accounts.purge(library.database, gone.id)


async def test_usage(library: Library) -> None:
    """What is hidden is not on show but takes room; the trash does neither."""
    owner = await library.user(quota=9)
    await library.run("UPDATE users SET quota_size_in_bytes = 999999, name = 'Ada'")
    await library.asset(owner, size=1)
    await library.asset(owner, size=2, type="VIDEO")
    await library.asset(owner, size=4, visibility="hidden", type="VIDEO")
    await trash.discard(library.database, [await library.asset(owner, size=8)], NOW)
    (found,) = await statistics.usage(library.database)
    assert found == statistics.Usage(owner.id, "Ada", 999999, 1, 1, 7, 1, 6)
