"""The nearest place against the plain formula, and places by their names."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bindings import Sql
from photos import places
from photos.place_table import Region, Settlement, loading
from photos.places import EARTH, FARTHEST, Place, Position
from tests.photos.atlas import ATLAS, SETTLEMENTS
from tests.photos.library import Library

EVERYWHERE = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
TRICKY = st.sampled_from(
    [(90.0, 0.0), (-90.0, 77.0), (0.0, 180.0), (0.0, -180.0), (-16.8, 179.99), (0.0, 0.0)]
)
NEAR = st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))


def haversine(one: Position, other: Position) -> float:
    """Metres along the surface."""
    north, far_north = math.radians(one[0]), math.radians(other[0])
    across = math.radians(other[1] - one[1])
    half = math.sin((far_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(far_north) * math.sin(across / 2) ** 2
    return 2 * EARTH * math.asin(min(1, math.sqrt(half)))


def beside(middle: Position, step: Position) -> Position:
    """Some way off, over the pole or the antimeridian if need be."""
    latitude, longitude = middle[0] + step[0], middle[1] + step[1] * 4
    if abs(latitude) > 90:
        latitude, longitude = math.copysign(180, latitude) - latitude, longitude + 180
    return latitude, (longitude + 180) % 360 - 180


@pytest.fixture
async def atlas(library: Library) -> Library:
    await library.database.batch(ATLAS)
    return library


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    middle=EVERYWHERE | TRICKY,
    steps=st.lists(NEAR, min_size=1, max_size=12),
    strangers=st.lists(EVERYWHERE, max_size=3),
    step=NEAR,
)
async def test_the_nearest_is_the_nearest(
    library: Library, middle: Position, steps: list[Position], strangers: list[Position],
    step: Position,
) -> None:  # fmt: skip
    known = [*(beside(middle, each) for each in steps), *strangers]
    settlements = [Settlement(str(at), each, 0) for at, each in enumerate(known)]
    await library.database.batch(list(loading("x", [Region("X", None, "UTC")], settlements)))
    asked = beside(middle, step)
    (found,) = await places.nearest(library.database, [asked])
    distances = [haversine(asked, each) for each in known]
    if found is None:
        assert min(distances) > FARTHEST - 5
    else:  # points are kept to the metre
        assert distances[int(found.city)] <= min(*distances, FARTHEST) + 5


async def test_what_is_known_of_a_place(atlas: Library) -> None:
    asked = [(40.4154, -3.7074), (38.96, -109.7), (-16.8, -179.99), (0.0, -30.0)]
    assert await places.nearest(atlas.database, asked) == [
        Place("Madrid", "Madrid", "Spain", "Europe/Madrid"),
        Place("Thompson Springs", "Utah", "United States of America", "America/Denver"),
        Place("Taveuni", None, "Fiji", "Pacific/Fiji"),
        None,
    ]


async def test_of_equally_near_places_the_largest_counts(library: Library) -> None:
    same = [Settlement(name, (10.0, 10.0), 0) for name in ("large", "small")]
    await library.database.batch(list(loading("x", [Region("X", None, "UTC")], same)))
    (found,) = await places.nearest(library.database, [(10.01, 10.0)])
    assert found is not None
    assert found.city == "large"


async def test_without_a_table_nothing_is_near(library: Library) -> None:
    assert await places.locate(library.database, [(0, 0), (1, 1)]) == [None, None]
    assert await places.search(library.database, "a") == []


async def test_nobody_need_know(atlas: Library) -> None:
    off = '{"reverseGeocoding": {"enabled": false}}'
    await atlas.insert("system_metadata", key="system-config", value=off)
    assert await places.locate(atlas.database, [(40.4, -3.7)]) == [None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("san", ["San José", "San Francisco", "South San Francisco"]),
        ("SAN FRAN", ["San Francisco", "South San Francisco"]),
        ("jose", ["San José"]),
        ("Alcorcon", ["Alcorcón"]),
        ("ALCORCÓN", ["Alcorcón"]),
        ("francisco san", []),
        ("o", ["Top of the World"]),
        ("", []),
        ("  ", []),
        ("%", []),
        ('" OR *', []),
        ("a" * 5000, []),
        ("san\0fran", ["San Francisco", "South San Francisco"]),
        ("NEAR(", []),
    ],
)
async def test_by_name(atlas: Library, name: str, expected: list[str]) -> None:
    found = await places.search(atlas.database, name)
    assert [each.name for each in found] == expected


async def test_at_most_twenty_by_name_the_largest(library: Library) -> None:
    many = [Settlement(f"New {number}", (0.0, number / 10), 0) for number in range(30)]
    many.insert(3, Settlement("Old New", (1.0, 1.0), 0))
    await library.database.batch(list(loading("x", [Region("X", None, "UTC")], many)))
    found = [each.name for each in await places.search(library.database, "new")]
    assert found == [f"New {number}" for number in range(20)]


async def test_positions_come_back_as_they_went_in(atlas: Library) -> None:
    (found,) = await places.search(atlas.database, "Taveuni")
    assert found.position() == (-16.8, 179.98)
    shown = {
        each.name: each.position()
        for name in ("san", "madrid", "top")
        for each in await places.search(atlas.database, name)
    }
    assert shown == {each.name: each.position for each in SETTLEMENTS if each.name in shown}


async def test_a_second_table_replaces_the_first(atlas: Library) -> None:
    new = [Settlement("Atlantis", (0.0, -30.0), 0)]
    statements = list(loading("new.tsv", [Region("Sea", None, "UTC")], new))
    for sql in statements[:-1]:
        await atlas.database.run(sql)
    # Cut short, nothing counts as loaded; again from the beginning mends it.
    assert await atlas.database.one(Sql("SELECT 1 FROM system_metadata"), tuple[int]) is None
    await atlas.database.batch(statements)
    assert [each.name for each in await places.search(atlas.database, "a")] == ["Atlantis"]
    assert await places.search(atlas.database, "madrid") == []
    assert await places.nearest(atlas.database, [(40.4, -3.7)]) == [None]
