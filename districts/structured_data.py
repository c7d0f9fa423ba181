"""Pages for search engines, in the words of schema.org; phone hours as OpeningHoursSpecification.

Everything is dated and only for the weeks ahead, because the vocabulary cannot say "not known": about such a day
nothing is said. Closures from moment to moment are left to the page itself.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from districts.phone_hours import DayView, Interval, Layer, Mode, PhoneHours, Season, Week, day
from districts.phone_hours.layers import season_on, week_on
from districts.phone_hours.values import MINUTES_PER_DAY

DAYS_AHEAD = 56
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
UNUSUAL = {Layer.EXCEPTION, Layer.HOLIDAY}
# In JSON that stands in a page: what could end the element it stands in.
UNSAFE_IN_PAGE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

Specification = dict[str, Any]


def for_search_engines(data: dict[str, Any]) -> SafeString:
    """Answer data as JSON that may stand in a page."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    return mark_safe(text.translate(UNSAFE_IN_PAGE))  # noqa: S308 — escaped in the line above


def opening_hours(hours: PhoneHours, on: date) -> list[Specification]:
    """Answer `openingHoursSpecification` from the day on: each week or season with the days between which it holds."""
    if hours.mode is Mode.ALWAYS:
        return [{**_times(Interval(0, MINUTES_PER_DAY)), "dayOfWeek": WEEKDAYS}]
    if hours.mode is not Mode.HOURS:
        return []
    return [
        specification
        for basis, run in groupby(_days_ahead(hours, on), key=lambda each: _basis(hours, each))
        if basis is not None
        for specification in _of_week(basis, list(run))
    ]


def special_opening_hours(hours: PhoneHours, on: date) -> list[Specification]:
    """Answer `specialOpeningHoursSpecification`: exceptions and holidays whose hours are known."""
    return [
        {**times, "validFrom": str(each.date), "validThrough": str(each.date)}
        for each in _days_ahead(hours, on)
        if each.layer in UNUSUAL and each.intervals is not None
        for times in map(_times, each.intervals or [None])
    ]


def _days_ahead(hours: PhoneHours, on: date) -> Iterator[DayView]:
    return (day(hours, on + timedelta(days=number)) for number in range(DAYS_AHEAD))


def _basis(hours: PhoneHours, view: DayView) -> Season | Week | None:
    """Answer what the day's ordinary hours rest on; None where they must not be taken for granted."""
    if view.layer in UNUSUAL and view.intervals is None:
        return None
    return season_on(hours, view.date) or week_on(hours, view.date)


def _of_week(basis: Season | Week, run: list[DayView]) -> list[Specification]:
    """Answer the hours of a week, those that are alike on several weekdays together."""
    weekdays: dict[Interval, list[str]] = {}
    for name, intervals in zip(WEEKDAYS, basis.days, strict=True):
        for slot in intervals or ():
            weekdays.setdefault(slot, []).append(name)
    return [
        {
            **_times(slot),
            "dayOfWeek": names,
            "validFrom": str(run[0].date),
            "validThrough": str(run[-1].date),
        }
        for slot, names in weekdays.items()
    ]


def _times(slot: Interval | None) -> Specification:
    """Answer from and to. A whole day ends at 23:59, a closed one begins and ends at 00:00; past midnight, to is before from."""
    starts, ends = (slot.starts, slot.ends) if slot else (0, 0)
    if ends - starts >= MINUTES_PER_DAY:
        ends = MINUTES_PER_DAY - 1
    return {"@type": "OpeningHoursSpecification", "opens": _time(starts), "closes": _time(ends)}


def _time(minute: int) -> str:
    hour, minute = divmod(minute % MINUTES_PER_DAY, 60)
    return f"{hour:02d}:{minute:02d}"
