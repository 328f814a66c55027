"""When a photo was taken: which of its dates counts, and in which zone.

A file knows fixed offsets only: from its tags, else as the difference between
a GPS time and the local one beside it. What is left open then is said, so that
whoever knows the zone of the position can close it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from photos.moments import FIRST_YEAR

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
_UNIVERSAL = ("GPSDateTime", "DateTimeUTC")
_ZONES = ("OffsetTimeOriginal", "OffsetTimeDigitized", "OffsetTime", "TimeZone")

NAMES = frozenset((*(name for names in _PRIORITY for name in names), *_PLAIN, *_ZONES))
"""The tags that are looked at."""

Offsets = Callable[[str, datetime], timedelta | None]
"""(IANA zone, instant) -> its offset then, None for a zone nobody knows."""


class Moment(msgspec.Struct, frozen=True):
    """A capture time."""

    instant: datetime
    """Aware, UTC, milliseconds."""
    local: datetime
    """The photographer's wall clock written as if it were UTC."""
    zone: str | None
    """`UTC`, `UTC+13`, `UTC-5:30`, or by name once `placed`."""
    certain: Literal["zone", "instant", "wall", "nothing"] = "zone"
    """What the file is sure of: everything, as it states the zone; the instant,
    as its date is in UTC; the wall clock, its zone guessed at best; or nothing,
    as it has no date and the times of the file itself stand in."""


class _Stamp(msgspec.Struct, frozen=True):
    wall: datetime
    """Aware, labelled UTC whatever the zone."""
    offset: timedelta | None
    universal: bool = False
    """In UTC wherever the photographer was."""


def taken(tags: Mapping[str, object]) -> Moment | None:
    """The first date that can be read, in the order of its trustworthiness."""
    for stamp in _stamps(tags):
        offset = stamp.offset
        if offset is None:
            offset = _zone_offset(tags)
        certain: Literal["zone", "instant", "wall"] = "zone" if offset is not None else "wall"
        if stamp.universal and _zone_offset(tags) is None:
            certain = "instant"
        if offset is None:
            offset = _difference(stamp.wall, _stamp(tags.get("GPSDateTime")))
        try:
            instant = stamp.wall - (offset or timedelta())
        except OverflowError:
            continue
        if instant.year >= FIRST_YEAR:
            name = None if offset is None else zone_name(offset)
            return Moment(instant, stamp.wall, name, certain)
    return None


def placed(moment: Moment, zone: str, offsets: Offsets) -> Moment:
    """The moment in the zone of its position, as far as the file leaves that open."""
    if moment.certain == "nothing":
        named = moment.zone not in (None, "UTC")  # which is what films say without a reason
        return Moment(moment.instant, moment.local, moment.zone if named else zone)
    if moment.certain == "zone":
        return moment
    try:
        # A wall clock is taken for UTC first, which is right but near a change of clocks.
        offset = offsets(zone, moment.local if moment.certain == "wall" else moment.instant)
        if offset is not None and moment.certain == "wall":
            offset = offsets(zone, moment.local - offset)
        if offset is None:
            return moment
        if moment.certain == "wall":
            found = Moment(moment.local - offset, moment.local, zone)
        else:
            found = Moment(moment.instant, moment.instant + offset, zone)
    except OverflowError:
        return moment
    return found if found.instant.year >= 1000 else moment


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
            yield _Stamp(stamp.wall, stamp.offset, name in _UNIVERSAL)


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
    return _Stamp(wall, _offset(match[8])) if year >= FIRST_YEAR else None


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
