"""Lists of assets, whose text the database writes, and single ones say the same."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from handlers import asset_lists, asset_shapes
from handlers.call import Caller
from photos import asset_objects, assets, search, search_filters
from photos.assets import Detail
from photos.search_filters import Filters
from tests.handlers.conftest import House
from tests.photos.library import Library
from tests.photos.search_world import populate

ODD: dict[str, Any] = {
    "file_name": '"quoted"\\ \t<ü>/🎉.JPG',
    "folder": 'Bilder/"x"',
    "exif": {
        "date_time_original": "2012-08-05T11:39:50.000Z",
        "modify_date": "1000-01-01T00:00:00.120Z",
        "description": "a\nb\u0001\u0000",
        "f_number": 2.8, "focal_length": 50.0, "iso": 100, "exposure_time": "1/250",
        "latitude": -0.5, "longitude": 179.99999, "rating": -1, "orientation": "6",
        "time_zone": "UTC+2", "projection_type": "EQUIRECTANGULAR",
    },
}  # fmt: skip


@pytest.mark.parametrize("form", ["bare", "with exif", "sanitized"])
async def test_lists_and_single_assets_say_the_same(house: House, form: str) -> None:
    library = Library(house.bindings.database)
    world = await populate(library, random.Random(5))
    await make_odd(library, world.photos[0].id)
    caller = Caller(world.user, elevated=True)
    asked = Filters(with_trash=True)
    scope = await search_filters.scope(library.database, caller, asked)
    shown = asset_lists.shown(caller, with_exif=form == "with exif")
    if form == "sanitized":
        shown = asset_objects.SANITIZED
    found, _ = await search.find(library.database, asked, scope, shown, size=1000)
    told = msgspec.json.decode(asset_lists.array(found))
    assert len(told) > 30
    for asset in told:
        detail = await assets.read(library.database, asset["id"])
        assert detail is not None
        assert asset == single(detail, caller, form)


def single(detail: Detail, caller: Caller, form: str) -> object:
    if form == "sanitized":
        return asset_shapes.sanitized(detail.asset)
    whole = asset_shapes.asset(detail.asset, caller)
    if form == "with exif":
        whole.exifInfo = asset_shapes.exif(detail.exif)
    return msgspec.to_builtins(whole)


async def make_odd(library: Library, id: str) -> None:
    await library.run(
        "UPDATE assets SET original_file_name = ?, folder = ?, duration = 5 WHERE id = ?",
        ODD["file_name"], ODD["folder"], id,
    )  # fmt: skip
    facts = ODD["exif"]
    changes = ", ".join(f"{name} = ?" for name in facts)
    await library.run(
        f"UPDATE asset_exif SET {changes} WHERE seq = (SELECT seq FROM assets WHERE id = ?)",
        *facts.values(), id,
    )  # fmt: skip
