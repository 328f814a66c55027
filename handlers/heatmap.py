"""The calendar heat map: of oneself, and for admins of anybody."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import UnsetType

from generated import models
from generated.routes.users import GetMyCalendarHeatmapQuery
from generated.routes.users_admin import GetUserCalendarHeatmapAdminQuery
from handlers.call import Call
from handlers.decode import Invalid
from photos import heatmap

Query = GetMyCalendarHeatmapQuery | GetUserCalendarHeatmapAdminQuery

_DAY = timedelta(days=1)
_SPAN = timedelta(weeks=52) - _DAY
_LONGEST = 36_525 * _DAY
"""Each day is a line of the answer, so without an end one request could ask for millions."""


async def show(call: Call, owner_id: str, query: Query) -> models.CalendarHeatmapResponseDto:
    """Every day from `from` to `to`, empty ones too. Raises Invalid for an odd period."""
    first, last = period(query, call.bindings.clock.now().date())
    axis: heatmap.Axis = "taken" if query.type is models.CalendarHeatmapType.TAKEN else "created"
    found = await heatmap.days(call.bindings.database, owner_id, axis, first, last)
    counts = {day.date: day.count for day in found}
    dates = [(first + n * _DAY).isoformat() for n in range((last - first).days + 1)]
    return models.CalendarHeatmapResponseDto(
        from_=first.isoformat(),
        series=[
            models.CalendarHeatmapResponseDtoSeriesItem(count=counts.get(day, 0), date=day)
            for day in dates
        ],
        to=last.isoformat(),
        totalCount=sum(counts.values()),
    )


def period(query: Query, today: date) -> tuple[date, date]:
    """The first and the last day asked for; a year of weeks up to today by default."""
    last = _date(query.to, "to") or today
    first = _date(query.from_, "from") or last - min(_SPAN, last - date.min)
    if first > last:
        raise _invalid("from", "from must be before to")
    if last - first > _LONGEST:
        raise _invalid("from", "from must be at most 100 years before to")
    return first, last


def _date(text: str | UnsetType, name: str) -> date | None:
    if isinstance(text, UnsetType):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # the year 0000, which the pattern lets through
        raise _invalid(name, "Invalid date") from None


def _invalid(name: str, message: str) -> Invalid:
    return Invalid([{"code": "custom", "path": [name], "message": message}])
