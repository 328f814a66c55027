"""What a download consists of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from bindings import Sql
from photos import access, downloads
from photos.downloads import Choice, Planned, entry_names
from photos.refusal import Refused
from tests.photos.library import Caller, Library

Planning = tuple[list[list[str]], list[int]]


async def planned(
    library: Library, caller: Caller, choice: Choice, target: int = 10**9, embedded: bool = False
) -> Planning:
    """Ids and sizes of the archives."""
    allowed = access.condition("asset.download", caller)
    found: list[Planned] = [
        each async for each in downloads.plan(library.database, choice, allowed, target, embedded)
    ]
    return [each.asset_ids for each in found], [each.size for each in found]


async def test_an_archive_ends_when_it_has_passed_the_size(library: Library) -> None:
    owner = await library.user()
    a, b, c, d = [await library.asset(owner, size=size) for size in (60, 40, 1, 5)]
    choice = downloads.of_assets
    assert await planned(library, Caller(owner), choice([d, a, b, c]), 100) == (
        [[d, a, b], [c]],
        [105, 1],
    )
    assert await planned(library, Caller(owner), choice([a, b, c]), 100) == ([[a, b, c]], [101])
    assert await planned(library, Caller(owner), choice([a, b, a]), 1) == ([[a], [b]], [60, 40])
    assert await planned(library, Caller(owner), choice([])) == ([], [])


async def test_an_archive_holds_so_many_files(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MOST_FILES", 3)
    monkeypatch.setattr(downloads, "_PAGE", 2)
    owner = await library.user()
    ids = [await library.asset(owner) for _ in range(7)]
    found = await planned(library, Caller(owner), downloads.of_assets(ids))
    assert found == ([ids[:3], ids[3:6], ids[6:]], [300, 300, 100])


@pytest.mark.parametrize("page", [1, 2, 3, 100])
async def test_a_library_goes_by_time_of_capture(
    library: Library, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(downloads, "_PAGE", page)
    owner, other = await library.user(), await library.user()
    late = await library.asset(owner, file_created_at="2024-05-02T10:00:00.000Z")
    early = await library.asset(owner, file_created_at="2024-04-01T10:00:00.000Z")
    same = sorted([await library.asset(owner), await library.asset(owner)])
    archived = await library.asset(
        owner, visibility="archive", file_created_at="2025-01-01T00:00:00.000Z"
    )
    locked = await library.asset(
        owner, visibility="locked", file_created_at="2025-01-02T00:00:00.000Z"
    )
    await library.asset(owner, visibility="hidden")
    await library.asset(other)
    thrown = await library.asset(owner)
    await library.run("UPDATE assets SET status = 'trashed', deleted_at = 'x' WHERE id = ?", thrown)
    expected = [early, *same, late, archived]

    async def found(caller: Caller) -> list[list[str]]:
        choice = downloads.of_library(library.database, owner.id)
        return (await planned(library, caller, choice))[0]

    assert await found(Caller(owner)) == [expected]
    assert await found(Caller(owner, elevated=True)) == [[*expected, locked]]


async def test_motion_videos_come_behind_their_stills_and_once(library: Library) -> None:
    owner = await library.user()
    motion = await library.asset(owner, type="VIDEO", size=7)
    still = await library.asset(owner, live_photo_video_id=motion)
    extracted = await library.asset(
        owner, type="VIDEO", size=3, original_path=f"originals/{owner.id}/x/motion/x.mp4"
    )
    android = await library.asset(owner, live_photo_video_id=extracted)
    shown = await library.asset(owner, type="VIDEO", visibility="archive")
    odd = await library.asset(owner, live_photo_video_id=shown)
    stills = [still, android, odd]
    album = await library.album(owner, *stills)
    full = await library.album(owner, *stills, shown)
    database, caller = library.database, Caller(owner)

    async def ids(choose: Callable[[], Choice], embedded: bool) -> list[str]:
        (archive,), _ = await planned(library, caller, choose(), embedded=embedded)
        return archive

    for choose in (
        lambda: downloads.of_album(database, album),
        lambda: downloads.of_assets(stills),
    ):
        assert await ids(choose, False) == [still, motion, android, odd, shown]
        assert await ids(choose, True) == [still, motion, android, extracted, odd, shown]
    for choose in (
        lambda: downloads.of_album(database, full),
        lambda: downloads.of_library(database, owner.id),
        lambda: downloads.of_assets([*stills, motion, shown]),
    ):
        found = await ids(choose, False)
        assert sorted(found) == sorted([*stills, motion, shown])
    # A video that was asked for is a video like any other.
    assert await ids(lambda: downloads.of_assets([extracted]), False) == [extracted]


async def test_what_is_planned_may_be_fetched(library: Library) -> None:
    """By everybody who may ask: an archive is all or nothing."""
    owner, member, partner = [await library.user() for _ in range(3)]
    motion = await library.asset(owner, type="VIDEO")
    still = await library.asset(owner, live_photo_video_id=motion)
    theirs = await library.asset(member)
    locked_motion = await library.asset(owner, type="VIDEO", visibility="locked")
    odd = await library.asset(owner, live_photo_video_id=locked_motion)
    locked = await library.asset(owner)
    thrown = await library.asset(owner)
    album = await library.album(owner, still, theirs, odd, locked, thrown)
    await library.join(album, member, "viewer")
    await library.partner(owner, partner)
    await library.run("UPDATE assets SET visibility = 'locked' WHERE id = ?", locked)
    await library.run("UPDATE assets SET status = 'trashed', deleted_at = 'x' WHERE id = ?", thrown)
    link = await library.link(owner, type="ALBUM", album_id=album)
    seen = {still, motion, theirs, odd}
    for caller, expected in (
        (Caller(owner), seen),
        (Caller(owner, elevated=True), {*seen, locked, locked_motion}),
        (Caller(member), seen),
        (Caller(owner, link), seen),
        (Caller(partner), {still, motion, odd}),
    ):
        choice = (
            downloads.of_assets([still, theirs, odd, locked, thrown])
            if caller.user is partner
            else downloads.of_album(library.database, album)
        )
        (ids,), _ = await planned(library, caller, choice)
        assert set(ids) == expected
        allowed = access.condition("asset.download", caller)
        files = await downloads.files(library.database, ids, allowed, False)
        assert len(files) == len(ids)


async def test_files_are_all_or_nothing_and_in_order(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_PAGE", 2)
    owner, other = await library.user(), await library.user()
    names = [f"{number}.jpg" for number in (3, 1, 2)]
    ids = [await library.asset(owner, original_file_name=name) for name in names]
    foreign = await library.asset(other)
    allowed = access.condition("asset.download", Caller(owner))
    found = await downloads.files(library.database, [*ids, ids[0]], allowed, False)
    assert [file.name for file in found] == names
    for unfit in (foreign, library.id()):
        with pytest.raises(Refused, match=r"Not found or no asset\.download access"):
            await downloads.files(library.database, [*ids, unfit], allowed, False)


@pytest.mark.parametrize(
    ("name", "path", "shown"),
    [
        ("a.HEIC", "fullsize/a.jpeg", "a.jpeg"),
        ("a.JPG", "fullsize/a.jpeg", "a.JPG"),
        ("a.png", "fullsize/a.webp", "a.webp"),
    ],
)
async def test_an_edited_picture_has_a_name_that_fits(
    library: Library, name: str, path: str, shown: str
) -> None:
    owner = await library.user()
    id = await library.asset(owner, original_file_name=name, crc32=5)
    await library.insert("asset_files", asset_id=id, type="fullsize", is_edited=True, path=path)
    (edited,) = await downloads.files(library.database, [id], Sql("1"), True)
    assert (edited.name, edited.path, edited.crc32) == (shown, path, None)
    (plain,) = await downloads.files(library.database, [id], Sql("1"), False)
    assert (plain.name, plain.path, plain.crc32) == (name, plain.original_path, 5)


def test_names_of_entries() -> None:
    given = [
        "a.jpg", "a.jpg", "a+1.jpg", "a.jpg", "A.JPG", "../../etc/passwd", "", "..", "con.jpg",
        "C:\\x?.jpg\n", "no ending", "no ending", ".jpg", "x" * 300 + ".jpeg", "ü.jpg",
        "u\u0308.jpg",
    ]  # fmt: skip
    assert list(entry_names(given)) == [
        "a.jpg", "a+1.jpg", "a+1+1.jpg", "a+2.jpg", "A+3.JPG", "....etcpasswd", "unnamed",
        "unnamed+1", "unnamed+2", "Cx.jpg", "no ending", "no ending+1", ".jpg",
        "x" * 200 + ".jpeg", "ü.jpg", "u\u0308+1.jpg",
    ]  # fmt: skip


@given(st.lists(st.one_of(st.text(), st.sampled_from(["a.jpg", "A.jpg", "a+1.jpg", "a"]))))
def test_entries_have_names_of_their_own_that_every_disk_takes(given: list[str]) -> None:
    found = list(entry_names(name.encode(errors="ignore").decode() for name in given))
    assert len({name.casefold() for name in found}) == len(given)
    for name in found:
        assert 0 < len(name.encode()) <= 255
        assert name not in (".", "..")
        assert not set(name) & set('\0\n/\\<>:"|?*')
