"""The statements about albums and what is said in them, one call each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from photos import access, activities, album_assets, album_covers, album_members, albums
from photos.album_members import Invitation
from photos.refusal import Refused
from photos.users import User
from tests.photos.library import NOW, Caller
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]


def album_calls(caller: Caller, asset: str, album: str) -> dict[str, Call]:
    return (
        about_albums(caller, asset, album)
        | about_album_members(caller, album)
        | about_activities(caller.user, asset, album)
    )


def about_albums(caller: Caller, id: str, album: str) -> dict[str, Call]:
    me, allowed = caller.user.id, access.condition("asset.share", caller)
    new = albums.NewAlbum(
        id="n", owner_id=caller.user.id, name="", description="", order="asc", now=NOW
    )
    found: dict[str, Call] = {
        "albums.find": lambda db: albums.find(db, me, []),
        "albums.find shared": lambda db: albums.find(db, me, [albums.shared(True)]),
        "albums.find owned": lambda db: albums.find(db, me, [albums.owned("u", False)]),
        "albums.find containing": lambda db: albums.find(db, me, [albums.containing(id)]),
        "albums.find named": lambda db: albums.find(db, me, [albums.named("x")]),
        "albums.read": lambda db: albums.read(db, album, access.condition("album.read", caller)),
        "albums.contributors": lambda db: albums.contributors(db, album),
        "albums.span": lambda db: albums.span(db, album),
        "albums.count": lambda db: albums.count(db, caller.user.id),
        "albums.create": lambda db: albums.create(db, new, [], [id], allowed),
        "albums.update": lambda db: albums.update(db, album, albums.Changes(album_name="x")),
        "albums.delete": lambda db: albums.delete(db, "n"),
    }
    return found | {
        "album_assets.require_album": lambda db: album_assets.require_album(db, caller, album),
        "album_assets.add": lambda db: album_assets.add(db, album, [id], allowed, NOW),
        "album_assets.add_to_all": lambda db: album_assets.add_to_all(
            db, [album], [id], allowed, NOW
        ),
        "album_assets.any_allowed": lambda db: album_assets.any_allowed(db, [id], allowed),
        "album_assets.remove": lambda db: album_assets.remove(db, caller, album, ["x"]),
        "album_covers.mend": lambda db: album_covers.mend(db, [album]),
        "album_covers.possible": lambda db: album_covers.possible(db, album, id),
    }


def about_album_members(caller: Caller, album: str) -> dict[str, Call]:
    invited = [Invitation(caller.user.id, "viewer")]

    async def promote(db: Recorder) -> None:
        await album_members.promote(db, album, "x", "viewer")

    async def remove(db: Recorder) -> None:
        with pytest.raises(Refused):
            await album_members.remove(db, caller, album, caller.user.id)

    return {
        "album_members.check": lambda db: album_members.check(db, invited, album),
        "album_members.invite": lambda db: album_members.invite(db, album, invited, NOW),
        "album_members.promote": promote,
        "album_members.remove": remove,
    }


def about_activities(owner: User, asset: str, album: str) -> dict[str, Call]:
    wanted = activities.Wanted(album_id=album)
    one = activities.Wanted(album_id=album, asset_id=asset, user_id=owner.id, liked=True)

    def new(asset_id: str | None) -> activities.New:
        return activities.New(
            id="a", album_id=album, user_id=owner.id, asset_id=asset_id, comment=None
        )

    async def like(db: Recorder) -> None:
        with pytest.raises(Refused):
            await activities.create(db, new("x"), NOW)

    return {
        "activities.find": lambda db: activities.find(db, wanted),
        "activities.find one": lambda db: activities.find(db, one),
        "activities.count": lambda db: activities.count(db, wanted),
        "activities.count one": lambda db: activities.count(db, one),
        "activities.create": lambda db: activities.create(db, new(None), NOW),
        "activities.create again": lambda db: activities.create(db, new(None), NOW),
        "activities.read": lambda db: activities.read(db, "a"),
        "activities.delete": lambda db: activities.delete(db, "a"),
        "activities.create on asset": like,
    }
