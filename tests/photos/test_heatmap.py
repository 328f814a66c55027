from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from photos import heatmap
from photos.heatmap import Day
from tests.photos.library import Library

FIRST, LAST = date(2024, 2, 28), date(2024, 3, 1)
EDGES = {
    "2024-02-27T23:59:59.999Z": False,
    "2024-02-28T00:00:00.000Z": True,
    "2024-03-01T00:00:00.000Z": True,
    "2024-03-01T23:59:59.999Z": True,
    "2024-03-02T00:00:00.000Z": False,
}


@pytest.mark.parametrize("axis", ["taken", "created"])
async def test_both_ends_are_in(library: Library, axis: heatmap.Axis) -> None:
    owner = await library.user()
    for moment in EDGES:
        await library.asset(
            owner, file_created_at=moment, now=datetime.fromisoformat(moment).astimezone(UTC)
        )
    found = await heatmap.days(library.database, owner.id, axis, FIRST, LAST)
    assert found == [Day("2024-02-28", 1), Day("2024-03-01", 2)]


async def test_the_photographers_own_day(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner, file_created_at="2024-02-28T23:00:00.000Z")
    await library.run(
        "UPDATE assets SET local_date_time = '2024-02-29T08:00:00.000Z' WHERE id = ?", id
    )
    found = await heatmap.days(library.database, owner.id, "taken", FIRST, LAST)
    assert found == [Day("2024-02-29", 1)]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2024, 2, 25), date(2024, 3, 5)),
            st.sampled_from(["timeline", "archive", "hidden", "locked"]),
            st.sampled_from(["active", "trashed", "deleted"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
async def test_counts_what_is_ones_own_and_not_thrown_away(
    library: Library, assets: list[tuple[date, str, str, bool]]
) -> None:
    owner, other = await library.user(), await library.user()
    expected: Counter[str] = Counter()
    for day, visibility, status, own in assets:
        id = await library.asset(
            owner if own else other,
            file_created_at=f"{day}T12:00:00.000Z",
            visibility=visibility,
        )
        if status != "active":
            await library.run(
                "UPDATE assets SET status = ?, deleted_at = created_at WHERE id = ?", status, id
            )
        elif own and FIRST <= day <= LAST:
            expected[day.isoformat()] += 1
    found = await heatmap.days(library.database, owner.id, "taken", FIRST, LAST)
    assert [(day.date, day.count) for day in found] == sorted(expected.items())
