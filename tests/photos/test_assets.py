from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from photos import assets, findings, pictures, trash
from photos.findings import Site
from photos.media.facts import Facts
from photos.pictures import Picture
from photos.refusal import Refused
from tests.photos.library import NOW, STAMP, Library

TAKEN = datetime(2023, 7, 1, 8, 0, tzinfo=UTC)


def facts(**values: Any) -> Facts:
    given: dict[str, Any] = {
        "date_time_original": TAKEN,
        "local_date_time": TAKEN + timedelta(hours=2),
        "modify_date": NOW,
        "time_zone": "UTC+2",
        "width": 300,
        "height": 200,
    }
    return Facts(**(given | values))


async def found(library: Library, id: str) -> assets.Detail:
    detail = await assets.read(library.database, id)
    assert detail is not None
    return detail


async def test_an_upload_is_complete_at_once(library: Library) -> None:
    owner = await library.user()
    metadata = [("mobile-app", {"iCloudId": "x"}), ("twice", {"n": 1}), ("twice", {"n": 2})]
    new = library.new(owner, metadata=metadata, sidecar_path="s.xmp", duration=5, is_favorite=True)
    assert await assets.insert(library.database, new) == new.id
    detail = await found(library, new.id)
    assert (detail.owner.id, detail.owner.quota_usage_in_bytes) == (owner.id, 100)
    assert detail.asset.local_date_time == new.file_created_at
    assert (detail.asset.duration, detail.asset.is_favorite) == (5, True)
    assert detail.exif.file_size_in_byte == 100
    assert (detail.tags, detail.stack) == ([], None)
    assert await library.rows("SELECT key, value FROM asset_metadata ORDER BY key") == [
        ["mobile-app", '{"iCloudId":"x"}'],
        ["twice", '{"n":2}'],
    ]
    assert await library.rows("SELECT type, path FROM asset_files") == [["sidecar", "s.xmp"]]
    assert await library.ids(findings.unread("", 10)) == [new.id]


async def test_the_same_bytes_are_kept_once(library: Library) -> None:
    owner, other = await library.user(), await library.user()
    first = library.new(owner)
    await assets.insert(library.database, first)
    await trash.discard(library.database, [first.id], NOW)
    again = library.new(owner, checksum=first.checksum, metadata=[("a", {})])
    assert await assets.insert(library.database, again) == first.id
    elsewhere = library.new(other, checksum=first.checksum)
    assert await assets.insert(library.database, elsewhere) == elsewhere.id
    assert await library.value("SELECT count(*) FROM asset_exif") == 2
    assert await library.value("SELECT count(*) FROM asset_metadata") == 0
    known = await assets.find_checksums(library.database, owner.id, [first.checksum, "x" * 28])
    assert known == [assets.Known(first.id, first.checksum, True)]


async def test_bytes_that_are_here_need_no_quota(library: Library) -> None:
    owner = await library.user(100)
    first = library.new(owner)
    await assets.insert(library.database, first)
    again = library.new(owner, checksum=first.checksum)
    assert await assets.insert(library.database, again) == first.id


class TestMotionVideo:
    async def test_leaves_timeline_and_albums(self, library: Library) -> None:
        owner = await library.user()
        video = await library.asset(owner, type="VIDEO")
        await library.album(owner, video)
        await library.asset(owner, live_photo_video_id=video)
        assert (await found(library, video)).asset.visibility == "hidden"
        assert await library.value("SELECT count(*) FROM album_assets") == 0

    async def test_stays_when_the_still_was_here(self, library: Library) -> None:
        owner = await library.user()
        video, still = await library.asset(owner, type="VIDEO"), library.new(owner)
        await assets.insert(library.database, still)
        again = library.new(owner, checksum=still.checksum, live_photo_video_id=video)
        assert await assets.insert(library.database, again) == still.id
        assert (await found(library, video)).asset.visibility == "timeline"

    async def test_must_be_a_video_of_ones_own(self, library: Library) -> None:
        owner, other = await library.user(), await library.user()
        for video, text in (
            (library.id(), "Live photo video not found"),
            (await library.asset(owner), "Live photo video must be a video"),
            (
                await library.asset(other, type="VIDEO"),
                "Live photo video does not belong to the user",
            ),
        ):
            with pytest.raises(Refused, match=text):
                await library.asset(owner, live_photo_video_id=video)


async def test_facts_reach_their_columns(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner)
    given = facts(
        make="Apple", f_number=1.8, iso=64, rating=4, latitude=52.5, longitude=13.4, tags=["a/b"],
        description="words", duration=1500, orientation="6",
    )  # fmt: skip
    asset = (await found(library, id)).asset
    for _ in range(2):
        await findings.write_facts(library.database, asset, given, 120, NOW, Site())
    detail = await found(library, id)
    assert detail.asset.file_created_at == "2023-07-01T08:00:00.000Z"
    assert detail.asset.local_date_time == "2023-07-01T10:00:00.000Z"
    assert (detail.asset.width, detail.asset.height, detail.asset.duration) == (300, 200, 1500)
    exif = detail.exif
    assert (exif.make, exif.f_number, exif.iso, exif.rating) == ("Apple", 1.8, 64, 4)
    assert (exif.tags, exif.description, exif.time_zone) == ('["a/b"]', "words", "UTC+2")
    assert exif.date_time_original == "2023-07-01T08:00:00.000Z"
    assert await library.value("SELECT quota_usage_in_bytes FROM users") == 120
    assert await library.ids(findings.unread("", 10)) == []
    assert await library.ids(findings.unseen("", 10)) == [id]


async def test_cameras_do_not_write_books(library: Library) -> None:
    id = await library.asset(await library.user())
    given = facts(make="x" * 5_000, description="x" * 5_000)
    asset = (await found(library, id)).asset
    await findings.write_facts(library.database, asset, given, 100, NOW, Site())
    exif = (await found(library, id)).exif
    assert (len(exif.make or ""), len(exif.description)) == (1_000, 5_000)


async def test_what_a_person_set_stays(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner)
    await library.run(
        """
        UPDATE asset_exif SET
          description = 'mine', rating = 5, time_zone = 'UTC',
          locked_properties = '["description", "rating", "time_zone"]'
        """
    )
    await library.run("UPDATE assets SET is_edited = 1, width = 7, height = 8")
    asset = (await found(library, id)).asset
    given = facts(description="theirs", rating=None, make="Canon")
    await findings.write_facts(library.database, asset, given, 100, NOW, Site())
    detail = await found(library, id)
    assert (detail.exif.description, detail.exif.rating) == ("mine", 5)
    assert (detail.exif.time_zone, detail.exif.make) == ("UTC", "Canon")
    assert detail.asset.local_date_time == asset.local_date_time
    assert (detail.asset.width, detail.asset.height) == (7, 8)


async def picture(library: Library, id: str, type: str, edited: bool) -> str | None:
    shown = await assets.find_shown(library.database, id, assets.ANYBODY, type, edited)
    assert shown is not None
    return shown[1]


async def test_either_picture_stands_in_for_the_other(library: Library) -> None:
    id = await library.asset(await library.user())
    made = [Picture("thumbnail", "t"), Picture("preview", "p")]
    await pictures.write(library.database, id, made, "hash")
    assert await picture(library, id, "thumbnail", True) == "t"
    assert await picture(library, id, "fullsize", False) is None
    await library.insert("asset_files", asset_id=id, type="thumbnail", is_edited=1, path="te")
    await library.insert("asset_files", asset_id=id, type="fullsize", is_edited=1, path="fe")
    assert await picture(library, id, "thumbnail", True) == "te"
    assert await picture(library, id, "thumbnail", False) == "t"
    assert await assets.find_edited(library.database, id) == "fe"
    assert await library.ids(findings.unseen("", 10)) == []


async def test_the_stack_of_a_single_read(library: Library) -> None:
    owner = await library.user()
    ids = [await library.asset(owner) for _ in range(3)]
    stack = await library.stack(owner, ids)
    await trash.discard(library.database, [ids[2]], NOW)
    assert (await found(library, ids[1])).stack == assets.Stack(stack, ids[0], 2)
    await library.run("UPDATE assets SET stack_id = NULL WHERE id <> ?", ids[0])
    assert (await found(library, ids[0])).stack is None


class TestTrash:
    async def test_states(self, library: Library) -> None:
        owner, other = await library.user(), await library.user()
        kept, thrown, doomed = [await library.asset(owner) for _ in range(3)]
        theirs = await library.asset(other)
        await trash.discard(library.database, [thrown, theirs], NOW)
        await trash.doom(library.database, [doomed], NOW)
        await trash.restore(library.database, [doomed, kept])
        assert await library.ids(trash.doomed("", 10)) == [doomed]
        assert await library.ids(trash.expired(NOW, "", 2)) == [thrown, doomed]
        assert await library.ids(trash.expired(NOW, doomed, 2)) == [theirs]
        assert await library.ids(trash.expired(NOW - timedelta(seconds=1), "", 2)) == []
        assert await trash.restore_all(library.database, owner.id) == 1
        await trash.discard(library.database, [kept, thrown], NOW)
        assert await trash.doom_all(library.database, owner.id) == 2
        assert await trash.restore_all(library.database, owner.id) == 0
        assert (await found(library, theirs)).asset.deleted_at == STAMP

    async def test_removing_hands_back_the_bytes(self, library: Library) -> None:
        owner = await library.user()
        video = await library.asset(owner, type="VIDEO")
        still = library.new(owner, live_photo_video_id=video)
        await assets.insert(library.database, still)
        await pictures.write(library.database, still.id, [Picture("thumbnail", "t")], "h")
        assert await trash.remove(library.database, still.id) is None, "it was restored"
        assert await trash.remove(library.database, video) is None, "its still is there"
        await trash.doom(library.database, [still.id], NOW)
        removed = await trash.remove(library.database, still.id)
        assert removed is not None
        assert set(removed.files) == {still.original_path, "t"}
        assert (removed.owner_id, removed.orphaned_video_id) == (owner.id, video)
        assert await trash.remove(library.database, still.id) is None
        last = await trash.remove(library.database, video)
        assert last is not None
        assert await library.value("SELECT count(*) FROM assets") == 0

    @pytest.mark.parametrize(
        ("size", "lost", "left"), [(2, 0, None), (2, 1, None), (3, 0, 1), (3, 1, 0)]
    )
    async def test_removing_mends_the_stack(
        self, library: Library, size: int, lost: int, left: int | None
    ) -> None:
        """By position: how many there were, who goes, who leads then."""
        owner = await library.user()
        ids = [await library.asset(owner) for _ in range(size)]
        await library.stack(owner, ids)
        await trash.remove(library.database, ids[lost])
        assert await library.value("SELECT primary_asset_id FROM stacks") == ids[0], "restored"
        await trash.doom(library.database, [ids[lost]], NOW)
        await trash.remove(library.database, ids[lost])
        leaders = await library.rows("SELECT primary_asset_id FROM stacks")
        assert leaders == ([] if left is None else [[ids[left]]])
        children = await library.value("SELECT count(*) FROM assets WHERE is_stack_child")
        assert children == (0 if left is None else size - 2)

    @pytest.mark.parametrize("hidden", ["doomed", "archived"])
    async def test_who_leads_next_is_seen(self, library: Library, hidden: str) -> None:
        """What is on its way out too, or archived, is nothing to lead a stack."""
        owner = await library.user()
        lost, unseen, left, last = [await library.asset(owner) for _ in range(4)]
        await library.stack(owner, [lost, unseen, left, last])
        if hidden == "archived":
            await library.run("UPDATE assets SET visibility = 'archive' WHERE id = ?", unseen)
        doomed = [lost, unseen] if hidden == "doomed" else [lost]
        await trash.doom(library.database, doomed, NOW)
        await trash.remove(library.database, lost)
        assert await library.value("SELECT primary_asset_id FROM stacks") == left

    async def test_an_archived_leader_keeps_its_stack(self, library: Library) -> None:
        owner = await library.user()
        first, lost, left = [await library.asset(owner) for _ in range(3)]
        await library.stack(owner, [first, lost, left])
        await library.run("UPDATE assets SET visibility = 'archive' WHERE id = ?", first)
        await trash.doom(library.database, [lost], NOW)
        await trash.remove(library.database, lost)
        assert await library.value("SELECT primary_asset_id FROM stacks") == first
