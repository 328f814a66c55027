"""What becomes of a date that a person sets right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from bindings.local.clock import SystemClock
from photos.asset_dates import Dated, Redating, offset_of, parse, redate

OFFSETS = SystemClock().offset
NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)

instants = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
fixed = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
names = st.sampled_from(
    (
        "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC",
        "UTC+5:30", "UTC-11",
    )
)  # fmt: skip
zones = st.none() | names
minutes = st.integers(-10_000_000, 10_000_000).filter(bool)


def consistent(found: Dated) -> bool:
    """The wall clock is what the zone makes of the instant."""
    offset = offset_of(found.zone, found.instant, OFFSETS) or timedelta()
    return found.local - found.instant == offset


@given(instants, zones, instants, fixed)
def test_an_offset_becomes_the_zone(
    old: datetime, zone: str | None, new: datetime, there: timezone
) -> None:
    found = redate(old, zone, Redating(new.astimezone(there)), OFFSETS)
    assert found is not None
    assert found.instant == new
    assert found.local.replace(tzinfo=None) == new.astimezone(there).replace(tzinfo=None)
    assert offset_of(found.zone, new, OFFSETS) == there.utcoffset(None)


@given(instants, zones, instants)
def test_without_an_offset_the_date_is_utc_and_the_zone_stays(
    old: datetime, zone: str | None, new: datetime
) -> None:
    found = redate(old, zone, Redating(new.replace(tzinfo=None)), OFFSETS)
    assert found is not None
    assert (found.instant, found.zone) == (new, zone)
    assert consistent(found)


@given(instants, zones, minutes)
def test_a_shift_moves_the_instant_and_can_be_taken_back(
    old: datetime, zone: str | None, shift: int
) -> None:
    there = redate(old, zone, Redating(minutes=shift), OFFSETS)
    assert there is not None
    assert there.instant - old == timedelta(minutes=shift)
    assert there.zone == zone
    assert consistent(there)
    back = redate(there.instant, there.zone, Redating(minutes=-shift), OFFSETS)
    assert back is not None
    assert back.instant == old


@given(instants, zones, names)
def test_a_zone_leaves_the_instant_alone(old: datetime, zone: str | None, new: str) -> None:
    found = redate(old, zone, Redating(zone=new), OFFSETS)
    assert found is not None
    assert found.instant == old
    assert found.local - old == offset_of(new, old, OFFSETS)
    assert consistent(found), "its name says the same offset"
    again = redate(found.instant, found.zone, Redating(zone=new), OFFSETS)
    assert again == found


@given(instants, zones, st.sampled_from(["", "Mars/Base", "UTC+15", "GMT+25", "../UTC", "+01:00"]))
def test_a_zone_nobody_knows_changes_nothing(old: datetime, zone: str | None, new: str) -> None:
    assert redate(old, zone, Redating(zone=new), OFFSETS) is None


def test_nothing_asked_nothing_changed() -> None:
    assert redate(NOON, "UTC+1", Redating(), OFFSETS) is None


def test_a_chosen_zone_wins() -> None:
    date = parse("2024-07-01T14:00:00+02:00")
    found = redate(NOON, None, Redating(date, zone="America/New_York"), OFFSETS)
    assert found == Dated(NOON, NOON - timedelta(hours=4), "UTC-4")


@pytest.mark.parametrize("shift", [10**9, -(10**9), 2**53])
def test_the_calendar_ends(shift: int) -> None:
    with pytest.raises(OverflowError):
        redate(datetime(9000 if shift > 0 else 1000, 1, 1, tzinfo=UTC), None,
               Redating(minutes=shift * 10), OFFSETS)  # fmt: skip


def test_years_no_phone_survives() -> None:
    with pytest.raises(ValueError, match="13"):
        parse("0013-05-05T12:00:00Z")
    first = datetime(1000, 1, 1, tzinfo=UTC)
    for redating in (Redating(minutes=-1), Redating(zone="UTC-1"), Redating(first, zone="UTC-5")):
        with pytest.raises(OverflowError):
            redate(first, None, redating, OFFSETS)
    assert redate(first, None, Redating(zone="UTC+1"), OFFSETS)


@given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?"))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = parse(text)
    except ValueError:
        return
    offset = date.utcoffset()
    assert offset is None or abs(offset) <= timedelta(hours=14)


@pytest.mark.parametrize(
    "text", ["", "now", "2024-13-01", "2024-01-01T00:00+14:01", "2024-01-01T00:00:00+01:00:30"]
)
def test_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse(text)
