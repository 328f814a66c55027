"""Instants as the text they are stored and sent as."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

FIRST_YEAR = 1000
"""Phones die of dates before it; a photo's date below is a fault of whoever wrote it."""


def text(moment: datetime) -> str:
    """An aware instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`, cut to milliseconds.

    Text of this shape sorts like the instants it stands for, which is what
    every date comparison in SQL relies on. Raises ValueError for a naive one.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs a zone")
    utc = moment.astimezone(UTC)
    return f"{utc.isoformat(timespec='milliseconds').removesuffix('+00:00')}Z"


def parse(written: str) -> datetime:
    """The instant a contract date-time or a stored text names (a zone is mandatory).

    Raises ValueError for one that is not within the years 1 to 9999 of UTC.
    """
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(f"{written!r} names no zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{written!r} is beyond the calendar in UTC") from None


def nearest(written: str) -> str:
    """A contract date-time as it is stored; one that is beyond the calendar in UTC is
    its nearest end. For bounds and expiry, where that comes to the same."""
    try:
        return text(parse(written))
    except ValueError:
        return f"{written[:4]}-12-31T23:59:59.999Z" if written > "5" else "0001-01-01T00:00:00.000Z"


def believable(dates: Sequence[datetime]) -> list[datetime]:
    """Aware dates of one file in UTC, each of them after the year 1000: one before it
    gives way to another that is not, or to the first day of that year."""
    utc = [date.astimezone(UTC) for date in dates]
    sound = [date for date in utc if date.year >= FIRST_YEAR]
    instead = sound[0] if sound else datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    return [date if date.year >= FIRST_YEAR else instead for date in utc]


def first_id(moment: datetime) -> str:
    """The least update id (UUID version 7) of that millisecond: ids made earlier are less."""
    passed = moment - datetime(1970, 1, 1, tzinfo=UTC)
    digits = f"{passed // timedelta(milliseconds=1):012x}"
    return f"{digits[:8]}-{digits[8:]}-7000-8000-000000000000"


def days_before(moment: datetime, days: int) -> datetime:
    """So many days earlier; the first moment there is, for days without number."""
    first = datetime.min.replace(tzinfo=UTC)
    return first if days > (moment - first).days else moment - timedelta(days=days)
