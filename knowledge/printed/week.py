"""An ordinary week of a line in a few words: "Monday–Thursday 08:30–09:30 and 13:00–14:00"."""

from datetime import date, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.text import capfirst

from districts import phone_hours
from districts.phone_hours import PhoneHours
from districts.phone_hours.layers import ordinary_day

A_WEEK = 7


def rows(hours: PhoneHours, today: date) -> list[tuple[str, str]]:
    """Answer days and their hours in the active language, from Monday on; days that are alike stand together."""
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(A_WEEK)]
    alike = groupby(days, key=lambda day: ordinary_day(hours, day).intervals)
    return [(names(list(run)), phone_hours.hours_text(intervals)) for intervals, run in alike]


def names(days: list[date]) -> str:
    first, last = date_format(days[0], "l"), date_format(days[-1], "l")
    return capfirst(first) if first == last else f"{capfirst(first)}–{last}"
