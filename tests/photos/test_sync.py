"""A library that changes while a stream runs over it.

The changes come at the moments at which the stream hands out a page: whatever
they are, the phone never gets a row whose parent it lacks, and has everything
after the next stream.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bindings import Sql
from bindings.local.database import SqliteDatabase
from photos import checkpoints, sync
from photos.users import User
from tests.clients.phone import TYPES
from tests.photos.library import NOW, STAMP, Library

PARENTS = {
    "AssetV2": "id", "PartnerAssetV2": "id", "AlbumAssetCreateV2": "id", "AlbumV2": "id",
    "UserV1": "id", "PartnerAssetBackfillV2": "id", "AlbumAssetBackfillV2": "id",
}  # fmt: skip
REFERENCES = {
    "AssetExifV1": ["assetId"], "PartnerAssetExifV1": ["assetId"],
    "AlbumAssetExifCreateV1": ["assetId"], "AlbumToAssetV1": ["assetId", "albumId"],
    "AlbumUserV1": ["albumId", "userId"], "AlbumV2": ["thumbnailAssetId"], "AssetV2": ["ownerId"],
    "PartnerAssetV2": ["ownerId"], "PartnerAssetExifBackfillV1": ["assetId"],
    "AlbumAssetUpdateV2": ["id"], "AlbumAssetExifUpdateV1": ["assetId"],
    "AlbumAssetExifBackfillV1": ["assetId"], "AlbumToAssetBackfillV1": ["assetId", "albumId"],
    "AlbumUserBackfillV1": ["albumId", "userId"],
    "StackV1": ["ownerId"], "AssetEditV1": ["assetId"], "AssetMetadataV1": ["assetId"],
}  # fmt: skip


class Copy:
    """What a phone knows, and that nothing it is told of is without its parents."""

    def __init__(self, library: Library, people: list[User]) -> None:
        self.library = library
        self.people = people
        self.user = people[0]
        self.known: dict[str, dict[str, Any]] = {}
        self.rows: dict[tuple[str, ...], dict[str, Any]] = {}

    async def log_in(self) -> None:
        await self.library.insert(
            "sessions", id=self.user.id, user_id=self.user.id,
            created_at=STAMP, updated_at=STAMP,
        )  # fmt: skip

    async def pages(self) -> AsyncIterator[list[dict[str, Any]]]:
        begun = await sync.begin(self.library.database, self.user.id, self.user.id, TYPES, NOW)
        async for page in begun:
            yield [json.loads(line) for line in page.decode().split("\n")[:-1]]

    async def follow(self, meanwhile: Callable[[int], Any]) -> None:
        """One stream, acknowledged; `meanwhile` is awaited with the number of each page."""
        acks: dict[str, str] = {}
        number = 0
        async for lines in self.pages():
            for line in lines:
                self.take(line["type"], line["data"])
                acks[line["ack"].partition("|")[0]] = line["ack"]
            await meanwhile(number)
            number += 1
        await checkpoints.store(self.library.database, self.user.id, acks)

    def take(self, type: str, data: dict[str, Any]) -> None:
        for name in REFERENCES.get(type, []):
            assert data[name] is None or data[name] in self.known, f"{type} before its {name}"
        if type.endswith("DeleteV1") and "assetId" in data and "albumId" not in data:
            self.known.pop(data["assetId"], None)
        if type in PARENTS:
            twins = [
                id
                for id, row in self.known.items()
                if "checksum" in data and id != data["id"]
                and row.get("checksum") == data["checksum"]
            ]  # fmt: skip
            assert not twins, "UNIQUE (ownerId, checksum)"
            self.known[data["id"]] = data
        self.rows[type, *(str(value) for key, value in data.items() if key.endswith("d"))] = data


@pytest.fixture
async def copy(library: Library, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """Ada's phone: own assets, some in an album with Ben, whose library she sees."""
    monkeypatch.setattr(sync, "PAGE", 2)
    ada, ben = await library.user(), await library.user()
    own = [await library.asset(ada) for _ in range(5)]
    foreign = [await library.asset(ben) for _ in range(5)]
    await library.album(ada, *own[:2])
    shared = await library.album(ben, *foreign[:3])
    await library.join(shared, ada, "viewer")
    await library.partner(ben, ada)
    await library.stack(ada, own[3:])
    made = Copy(library, [ada, ben])
    await made.log_in()
    await asyncio.sleep(0.002)
    return made


async def nothing(number: int) -> None:
    pass


async def settled(copy: Copy, but: User | None = None) -> None:
    """After one more stream in peace the phone has all that there is, `but` somebody's."""
    await asyncio.sleep(0.002)
    await copy.follow(nothing)
    rows = await copy.library.rows(
        "SELECT id FROM assets WHERE owner_id IS NOT ?", but.id if but else None
    )
    there = {id for (id,) in rows}
    had = {id for id, row in copy.known.items() if "checksum" in row}
    assert had == there
    exifs = {row["assetId"] for (type, *_), row in copy.rows.items() if "Exif" in type}
    assert exifs >= there
    await asyncio.sleep(0.002)
    (last,) = [lines async for lines in copy.pages()]
    assert [line["type"] for line in last] == ["SyncCompleteV1"]


async def test_everything_is_touched_all_the_time(copy: Copy) -> None:
    async def touch(number: int) -> None:
        if number < 40:  # nobody changes everything faster than it is read for ever
            await copy.library.run("UPDATE assets SET is_favorite = 1 - is_favorite")
            await copy.library.run("UPDATE albums SET album_name = ?", str(number))
            await copy.library.run("UPDATE users SET name = ?", str(number))

    await copy.follow(touch)
    await settled(copy)


async def test_changes_of_one_millisecond_come_in_any_order(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chance orders them: one may come before a row that was read already."""
    monkeypatch.setattr(sync, "PAGE", 1)
    library = copy.library
    ids = [id for (id,) in await library.rows("SELECT id FROM assets ORDER BY seq LIMIT 5")]
    instant = await library.value("SELECT (strftime('%s', 'now') + 2) * 1000")  # still to come

    async def renew(which: int, later: int, chance: str) -> None:
        digits = f"{instant + later:012x}"
        update_id = f"{digits[:8]}-{digits[8:]}-7{chance}-8000-00000000000{which}"
        await library.run("UPDATE assets SET update_id = ? WHERE id = ?", update_id, ids[which])

    steps = [
        (0, [(1, 0, "fff"), (2, 1, "000"), (3, 1, "000"), (4, 1, "000")]),
        (1, [(2, 0, "000")]),
    ]

    async def touch(number: int) -> None:
        if steps and ids[steps[0][0]] in copy.known:
            for row in steps.pop(0)[1]:
                await renew(*row)

    await copy.follow(touch)
    assert not steps
    await settled(copy)


@pytest.mark.parametrize("moment", range(12))
async def test_each_row_at_each_moment(copy: Copy, moment: int) -> None:
    """New files, deleted ones, the same again, covers, and background jobs."""
    library = copy.library

    async def stir(number: int) -> None:
        if number != moment:
            return
        for owner in copy.people:
            await replace(library, owner, 0)  # lies in an album
            await replace(library, owner, 1 if owner is copy.user else 3)  # in none
        await library.run("UPDATE assets SET thumbhash = 'x', width = 1")
        await library.run("UPDATE asset_exif SET make = 'x' WHERE seq % 2")
        await library.run(
            "UPDATE albums SET album_thumbnail_asset_id = ("
            " SELECT asset_id FROM album_assets WHERE album_id = albums.id"
            " ORDER BY update_id DESC LIMIT 1)"
        )

    await copy.follow(stir)
    await settled(copy)


async def replace(library: Library, owner: User, which: int) -> None:
    """The same file again under another id, in the albums where the first was."""
    ((old, checksum),) = await library.rows(
        "SELECT id, checksum FROM assets WHERE owner_id = ? AND stack_id IS NULL"
        " ORDER BY seq LIMIT 1 OFFSET ?",
        owner.id,
        which,
    )
    albums = await library.rows("SELECT album_id FROM album_assets WHERE asset_id = ?", old)
    await library.run("DELETE FROM assets WHERE id = ?", old)
    new = await library.asset(owner, checksum=checksum)
    for (album,) in albums:
        await library.insert("album_assets", album_id=album, asset_id=new, created_at=STAMP)


@pytest.mark.parametrize("moment", range(6))
async def test_a_backfill_at_each_moment(copy: Copy, moment: int) -> None:
    """What is backfilled moves behind the stream, where nothing was when it began."""
    await copy.follow(nothing)
    library = copy.library
    cleo = await library.user()
    for _ in range(5):
        await library.asset(cleo)
    await library.asset(copy.people[1])  # of a partner known already: the last there is
    await settled(copy, but=cleo)
    await library.partner(cleo, copy.user)
    await asyncio.sleep(0.002)

    async def stir(number: int) -> None:
        if number == moment:
            await library.run("UPDATE assets SET thumbhash = 'x' WHERE owner_id = ?", cleo.id)

    await copy.follow(stir)
    await settled(copy)


@pytest.mark.parametrize("moment", range(14))
@pytest.mark.parametrize("known", [False, True])
async def test_a_share_at_each_moment(copy: Copy, moment: int, known: bool) -> None:
    """Neither an album, nor what lies in it, before the stream that brings both."""
    library = copy.library
    cleo = await library.user()
    album = await library.album(cleo, *[await library.asset(cleo) for _ in range(3)])
    if known:
        await settled(copy, but=cleo)
        await library.run("UPDATE assets SET is_favorite = 1")
    await asyncio.sleep(0.002)

    pages = 0

    async def share(number: int) -> None:
        nonlocal pages
        pages = number + 1
        if number == moment:
            await library.join(album, copy.user, "viewer")

    await copy.follow(share)
    if pages <= moment:  # of a short stream
        await share(moment)
    await settled(copy)


async def test_a_row_that_is_still_being_written(
    copy: Copy,
    database: SqliteDatabase,
) -> None:
    """Its id is older than the stream, its transaction ends later."""
    await copy.follow(nothing)
    library = copy.library
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3e6)"
    touch = Sql("UPDATE assets SET is_favorite = 1 WHERE owner_id = ?", (copy.user.id,))
    writing = asyncio.create_task(database.batch([touch, Sql(f"{slow} SELECT sum(i) FROM n")]))
    await asyncio.sleep(0.01)
    assert not writing.done()
    assert await library.value("SELECT sum(is_favorite) FROM assets") == 0
    await copy.follow(nothing)
    assert writing.done()
    await asyncio.sleep(0.002)
    await copy.follow(nothing)
    favorites = [row["isFavorite"] for row in copy.known.values() if "checksum" in row]
    assert sum(favorites) == 5


async def test_pages_that_are_longer_than_a_value_may_be(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "PAGE", 1_000)
    for _ in range(60):
        await copy.library.asset(copy.user)
    # Seven times as long once they are quoted: 60 KB each, which go into no text of 2 MB.
    await copy.library.run("UPDATE asset_exif SET description = ?", "\x01" * 10_000)
    await asyncio.sleep(0.002)
    await copy.follow(nothing)
    told = [row["description"] for (type, *_), row in copy.rows.items() if type == "AssetExifV1"]
    assert told == ["\x01" * 10_000] * 65
    await settled(copy)
