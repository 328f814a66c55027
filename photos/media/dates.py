"""When a photo was taken: which of its dates counts, and in which zone.

Zones are fixed offsets only. A table from positions to zone names does not
fit a Worker, and both doors must agree: a position alone gives no zone, but
a GPS time beside the local one gives their difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import msgspec

_DATE = re.compile(
    r"\s*(\d{4})[:-](\d{1,2})[:-](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?"
    r"\s*(Z|UTC|[+-]\d{1,2}:?\d{2})?\s*\Z",
    re.ASCII,
)
_OFFSET = re.compile(r"\s*(?:Z|UTC|([+-])(\d{1,2}):?(\d{2}))\s*\Z", re.ASCII)
_WIDEST = timedelta(hours=14)
_STALE = timedelta(minutes=5)

# with the tags that hold its fraction and its zone; the first two count only with one of these
_PRIORITY = (
    ("DateTimeOriginal", "SubSecTimeOriginal", "OffsetTimeOriginal"),
    ("CreateDate", "SubSecTimeDigitized", "OffsetTimeDigitized"),
)
_PLAIN = (
    "DateTimeOriginal", "CreationDate", "CreateDate", "MediaCreateDate", "DateTimeCreated",
    "GPSDateTime", "DateTimeUTC", "SonyDateTime2", "SourceImageCreateTime",
)  # fmt: skip
_ZONES = ("OffsetTimeOriginal", "OffsetTimeDigitized", "OffsetTime", "TimeZone")

NAMES = frozenset((*(name for names in _PRIORITY for name in names), *_PLAIN, *_ZONES))
"""The tags that are looked at."""


class Moment(msgspec.Struct, frozen=True):
    """A capture time."""

    instant: datetime
    """Aware, UTC, milliseconds."""
    local: datetime
    """The photographer's wall clock written as if it were UTC."""
    zone: str | None
    """`UTC`, `UTC+13`, `UTC-5:30`."""


class _Stamp(msgspec.Struct, frozen=True):
    wall: datetime
    """Aware, labelled UTC whatever the zone."""
    offset: timedelta | None


def taken(tags: Mapping[str, object]) -> Moment | None:
    """The first date that can be read, in the order of its trustworthiness."""
    for stamp in _stamps(tags):
        offset = stamp.offset
        if offset is None:
            offset = _zone_offset(tags)
        if offset is None:
            offset = _difference(stamp.wall, _stamp(tags.get("GPSDateTime")))
        try:
            instant = stamp.wall - (offset or timedelta())
        except OverflowError:
            continue
        if instant.year >= 1000:
            return Moment(instant, stamp.wall, None if offset is None else zone_name(offset))
    return None


def zone(tags: Mapping[str, object]) -> str | None:
    """The name of the zone that some tag states by itself."""
    offset = _zone_offset(tags)
    return None if offset is None else zone_name(offset)


def zone_name(offset: timedelta) -> str:
    """`UTC`, `UTC+13`, `UTC-5:30`."""
    minutes = round(offset / timedelta(minutes=1))
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def _zone_offset(tags: Mapping[str, object]) -> timedelta | None:
    offsets = (_offset(tags.get(name)) for name in _ZONES)
    return next((offset for offset in offsets if offset is not None), None)


def _stamps(tags: Mapping[str, object]) -> Iterator[_Stamp]:
    for name, fraction, zone in _PRIORITY:
        digits = str(tags.get(fraction, "")).strip()
        offset = _offset(tags.get(zone))
        exact = digits.isascii() and digits.isdigit()
        stamp = _stamp(tags.get(name), digits if exact else "")
        if stamp and (exact or offset is not None):
            yield stamp if stamp.offset is not None else _Stamp(stamp.wall, offset)
    for name in _PLAIN:
        if stamp := _stamp(tags.get(name)):
            yield stamp


def _stamp(value: object, fraction: str = "") -> _Stamp | None:
    """Years 1000 to 9999 with a time of day; None for everything else."""
    match = _DATE.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    milliseconds = int(f"{match[7] or fraction:0<3}"[:3])
    try:
        wall = datetime(
            year, month, day, hour, minute, int(match[6] or 0), milliseconds * 1000, tzinfo=UTC
        )
    except ValueError:
        return None
    return _Stamp(wall, _offset(match[8])) if year >= 1000 else None


def _offset(value: object) -> timedelta | None:
    match = _OFFSET.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    offset = timedelta(hours=int(match[2] or 0), minutes=int(match[3] or 0))
    if offset > _WIDEST:
        return None
    return -offset if match[1] == "-" else offset


def _difference(wall: datetime, gps: _Stamp | None) -> timedelta | None:
    """Wall clock minus GPS time, where that is near a half hour; fixes may be minutes old."""
    if gps is None:
        return None
    step = timedelta(minutes=30)
    offset = round((wall - gps.wall) / step) * step
    near = abs(wall - gps.wall - offset) <= _STALE
    return offset if near and abs(offset) <= _WIDEST else None
