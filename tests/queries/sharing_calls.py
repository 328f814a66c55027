"""What `test_plans` is to look at of links, partners, stacks and tags."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from photos import links, partners, stacks, tagging
from photos.refusal import Refused
from photos.users import User
from tests.photos.library import NOW, Library
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]


async def about_sharing(library: Library, owner: User, asset_id: str) -> dict[str, Call]:
    ids, other = [asset_id], await library.user()
    await library.partner(other, owner)
    stack = await library.stack(owner, [await library.asset(owner)])
    return (
        await about_links(library, owner, asset_id)
        | await about_tags(library, owner, ids)
        | {
            "partners.receivers": lambda db: partners.receivers(db, owner.id),
            "partners.givers": lambda db: partners.givers(db, owner.id),
            "partners.create": lambda db: partners.create(db, owner.id, other.id, NOW),
            "partners.show": lambda db: partners.show(db, other.id, owner.id, True),
            "partners.delete": lambda db: partners.delete(db, owner.id, other.id),
            "stacks.read one": lambda db: stacks.read(db, stacks.by_id(stack), tags=True),
            "stacks.read led": lambda db: stacks.read(db, stacks.owned_by(owner.id, asset_id)),
            "stacks.read all": lambda db: stacks.read(db, stacks.owned_by(owner.id)),
            "stacks.create": lambda db: stacks.create(db, "st", owner.id, ids, NOW),
            "stacks.lead": lambda db: stacks.lead(db, "st", asset_id),
            "stacks.take_out": lambda db: _refused(stacks.take_out(db, "st", asset_id)),
            "stacks.delete": lambda db: stacks.delete(db, ["st"]),
        }
    )


async def about_links(library: Library, owner: User, asset_id: str) -> dict[str, Call]:
    album = await library.album(owner)
    of_album = await library.link(owner, type="ALBUM", album_id=album)
    of_assets, new = await library.link(owner), await library.link(owner)
    await library.run("DELETE FROM shared_links WHERE id = ?", new.id)
    id, ids = of_assets.id, [asset_id]
    changes = links.Changes(slug="x", password="x")
    return {
        "links.all_of": lambda db: links.all_of(db, owner.id),
        "links.all_of album": lambda db: links.all_of(db, owner.id, album_id=album),
        "links.all_of id": lambda db: links.all_of(db, owner.id, id=id),
        "links.read album": lambda db: links.read(db, owner.id, of_album.id),
        "links.read assets": lambda db: links.read(db, owner.id, id),
        "links.find": lambda db: links.find(db, owner.id, id),
        "links.create": lambda db: links.create(db, new, ids),
        "links.update": lambda db: links.update(db, owner.id, id, changes),
        "links.add": lambda db: links.add(db, id, ids),
        "links.remove": lambda db: links.remove(db, id, ids),
        "links.contribute album": lambda db: links.contribute(db, of_album, asset_id, NOW),
        "links.contribute assets": lambda db: links.contribute(db, of_assets, asset_id, NOW),
        "links.delete": lambda db: links.delete(db, owner.id, new.id),
    }


async def about_tags(library: Library, owner: User, ids: list[str]) -> dict[str, Call]:
    tag = await library.tag(owner, "b", await library.asset(owner))
    return {
        "tagging.all_of": lambda db: tagging.all_of(db, owner.id),
        "tagging.find": lambda db: tagging.find(db, tag),
        "tagging.create": lambda db: tagging.create(db, "t1", owner.id, "x", None, None, NOW),
        "tagging.create below": lambda db: tagging.create(db, "t2", owner.id, "y", None, "t1", NOW),
        "tagging.recolor": lambda db: tagging.recolor(db, tag, "#abc"),
        "tagging.attach": lambda db: tagging.attach(db, owner.id, [tag], ids),
        "tagging.detach": lambda db: tagging.detach(db, owner.id, [tag], ids),
        "tagging.delete": lambda db: tagging.delete(db, tag),
    }


async def _refused(change: Awaitable[None]) -> None:
    """A refusal reads once more, to say why."""
    with pytest.raises(Refused):
        await change
