"""Priorities and zones of media.md section 3, on tags as the readers hand them over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bindings.local.clock import SystemClock
from photos.media import dates

ORIGINAL = "DateTimeOriginal"


def told(**tags: object) -> tuple[str, str, str | None] | None:
    moment = dates.taken(tags)
    if moment is None:
        return None
    assert moment.instant.tzinfo is moment.local.tzinfo is UTC
    forms = (time.isoformat().removesuffix("+00:00") for time in (moment.instant, moment.local))
    instant, local = forms
    return instant, local, moment.zone


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (
            {ORIGINAL: "2022:01:01 00:00:00"},
            ("2022-01-01T00:00:00", "2022-01-01T00:00:00", None),
        ),
        (
            {ORIGINAL: "2022:01:01 00:00:00+13:00"},
            ("2021-12-31T11:00:00", "2022-01-01T00:00:00", "UTC+13"),
        ),
        (
            {ORIGINAL: "2022:01:01 00:00:00", "OffsetTimeOriginal": "+13:00"},
            ("2021-12-31T11:00:00", "2022-01-01T00:00:00", "UTC+13"),
        ),
        (
            {ORIGINAL: "2024-09-01T00:00:00+00:00"},
            ("2024-09-01T00:00:00", "2024-09-01T00:00:00", "UTC"),
        ),
        (
            {ORIGINAL: "2024:09:01 00:00:00", "OffsetTime": "Z"},
            ("2024-09-01T00:00:00", "2024-09-01T00:00:00", "UTC"),
        ),
        (
            {ORIGINAL: "2024:09:01 10:00:00", "SubSecTimeOriginal": "5", "OffsetTime": "-05:30"},
            ("2024-09-01T15:30:00.500000", "2024-09-01T10:00:00.500000", "UTC-5:30"),
        ),
        (
            {ORIGINAL: "2024:09:01 10:00:00", "SubSecTimeOriginal": "023460"},
            ("2024-09-01T10:00:00.023000", "2024-09-01T10:00:00.023000", None),
        ),
        (
            {ORIGINAL: "2019:03:21 11:04:22", "GPSDateTime": "2019:03:21 16:04:21.010Z"},
            ("2019-03-21T16:04:22", "2019-03-21T11:04:22", "UTC-5"),
        ),
        (
            {ORIGINAL: "2022:01:01 14:00:00", "GPSDateTime": "2022:01:01 00:00:00Z"},
            ("2022-01-01T00:00:00", "2022-01-01T14:00:00", "UTC+14"),
        ),
        (
            {"GPSDateTime": "2019:03:21 16:04:21.010Z"},
            ("2019-03-21T16:04:21.010000", "2019-03-21T16:04:21.010000", "UTC"),
        ),
    ],
)
def test_reference_cases(tags: dict[str, object], expected: tuple[str, str, str | None]) -> None:
    assert told(**tags) == expected


@pytest.mark.parametrize("gps", ["2019:03:21 16:20:00Z", "2019:03:22 23:04:22Z", "2019:03:21", ""])
def test_a_gps_time_that_fits_no_zone_tells_none(gps: str) -> None:
    found = told(DateTimeOriginal="2019:03:21 11:04:22", GPSDateTime=gps)
    assert found is not None
    assert found[2] is None


def test_the_first_readable_date_in_order_counts() -> None:
    order = [
        ORIGINAL, "CreationDate", "CreateDate", "MediaCreateDate", "DateTimeCreated",
        "GPSDateTime", "DateTimeUTC", "SonyDateTime2", "SourceImageCreateTime",
    ]  # fmt: skip
    tags: dict[str, object] = {
        name: f"2023:01:{day:02} 01:00:00" for day, name in enumerate(order, start=1)
    }
    for day, name in enumerate(order, start=1):
        found = told(**tags)
        assert found is not None
        assert found[1].startswith(f"2023-01-{day:02}")
        tags[name] = "2023:13:13 00:00:00"
    assert told(**tags) is None


def test_a_digitisation_time_with_a_fraction_beats_a_bare_original() -> None:
    tags = {ORIGINAL: "2023:01:01 01:00:00", "CreateDate": "2023:02:02 01:00:00"}
    assert told(**tags, SubSecTimeDigitized="7") == (
        "2023-02-02T01:00:00.700000", "2023-02-02T01:00:00.700000", None,
    )  # fmt: skip
    found = told(**tags, SubSecTimeDigitized="7", SubSecTimeOriginal="1")
    assert found is not None
    assert found[0].startswith("2023-01-01")
    found = told(**tags, OffsetTimeDigitized="+02:00")
    assert found is not None
    assert found[0].startswith("2023-02-01T23"), "and so does one with a zone"


@pytest.mark.parametrize(
    "text",
    [
        "", "2023:01:01", "0000:00:00 00:00:00", "    :  :     :  :  ", "2023:02:30 10:00:00",
        "0999:12:31 23:59:59", "1000:01:01 00:00:00+01:00", "9999:12:31 23:59:59-01:00",
        "12023:01:01 00:00:00", "2023:01:01 24:00:00", "2023:01:01 00:00:00+25:00x",
        "２０２３:01:01 00:00:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_skipped(text: str) -> None:
    assert told(DateTimeOriginal=text) is None
    assert told(DateTimeOriginal=text, CreateDate="2020:01:01 00:00:00") is not None
    assert told(DateTimeOriginal=text, SubSecTimeOriginal="5") is None


@pytest.mark.parametrize("fraction", ["²", "٣", "5x", "-5", " "])
def test_what_is_no_fraction_is_none(fraction: str) -> None:
    found = told(DateTimeOriginal="2023:01:01 00:00:00", SubSecTimeOriginal=fraction)
    assert found == ("2023-01-01T00:00:00", "2023-01-01T00:00:00", None)


def test_absurd_offsets_are_no_zones() -> None:
    assert told(DateTimeOriginal="2023:01:01 00:00:00", OffsetTimeOriginal="+99:00") == (
        "2023-01-01T00:00:00", "2023-01-01T00:00:00", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("offset", "name"),
    [("+05:45", "UTC+5:45"), ("-04:00", "UTC-4"), ("+14:00", "UTC+14"), ("-00:30", "UTC-0:30")],
)
def test_zone_names(offset: str, name: str) -> None:
    assert dates.zone({"OffsetTime": offset}) == name


def test_the_machine_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    moment = dates.taken({ORIGINAL: "2022:01:01 00:00:00"})
    assert moment is not None
    assert moment.instant == datetime(2022, 1, 1, tzinfo=UTC)


MADRID = "Europe/Madrid"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (  # a wall clock
            {ORIGINAL: "2022:07:01 12:00:00"},
            ("2022-07-01T10:00:00", "2022-07-01T12:00:00", MADRID),
        ),
        (
            {ORIGINAL: "2022:07:01 12:00:00", "SubSecTimeOriginal": "5"},
            ("2022-07-01T10:00:00.500000", "2022-07-01T12:00:00.500000", MADRID),
        ),
        (  # a guess from the GPS time is only one
            {ORIGINAL: "2022:07:01 12:00:00", "GPSDateTime": "2022:07:01 09:00:00Z"},
            ("2022-07-01T10:00:00", "2022-07-01T12:00:00", MADRID),
        ),
        (  # an offset is none
            {ORIGINAL: "2022:07:01 12:00:00+09:00"},
            ("2022-07-01T03:00:00", "2022-07-01T12:00:00", "UTC+9"),
        ),
        (
            {ORIGINAL: "2022:07:01 12:00:00", "OffsetTime": "Z"},
            ("2022-07-01T12:00:00", "2022-07-01T12:00:00", "UTC"),
        ),
        (  # GPS counts in UTC
            {"GPSDateTime": "2022:07:01 12:00:00Z"},
            ("2022-07-01T12:00:00", "2022-07-01T14:00:00", MADRID),
        ),
        (  # half an hour after the clocks changed
            {"GPSDateTime": "2022:03:27 01:30:00Z"},
            ("2022-03-27T01:30:00", "2022-03-27T03:30:00", MADRID),
        ),
        (  # on either side of the hour that is there twice, and of the one that is not
            {ORIGINAL: "2022:10:30 01:59:59"},
            ("2022-10-29T23:59:59", "2022-10-30T01:59:59", MADRID),
        ),
        (
            {ORIGINAL: "2022:10:30 03:00:00"},
            ("2022-10-30T02:00:00", "2022-10-30T03:00:00", MADRID),
        ),
        (
            {ORIGINAL: "2022:03:27 01:59:59"},
            ("2022-03-27T00:59:59", "2022-03-27T01:59:59", MADRID),
        ),
        (
            {ORIGINAL: "2022:03:27 03:00:00"},
            ("2022-03-27T01:00:00", "2022-03-27T03:00:00", MADRID),
        ),
    ],
)
def test_in_the_zone_of_the_position(
    tags: dict[str, object], expected: tuple[str, str, str]
) -> None:
    moment = dates.taken(tags)
    assert moment is not None
    found = dates.placed(moment, MADRID, SystemClock().offset)
    forms = (time.isoformat().removesuffix("+00:00") for time in (found.instant, found.local))
    assert (*forms, found.zone) == expected


@pytest.mark.parametrize("text", ["1000:01:01 00:00:00", "9999:12:31 23:59:59"])
def test_a_zone_at_the_ends_of_the_calendar(text: str) -> None:
    moment = dates.taken({ORIGINAL: text})
    assert moment is not None
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Nowhere/At_All"):
        found = dates.placed(moment, zone, SystemClock().offset)
        assert found.instant.year >= 1000
        assert found.local == moment.local


def test_the_times_of_the_file_itself_are_not_moved() -> None:
    moment = dates.Moment(datetime(2022, 7, 1, tzinfo=UTC), datetime(2022, 7, 1, tzinfo=UTC),
                          None, "nothing")  # fmt: skip
    found = dates.placed(moment, MADRID, SystemClock().offset)
    assert (found.instant, found.local, found.zone) == (moment.instant, moment.local, MADRID)
