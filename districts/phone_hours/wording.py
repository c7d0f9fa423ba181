"""The engine's answers in words, in the language asked for.

How a time and a date are written is part of the translation: `08:30` in English, `08.30` in Swedish.
"""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from districts.phone_hours import clock
from districts.phone_hours.answers import Answer, open_at
from districts.phone_hours.values import (
    MINUTES_PER_DAY,
    Day,
    Interval,
    Layer,
    Mode,
    PhoneHours,
    State,
)

WEEKDAYS = [
    pgettext_lazy("in a sentence: opens …", "Monday"),
    pgettext_lazy("in a sentence: opens …", "Tuesday"),
    pgettext_lazy("in a sentence: opens …", "Wednesday"),
    pgettext_lazy("in a sentence: opens …", "Thursday"),
    pgettext_lazy("in a sentence: opens …", "Friday"),
    pgettext_lazy("in a sentence: opens …", "Saturday"),
    pgettext_lazy("in a sentence: opens …", "Sunday"),
]
ALL_DAY = Interval(0, MINUTES_PER_DAY)
DAYS_WITHOUT_DATE = 7  # "Monday" is the nearest one; from a week away on it has its date beside it


def describe(hours: PhoneHours, at: datetime, language: str) -> str:
    """Answer in one or two short sentences whether the line is open, and until or from when."""
    with translation.override(language):
        answer = open_at(hours, at)
        if answer.state is State.OPEN:
            return _open(answer, at)
        if answer.opens_at:
            return _not_open(answer, at, answer.opens_at)
        return _not_open_soon(answer, hours.mode)


def hours_text(intervals: Day) -> str:
    """Answer "08:30–09:30 and 13:00–14:00" in the active language."""
    if intervals is None:
        return _("not known")
    if not intervals:
        return _("closed")
    if intervals == (ALL_DAY,):
        return _("around the clock")
    *first, last = [_interval_text(slot) for slot in sorted(intervals)]
    if not first:
        return last
    return _("%(hours)s and %(last_hours)s") % {"hours": ", ".join(first), "last_hours": last}


def moment_text(moment: datetime, at: datetime) -> str:
    """Answer "today 13:00", "tomorrow 08:30", "Monday 08:30" or "Tuesday 24 November 10:30", as seen from `at`."""
    day, minute = clock.wall(moment)
    time = time_text(minute)
    days_ahead = (day - clock.wall(at)[0]).days
    if days_ahead == 0:
        return _("today %(time)s") % {"time": time}
    if days_ahead == 1:
        return _("tomorrow %(time)s") % {"time": time}
    weekday = WEEKDAYS[day.weekday()]
    if abs(days_ahead) < DAYS_WITHOUT_DATE:
        return _("%(day)s %(time)s") % {"day": weekday, "time": time}
    date = date_format(day, pgettext("day and month, in Django's date format", "j F"))
    dated = _("%(weekday)s %(date)s") % {"weekday": weekday, "date": date}
    return _("%(day)s %(time)s") % {"day": dated, "time": time}


def time_text(minute: int) -> str:
    """Answer "08:30"; 1440 is "24:00", and later minutes are told as the wall clock shows them."""
    shown = minute if minute <= MINUTES_PER_DAY else minute - MINUTES_PER_DAY
    hour, minute = divmod(shown, 60)
    return pgettext("time of day", "%(hour)02d:%(minute)02d") % {"hour": hour, "minute": minute}


def _open(answer: Answer, at: datetime) -> str:
    if answer.closes_at is None:
        return _("Open around the clock")
    return _("Open now, closes %(time)s") % {"time": _closing_text(answer.closes_at, at)}


def _closing_text(closes_at: datetime, at: datetime) -> str:
    """Answer "14:00" for today; midnight is today's 24:00."""
    last_moment = closes_at - timedelta(microseconds=1)
    if clock.wall(last_moment)[0] != clock.wall(at)[0]:
        return moment_text(closes_at, at)
    return time_text(clock.wall(closes_at)[1] or MINUTES_PER_DAY)


def _not_open(answer: Answer, at: datetime, opens_at: datetime) -> str:
    when = {"time": moment_text(opens_at, at)}
    if answer.state is State.NOT_KNOWN:
        return _("We do not know if it is open now. Next known opening: %(time)s") % when
    if answer.may_open_earlier:
        return _("Closed. Next known opening: %(time)s") % when
    return _("Closed. Opens %(time)s") % when


def _not_open_soon(answer: Answer, mode: Mode) -> str:
    if answer.layer is Layer.MODE and mode is Mode.BY_APPOINTMENT:
        return _("By appointment")
    if answer.layer is Layer.MODE:
        return _("We do not know the hours")
    if answer.state is State.NOT_KNOWN:
        return _("We do not know if it is open now")
    return _("Closed. We do not know when it opens") if answer.may_open_earlier else _("Closed")


def _interval_text(slot: Interval) -> str:
    return f"{time_text(slot.starts)}–{time_text(slot.ends)}"
