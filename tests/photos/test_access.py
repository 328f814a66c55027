from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from photos import access, trash
from photos.refusal import Refused
from photos.users import User
from tests.photos.library import NOW, STAMP, Caller, Library

OWNERS = {
    "plain", "archived", "hidden", "locked", "thrown", "in album", "locked in album", "still",
    "motion", "locked still", "locked motion", "in link",
}  # fmt: skip


class Scene:
    """One of each asset of an owner, an album and a link with some of them, and everybody else."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.ids: dict[str, str] = {}
        self.callers: dict[str, Caller] = {}

    async def build(self) -> None:
        library = self.library
        owner, friend, member, stranger, deleted = [await library.user() for _ in range(5)]
        await self.add_assets(owner)
        shown = ("in album", "locked in album", "still", "locked still", "thrown")
        album = await library.album(owner, *(self.ids[name] for name in shown))
        await library.album(stranger, await library.asset(stranger))  # opens none but its own
        await trash.discard(library.database, [self.ids["thrown"]], NOW)
        await library.join(album, member, "viewer")
        await library.partner(owner, friend, in_timeline=False)
        await library.partner(deleted, friend)
        self.ids["of the deleted"] = await library.asset(deleted)
        await library.run(
            "UPDATE users SET deleted_at = ?, status = 'deleted' WHERE id = ?", STAMP, deleted.id
        )
        to_album = await library.link(owner, type="ALBUM", album_id=album, allow_download=False)
        to_asset = await library.link(owner)
        await library.insert(
            "shared_link_assets", shared_link_id=to_asset.id, asset_id=self.ids["in link"]
        )
        self.callers = {
            "owner": Caller(owner),
            "elevated": Caller(owner, elevated=True),
            "friend": Caller(friend),
            "member": Caller(member),
            "stranger": Caller(stranger, elevated=True),
            "deleted": Caller(deleted),
            "album link": Caller(owner, to_album),
            "asset link": Caller(owner, to_asset),
        }

    async def add_assets(self, owner: User) -> None:
        add = self.library.asset
        self.ids = {
            "plain": await add(owner),
            "archived": await add(owner, visibility="archive"),
            "hidden": await add(owner, visibility="hidden"),
            "locked": await add(owner, visibility="locked"),
            "thrown": await add(owner),
            "in album": await add(owner, visibility="archive"),
            "locked in album": await add(owner, visibility="locked"),
            "motion": await add(owner, type="VIDEO", visibility="hidden"),
            "locked motion": await add(owner, type="VIDEO", visibility="hidden"),
            "in link": await add(owner, visibility="archive"),
        }
        for name, motion, visibility in (
            ("still", "motion", "archive"),
            ("locked still", "locked motion", "locked"),
        ):
            self.ids[name] = await add(
                owner, visibility=visibility, live_photo_video_id=self.ids[motion]
            )

    async def given(self, permission: str, caller: str) -> set[str]:
        found = await access.permitted(
            self.library.database, permission, self.callers[caller], [*self.ids.values()]
        )
        return {name for name, id in self.ids.items() if id in found}


@pytest.fixture
async def scene(library: Library) -> Scene:
    scene = Scene(library)
    await scene.build()
    return scene


UNLOCKED = OWNERS - {"locked", "locked in album", "locked still", "locked motion"}


@pytest.mark.parametrize(
    ("permission", "caller", "names"),
    [
        ("asset.read", "owner", UNLOCKED),
        ("asset.read", "elevated", OWNERS),
        ("asset.read", "friend", {"plain", "hidden", "motion"}),
        ("asset.read", "member", {"in album", "still", "motion"}),
        ("asset.read", "stranger", ()),
        ("asset.read", "album link", {"in album", "still", "motion"}),
        ("asset.read", "asset link", {"in link"}),
        ("asset.download", "member", {"in album", "still", "motion"}),
        ("asset.download", "album link", ()),
        ("asset.download", "asset link", {"in link"}),
        ("asset.share", "elevated", UNLOCKED),
        ("asset.share", "friend", {"plain", "hidden", "motion"}),
        ("asset.share", "member", ()),
        ("asset.share", "asset link", ()),
        ("asset.update", "owner", UNLOCKED),
        ("asset.update", "elevated", OWNERS),
        ("asset.delete", "friend", ()),
        ("asset.delete", "member", ()),
        ("asset.update", "album link", ()),
    ],
)
async def test_who_may_do_what_to_which_asset(
    scene: Scene, permission: str, caller: str, names: Iterable[str]
) -> None:
    assert await scene.given(permission, caller) == set(names)


async def test_a_deleted_album_opens_nothing(scene: Scene) -> None:
    await scene.library.run("UPDATE albums SET deleted_at = ?", STAMP)
    assert not await scene.given("asset.read", "member")


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("album.read", {"owner", "editor", "viewer", "link"}),
        ("album.download", {"owner", "editor", "viewer", "link"}),
        ("album.update", {"owner", "editor"}),
        ("album.share", {"owner", "editor"}),
        ("album.delete", {"owner"}),
        ("albumAsset.create", {"owner", "editor"}),
        ("albumAsset.delete", {"owner", "editor"}),
    ],
)
async def test_who_may_do_what_to_an_album(
    library: Library, permission: str, allowed: set[str]
) -> None:
    owner, editor, viewer, stranger = [await library.user() for _ in range(4)]
    album = await library.album(owner)
    await library.join(album, editor, "editor")
    await library.join(album, viewer, "viewer")
    link = await library.link(owner, type="ALBUM", album_id=album)
    callers: dict[str, Any] = {
        "owner": Caller(owner),
        "editor": Caller(editor),
        "viewer": Caller(viewer),
        "stranger": Caller(stranger),
        "link": Caller(owner, link),
    }
    given = {
        name
        for name, caller in callers.items()
        if await access.allows(library.database, permission, caller, [album])
    }
    assert given == allowed


async def test_who_may_take_back_what_was_said(library: Library) -> None:
    """Its author and the host of the album; to host or to belong somewhere else does not help."""
    host, author, editor, elsewhere = [await library.user() for _ in range(4)]
    album = await library.album(host)
    for person in (author, editor):
        await library.join(album, person, "editor")
    await library.album(elsewhere)
    said = library.id()
    await library.insert(
        "activities", id=said, album_id=album, user_id=author.id, comment="Oh", created_at=STAMP
    )
    asked = {"host": host, "author": author, "editor": editor, "elsewhere": elsewhere}
    given = {
        name
        for name, person in asked.items()
        if await access.allows(library.database, "activity.delete", Caller(person), [said])
    }
    assert given == {"host", "author"}
    link = await library.link(host, type="ALBUM", album_id=album)
    assert not await access.allows(library.database, "activity.delete", Caller(host, link), [said])


async def test_one_wrong_id_spoils_the_list(scene: Scene) -> None:
    caller, database = scene.callers["owner"], scene.library.database
    mine = [scene.ids["plain"], scene.ids["archived"], scene.ids["plain"]]
    await access.require(database, "asset.delete", caller, [])
    await access.require(database, "asset.delete", caller, mine)
    for wrong in (scene.ids["locked"], scene.ids["of the deleted"], scene.library.id()):
        with pytest.raises(Refused, match=r"^Not found or no asset.delete access$"):
            await access.require(database, "asset.delete", caller, [*mine, wrong])


async def test_whose_timeline_one_may_look_at(scene: Scene) -> None:
    database, friend = scene.library.database, scene.callers["friend"]
    owner, stranger = scene.callers["owner"].user.id, scene.callers["stranger"].user.id
    assert await access.allows(database, "timeline.read", friend, [friend.user.id, owner])
    assert not await access.allows(database, "archive.read", friend, [owner])
    deleted = scene.callers["deleted"].user.id
    assert not await access.allows(database, "timeline.read", friend, [deleted])
    assert not await access.allows(database, "timeline.read", scene.callers["owner"], [stranger])
    link = scene.callers["asset link"]
    assert not await access.allows(database, "timeline.read", link, [owner])


async def test_what_is_simply_ones_own(library: Library) -> None:
    owner, other = await library.user(), await library.user()
    ids = [await library.asset(owner), await library.asset(owner)]
    tag, stack = await library.tag(owner, "a"), await library.stack(owner, ids)
    for permission, id in (("tag.read", tag), ("stack.read", stack)):
        assert await access.allows(library.database, permission, Caller(owner), [id])
        assert not await access.allows(library.database, permission, Caller(other), [id])
