"""The weeks, seasons and exceptions of a line as a list to choose from, in the language of whoever reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from districts.hours_differences import span_of_season
from districts.models.hours import Weekday
from districts.phone_hours import Day, Days, PhoneHours, hours_text
from districts.phone_hours.layers import week_on


@dataclass(frozen=True)
class Part:
    """One week, season or exception. `original` is how a form names it; what has passed cannot be changed."""

    original: str
    title: str
    text: str
    is_current: bool = False
    may_change: bool = True


def weeks(hours: PhoneHours, today: date) -> list[Part]:
    """Answer today's week and those to come."""
    current = week_on(hours, today)
    return [
        Part(
            original=str(week.valid_from),
            title=_("From %(date)s") % {"date": date_format(week.valid_from)},
            text=week_text(week.days),
            is_current=week == current,
            may_change=week.valid_from > today,
        )
        for week in hours.weeks
        if week == current or week.valid_from > today
    ]


def seasons(hours: PhoneHours, today: date) -> list[Part]:
    return [
        Part(
            original=season.name,
            title=f"{season.name}, {span_of_season(season)}",
            text=week_text(season.days),
            is_current=season.turn(today) is not None,
        )
        for season in hours.seasons
    ]


def exceptions(hours: PhoneHours, today: date) -> list[Part]:
    """Answer the exceptions to come, and those of today."""
    return [
        Part(
            original=str(exception.first),
            title=_days_text(exception.first, exception.last),
            text=f"{exception.reason}: {hours_text(exception.hours)}",
            is_current=exception.first <= today,
        )
        for exception in hours.exceptions
        if exception.last >= today
    ]


LISTS: dict[str, Callable[[PhoneHours, date], list[Part]]] = {
    "week": weeks,
    "seasons": seasons,
    "exceptions": exceptions,
}


def week_text(days: Days) -> str:
    """Answer "Monday–Wednesday 08:30–09:30; Thursday closed; …": days with the same hours together."""
    named = zip(map(str, Weekday.labels), days, strict=True)
    alike = [list(group) for _hours, group in groupby(named, key=lambda each: each[1])]
    return capfirst("; ".join(f"{_weekdays(group)} {hours_text(group[0][1])}" for group in alike))


def _weekdays(group: list[tuple[str, Day]]) -> str:
    first, last = group[0][0], group[-1][0]
    return first if first == last else f"{first}–{last}"


def _days_text(first: date, last: date) -> str:
    if first == last:
        return date_format(first)
    return f"{date_format(first)} – {date_format(last)}"
