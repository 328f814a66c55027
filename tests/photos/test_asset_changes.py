"""What people say about assets, in the rows."""

from __future__ import annotations

from typing import Any

import pytest

from bindings.local.clock import SystemClock
from photos import asset_changes, assets, findings, live_photos
from photos.asset_changes import Description, Standing
from photos.asset_dates import Redating, parse
from photos.findings import Site
from photos.refusal import Refused
from tests.photos.library import NOW, Caller, Library
from tests.photos.test_assets import facts

OFFSETS = SystemClock().offset


async def apply(
    library: Library,
    caller: Caller,
    *ids: str,
    standing: Standing = Standing(),  # noqa: B008
    description: Description = Description(),  # noqa: B008
    redating: Redating = Redating(),  # noqa: B008
) -> None:
    targets = await asset_changes.targets(library.database, caller, ids)
    await library.database.batch(
        asset_changes.changes(targets, standing, description, redating, OFFSETS)
    )


async def news(library: Library, id: str) -> tuple[Any, Any]:
    """What phones compare, of the asset and of its exif."""
    (row,) = await library.rows(
        "SELECT assets.update_id, asset_exif.update_id"
        " FROM assets INNER JOIN asset_exif ON asset_exif.seq = assets.seq WHERE id = ?",
        id,
    )
    return row[0], row[1]


@pytest.mark.parametrize(
    ("changes", "asset", "exif"),
    [
        ({"standing": Standing(is_favorite=True)}, True, False),
        ({"description": Description(rating=3)}, False, True),
        ({"redating": Redating(minutes=1)}, True, True),
        ({"redating": Redating(zone="Mars/Base")}, False, False),
        ({}, False, False),
    ],
)
async def test_phones_hear_of_what_changed_and_of_nothing_else(
    library: Library, changes: dict[str, Any], asset: bool, exif: bool
) -> None:
    owner = await library.user()
    id, other = await library.asset(owner), await library.asset(owner)
    before, others = await news(library, id), await news(library, other)
    await apply(library, Caller(owner), id, **changes)
    after = await news(library, id)
    assert (before[0] != after[0], before[1] != after[1]) == (asset, exif)
    assert await news(library, other) == others


async def test_locks_add_up_and_hold(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner)
    for description in (Description(rating=3), Description(description="x", rating=None)):
        await apply(library, Caller(owner), id, description=description)
    locked = "SELECT locked_properties FROM asset_exif"
    assert await library.value(locked) == '["description","rating"]'
    await apply(library, Caller(owner), id, redating=Redating(parse("2020-01-01T00:00:00+01:00")))
    assert (
        await library.value(locked) == '["date_time_original","description","rating","time_zone"]'
    )
    asset = await assets.find(library.database, id)
    assert asset is not None
    await findings.write_facts(library.database, asset, facts(), 1, NOW, Site())
    detail = await assets.read(library.database, id)
    assert detail is not None
    assert (detail.exif.description, detail.exif.rating) == ("x", None)
    assert (detail.exif.time_zone, detail.asset.local_date_time) == (
        "UTC+1", "2020-01-01T00:00:00.000Z",
    )  # fmt: skip


async def test_a_new_place_has_no_old_name(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner)
    await library.run("UPDATE asset_exif SET city = 'Rome', country = 'Italy'")
    await apply(library, Caller(owner), id, description=Description(latitude=1, longitude=2))
    places = await library.rows("SELECT latitude, longitude, city, country FROM asset_exif")
    assert places == [[1, 2, None, None]]


async def test_a_description_can_be_found(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner)
    await apply(library, Caller(owner), id, description=Description(description="Großmutters Hut"))
    found = "SELECT count(*) FROM asset_search WHERE asset_search MATCH ?"
    assert await library.value(found, "großmutters") == 1


@pytest.mark.parametrize("elevated", [False, True])
async def test_locked_assets_need_the_open_folder(library: Library, elevated: bool) -> None:
    owner = await library.user()
    id = await library.asset(owner, visibility="locked")
    caller = Caller(owner, elevated=elevated)
    if elevated:
        await apply(library, caller, id, standing=Standing(visibility="timeline"))
        return
    with pytest.raises(Refused):
        await apply(library, caller, id, standing=Standing(visibility="timeline"))


async def test_what_was_cut_out_of_a_still_stays_with_it(library: Library) -> None:
    owner = await library.user()
    key = f"{live_photos.EXTRACTED}x.mp4"
    video = await library.asset(owner, type="VIDEO", visibility="hidden", original_path=key)
    still = await library.asset(owner, live_photo_video_id=video)
    with pytest.raises(Refused, match="Cannot unlink Android motion photos"):
        await live_photos.require_separable(library.database, still)
