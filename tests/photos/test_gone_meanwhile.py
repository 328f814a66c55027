"""What is deleted between the check of a right and the write it allows: nothing is
written, and nobody sees more of it than a refusal."""

from __future__ import annotations

import pytest

from bindings import Sql
from photos import activities, album_assets, album_members, checkpoints, links, partners
from photos.activities import New
from photos.album_members import Invitation
from photos.refusal import Refused
from tests.photos.library import NOW, Library

ANY = Sql("1")


async def test_an_album(library: Library) -> None:
    owner, guest = await library.user(), await library.user()
    asset, gone = await library.asset(owner), library.id()
    outcome = await album_assets.add(library.database, gone, [asset], ANY, NOW)
    assert outcome == (set(), {asset}, [])
    kept = await library.album(owner)
    spread = await album_assets.add_to_all(library.database, [gone, kept], [asset], ANY, NOW)
    assert spread.grown == [kept]
    await album_members.invite(library.database, gone, [Invitation(guest.id, "viewer")], NOW)
    assert await library.rows("SELECT user_id FROM album_users") == [[owner.id]]
    said = New(id=library.id(), album_id=gone, user_id=owner.id, asset_id=None, comment="Hi")
    with pytest.raises(Refused, match=r"no activity\.create access"):
        await activities.create(library.database, said, NOW)
    link = await library.link(owner, type="ALBUM", album_id=kept)
    await library.run("DELETE FROM albums")
    with pytest.raises(Refused, match=r"no album\.share access"):
        await links.create(library.database, link, [])


async def test_a_link(library: Library) -> None:
    owner = await library.user()
    asset = await library.asset(owner)
    link = await library.link(owner)
    await library.run("DELETE FROM shared_links")
    assert await links.add(library.database, link.id, [asset]) == set()
    assert await links.contribute(library.database, link, asset, NOW) == []
    assert await library.rows("SELECT * FROM shared_link_assets") == []


async def test_a_person(library: Library) -> None:
    owner, gone = await library.user(), library.id()
    with pytest.raises(Refused, match="User not found"):
        await partners.create(library.database, owner.id, gone, NOW)


async def test_a_device(library: Library) -> None:
    """Logged out while it begins a stream, or sends an ack."""
    gone = library.id()
    assert not (await checkpoints.locate(library.database, gone)).reset
    await checkpoints.store(library.database, gone, {"UserV1": "UserV1|x"})
    assert await checkpoints.read(library.database, gone) == []
