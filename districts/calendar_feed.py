"""A line's hours as a calendar to subscribe to (iCalendar, RFC 5545): what is open, and which days are not as usual."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from districts.models import PhoneLine
from districts.phone_hours import LOCAL, DayView, Mode, PhoneHours, closures_on, day, openings
from districts.phone_hours.clock import midnight
from districts.phone_hours.layers import ordinary_day

PRODUCT = "-//Contact centre//Phone hours//EN"
EVENTS = uuid.UUID(
    "5d9b9d70-6a86-4c64-9a36-1d2b7f0c2f5e"
)  # the name space of our events' identities
ONE_DAY = timedelta(days=1)
REFRESH = timedelta(hours=6)


def ical(line: PhoneLine, hours: PhoneHours, first: date, last: date, language: str) -> bytes:
    """Answer the calendar from the first to the last day, both included, in the language.

    It is stamped with its first day, so that it stays the same, byte for byte, until the hours or the day change.
    """
    with translation.override(language):
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("name", str(line))
        calendar.add("x-wr-calname", str(line))
        calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
        for event in _events(line, hours, first, last):
            event.add("dtstamp", midnight(first).astimezone(UTC))
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    calendar.add_missing_timezones(date(first.year, 1, 1), date(last.year, 12, 31))
    feed: bytes = calendar.to_ical()
    return feed


def _events(line: PhoneLine, hours: PhoneHours, first: date, last: date) -> Iterator[Event]:
    if hours.mode is Mode.ALWAYS:
        title = _("%(line)s: open around the clock") % {"line": line}
        yield _event(line, "always", title, first, last + ONE_DAY)
    for opening in openings(hours, first, last):
        title = _("%(line)s: open") % {"line": line}
        yield _event(line, "open", title, opening.starts_at, opening.ends_at)
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
    for view in (day(hours, on) for on in days):
        if _is_unusual(hours, view):
            yield _event(line, "day", _title(line, view), view.date, view.date + ONE_DAY)
    for closure in {each: None for on in days for each in closures_on(hours, on)}:
        title = _("%(line)s: closed, %(reason)s") % {"line": line, "reason": closure.reason}
        yield _event(line, "closure", title, closure.starts_at, closure.ends_at)


def _is_unusual(hours: PhoneHours, view: DayView) -> bool:
    """Answer whether a day has no hours that ordinarily has some, or may have."""
    return not view.intervals and view.intervals != ordinary_day(hours, view.date).intervals


def _title(line: PhoneLine, view: DayView) -> str:
    names = {"line": line, "reason": view.reason}
    if view.intervals is None:
        return _("%(line)s: hours not known, %(reason)s") % names
    return _("%(line)s: closed, %(reason)s") % names


def _event(
    line: PhoneLine, kind: str, title: str, starts: date | datetime, ends: date | datetime
) -> Event:
    """Answer an event that keeps its identity as long as line, kind and beginning are the same."""
    event = Event()
    begins = "" if kind == "always" else _written(starts).isoformat()
    event.add("uid", str(uuid.uuid5(EVENTS, f"{line.slug} {kind} {begins}")))
    event.add("summary", title)
    event.add("dtstart", _written(starts))
    event.add("dtend", _written(ends))
    if line.number:
        event.add("description", line.number)
    return event


def _written(moment: date | datetime) -> date | datetime:
    """Answer the moment by the wall clock; in UTC in the hour that it shows a second time, which it cannot tell."""
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(LOCAL)
    return moment.astimezone(UTC) if local.fold else local
