"""What becomes of an asset's date when a person sets it right."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from photos.media.dates import Offsets as Offsets, zone_name
from photos.moments import FIRST_YEAR

_FIXED = re.compile(r"UTC(?:([+-])(\d{1,2})(?::?([0-5]\d))?)?", re.ASCII)
_IANA = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]*", re.ASCII)
_WIDEST = timedelta(hours=14)


class Redating(Struct, frozen=True):
    """What to do to the dates of some assets. Everything left out stays."""

    date: datetime | None = None
    """The new date: with an offset, which becomes the zone, or the wall clock in UTC."""
    minutes: int = 0
    """To be added, may be negative."""
    zone: str | None = None
    """The new zone, IANA or `UTC-5:30`; wins over the date's offset, and counts
    for nothing when nobody knows it."""


class Dated(Struct, frozen=True):
    """A capture time: the aware instant, the wall clock there as if it were
    UTC, and the zone between them."""

    instant: datetime
    local: datetime
    zone: str | None


def parse(text: str) -> datetime:
    """A date as clients send it, ISO 8601, with or without an offset, of the year 1000 or
    later. Raises ValueError."""
    date = datetime.fromisoformat(text)
    if date.year < FIRST_YEAR:
        raise ValueError(f"nobody took a photo in {date.year}")
    offset = date.utcoffset()
    if offset is not None and (abs(offset) > _WIDEST or offset % timedelta(minutes=1)):
        raise ValueError(f"no place on earth is at {offset}")
    return date


def redate(
    instant: datetime, zone: str | None, redating: Redating, offsets: Offsets
) -> Dated | None:
    """The date that replaces this one, None when all stays as it is.

    A zone is kept as its offset at that instant, as extraction keeps it: a file
    knows no other. Raises OverflowError beyond the years 1000 to 9999.
    """
    date = redating.date
    if date is not None:
        instant = (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    instant += timedelta(minutes=redating.minutes)
    chosen = offset_of(redating.zone, instant, offsets)
    if chosen is None and date is not None:
        chosen = date.utcoffset()
    if chosen is not None:
        zone = zone_name(chosen)
    elif date is None and not redating.minutes:
        return None
    else:
        chosen = offset_of(zone, instant, offsets) or timedelta()
    local = instant + chosen
    if min(instant, local).year < FIRST_YEAR:
        raise OverflowError(f"nobody took a photo in {local.year}")
    return Dated(instant, local, zone)


def offset_of(zone: str | None, instant: datetime, offsets: Offsets) -> timedelta | None:
    """How far a zone, IANA or `UTC-5:30`, is ahead of UTC at that instant; None if unknown."""
    if zone is None:
        return None
    if fixed := _FIXED.fullmatch(zone):
        offset = timedelta(hours=int(fixed[2] or 0), minutes=int(fixed[3] or 0))
        if offset > _WIDEST:
            return None
        return -offset if fixed[1] == "-" else offset
    return offsets(zone, instant) if _IANA.fullmatch(zone) else None
