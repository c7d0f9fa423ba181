"""The days ahead as residents see them: a table of the coming week, and the days that are not as usual.

Everything is in the active language. A reason that an editor wrote is in Swedish, and is marked so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from districts import phone_hours
from districts.phone_hours import LOCAL, Closure, DayView, Interval, Layer, PhoneHours, clock
from districts.phone_hours.layers import ordinary_day
from districts.phone_hours.values import MINUTES_PER_DAY

DAYS_IN_TABLE = 7
DAYS_AHEAD = 90  # how far ahead one is told of days that are not as usual
UNUSUAL = {Layer.EXCEPTION, Layer.HOLIDAY}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """A row of the table of hours, as components/_hours.html takes it."""

    name: str
    date: str
    intervals: list[str]
    text: str
    note: SafeString
    is_today: bool


@dataclass(frozen=True)
class Change:
    """Days, one or several in a row, on which the hours are not as usual."""

    days: str
    hours: str
    reason: SafeString


def table(hours: PhoneHours, at: datetime) -> list[Row]:
    """Answer seven rows, from today on; closures that are over are left out."""
    today = at.astimezone(LOCAL).date()
    return [_row(hours, view, at) for view in _views(hours, today, DAYS_IN_TABLE)]


def changes(hours: PhoneHours, at: datetime) -> list[Change]:
    """Answer the exceptions and holidays to come on which the hours are other than on an ordinary such day."""
    views = _views(hours, at.astimezone(LOCAL).date(), DAYS_AHEAD)
    unusual = (view for view in views if view.layer in UNUSUAL)
    runs = groupby(unusual, key=lambda view: (view.layer, view.reason, view.intervals))
    found = []
    for (layer, reason, intervals), run in runs:
        days = [view.date for view in run]
        if any(ordinary_day(hours, day).intervals != intervals for day in days):
            found.append(
                Change(
                    days=_days_text(days[0], days[-1]),
                    hours=phone_hours.hours_text(intervals),
                    reason=reason_text(layer, reason),
                )
            )
    return found


def reason_text(layer: Layer, reason: str) -> SafeString:
    """Answer the reason, marked with its language. The library names holidays in English or in Swedish."""
    reads_english = layer is Layer.HOLIDAY and get_language() == "en"
    return format_html('<bdi lang="{}">{}</bdi>', "en" if reads_english else "sv", reason)


def _views(hours: PhoneHours, first: date, count: int) -> Iterator[DayView]:
    return (phone_hours.day(hours, first + number * ONE_DAY) for number in range(count))


def _row(hours: PhoneHours, view: DayView, at: datetime) -> Row:
    closures = phone_hours.closures_on(hours, view.date)
    notes = [(_closed_text(each, view.date),) for each in closures if each.ends_at > at]
    if view.layer in UNUSUAL and view.reason:
        notes.append((reason_text(view.layer, view.reason),))
    return Row(
        name=capfirst(date_format(view.date, "l")),
        date=date_format(
            view.date, pgettext("day and short month, in Django's date format", "j M")
        ),
        intervals=[phone_hours.hours_text((slot,)) for slot in view.intervals or ()],
        text="" if view.intervals else capfirst(phone_hours.hours_text(view.intervals)),
        note=format_html_join(" · ", "{}", notes),
        is_today=view.date == at.astimezone(LOCAL).date(),
    )


def _closed_text(closure: Closure, on: date) -> SafeString:
    """Answer "Closed 10:00–12:00: staff meeting", as far as the closure touches the day; it lasts a minute at least."""
    day_starts, minute_starts = clock.wall(closure.starts_at)
    day_ends, minute_ends = clock.wall(closure.ends_at)
    starts = minute_starts if day_starts == on else 0
    ends = minute_ends if day_ends == on else MINUTES_PER_DAY
    words = {
        "hours": phone_hours.hours_text((Interval(starts, max(ends, starts + 1)),)),
        "reason": reason_text(Layer.CLOSURE, closure.reason),
    }
    return format_html(_("Closed {hours}: {reason}"), **words)


def _days_text(first: date, last: date) -> str:
    pattern = pgettext("weekday and date, in Django's date format", "l j F")
    texts = [capfirst(date_format(first, pattern))]
    if last != first:
        texts.append(date_format(last, pattern))
    return " – ".join(texts)
