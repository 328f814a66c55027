"""Searches, one per shape of statement."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from photos import asset_objects, explore, search, search_filters
from photos.search_filters import Filters, Scope
from tests.photos.library import LISTED, Caller
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]


BARE = asset_objects.listed(None)
_ON_THE_WAY = "read off the end of the captures as far as the page reaches"
_GATHERED = "the archive, the hidden and the locked are gathered: few by nature"
_COUNTED = "as dear as the hits"
_DRAWN = "only where drawing blindly found too few"
_UNINDEXED = ("everything", "letter", "path", "in no album, tag or stack")
WALKS = {
    "explore.newest": _ON_THE_WAY,
    **{f"search.find {name}": _ON_THE_WAY for name in _UNINDEXED},
    **{f"search.count {name}": _COUNTED for name in _UNINDEXED[1:]},
    **{f"search.random {name}": _DRAWN for name in _UNINDEXED},
    **{
        f"search.{verb} {name}": _GATHERED
        for verb in ("find", "random", "largest")
        for name in ("archive", "locked")
    },
    "search.find hidden": _ON_THE_WAY,
    "search.random hidden": _DRAWN,
}
"""Searches that begin with one owner's assets of any kind, and why they may."""


def shapes(asset: str, album: str, tag: str) -> dict[str, Filters]:
    day = ("2024-05-01T00:00:00.000Z", "2024-05-02T00:00:00.000Z")
    return {
        "everything": Filters(),
        "id": Filters(id=asset),
        "checksum": Filters(checksum="x"),
        "album": Filters(albums=(album,)),
        "day": Filters(taken=day),
        "favorites": Filters(favorite=True),
        "videos": Filters(type="VIDEO"),
        "camera": Filters(facts={"make": "x", "lens_model": None}, rating=5),
        "tag": Filters(tags=(tag,)),
        "name": Filters(file_name="photo%jpg", taken=day),
        "letter": Filters(file_name="x"),
        "path": Filters(path="x"),
        "archive": Filters(visibility="archive"),
        "hidden": Filters(visibility="hidden", with_trash=True),
        "locked": Filters(visibility="locked"),
        "trash": Filters(trashed=day, with_trash=True),
        "arrived": Filters(created=day),
        "changed": Filters(updated=day),
        "in no album, tag or stack": Filters(
            unalbumed=True, tags=None, unstacked=True, motion=True, encoded=True, encoded_path="x"
        ),
    }


def about_search(caller: Caller, asset: str, album: str, tag: str) -> dict[str, Call]:
    user = caller.user.id
    both = Scope(user, (user, "partner"), elevated=False)
    found: dict[str, Call] = {
        "search_filters.scope": lambda db: search_filters.scope(db, caller, Filters()),
        "search_filters.find_partners": lambda db: search_filters.find_partners(db, user),
        "search.find words": lambda db: search.find(db, Filters(query="x y"), both, LISTED, size=9),
        "search.find album's name": lambda db: search.find(
            db, Filters(query="untitled"), both, LISTED, size=9
        ),
        "search.find words and name": lambda db: search.find(
            db, Filters(query="x", file_name="photo"), both, LISTED, size=9
        ),
        "search.find everybody's": lambda db: search.find(
            db, Filters(albums=(album,)), Scope(user, None, elevated=True), LISTED, size=9
        ),
        "search.count kept": lambda db: search.count(db, Filters(type="VIDEO"), both),
        "explore.suggest place": lambda db: explore.suggest(db, [user], "city", {"country": "x"}),
        "explore.suggest camera": lambda db: explore.suggest(db, [user], "model", {"make": "x"}),
        "explore.cities": lambda db: explore.cities(db, [user], LISTED),
        "explore.main_cities": lambda db: explore.main_cities(db, user),
        "explore.newest": lambda db: explore.newest(db, user),
    }
    for name, filters in shapes(asset, album, tag).items():
        found |= _shape(name, filters, both)
    return found


def _shape(name: str, filters: Filters, scope: Scope) -> dict[str, Call]:
    return {
        f"search.find {name}": lambda db: search.find(db, filters, scope, LISTED, size=9),
        f"search.count {name}": lambda db: search.count(db, filters, scope),
        f"search.random {name}": lambda db: search.random(db, filters, scope, BARE, size=9),
        f"search.largest {name}": lambda db: search.largest(
            db, filters, scope, LISTED, above=0, size=9
        ),
    }
