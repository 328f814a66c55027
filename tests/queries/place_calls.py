"""The statements about places, the map and folders, one call each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from photos import folders, markers, place_table, places
from photos.markers import Chosen
from photos.users import User
from tests.photos.atlas import ATLAS
from tests.photos.library import LISTED
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]


def about_places(owner: User, album: str) -> dict[str, Call]:
    id = owner.id
    everything = Chosen(
        owner=id, partners=True, albums=True, archived=True, favorite=True, after="a", before="b"
    )
    return {
        "place_table.loading": lambda db: db.batch([*ATLAS]),
        "place_table.loaded": place_table.loaded,
        "place_table.filled": place_table.filled,
        "place_table.note_filled": lambda db: place_table.note_filled(db, "x"),
        "place_table.fill": lambda db: place_table.fill(db, id, 0, 9),
        "place_table.owners": lambda db: db.all(place_table.owners("", 9), tuple[str]),
        "places.locate": lambda db: places.locate(db, [(0, 0)]),
        "places.nearest": lambda db: places.nearest(db, [(0, 0)]),
        "places.search": lambda db: places.search(db, "san fr"),
        "markers.chosen": lambda db: markers.chosen(db, Chosen(owner=id)),
        "markers.chosen everything": lambda db: markers.chosen(db, everything),
        "markers.of_album": lambda db: markers.of_album(db, album),
        "folders.paths": lambda db: folders.paths(db, id),
        "folders.find": lambda db: folders.find(db, id, "2019/Rome", LISTED),
        "folders.find key": lambda db: folders.find(db, id, f"originals/{id}/x", LISTED),
    }
