"""The feed, read back as a calendar program reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from districts import calendar_feed
from districts.phone_hours import Closure, ExceptionPeriod, Holiday, PhoneHours
from tests.districts.facts import (
    KONTAKTCENTER,
    MIDSUMMER_EVE,
    MIDSUMMER_EVE_UNDECIDED,
    SKARHOLMEN_HANDLERS,
    SOCIALJOUREN,
    at,
    every_day,
    week_of,
)
from tests.factories import PhoneLineFactory, UnitFactory

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


@pytest.fixture
def line():
    unit = UnitFactory.build(district=None, name_sv="Skärholmen", name_en="Skärholmen")
    return PhoneLineFactory.build(
        unit=unit, slug="skarholmen-handlers", role_sv="handläggare", role_en="handlers"
    )


def read(line, hours, first=MONDAY, last=SUNDAY, language="en"):
    return Calendar.from_ical(calendar_feed.ical(line, hours, first, last, language))


def titles(calendar):
    return [str(event["summary"]) for event in calendar.events]


def test_each_opening_is_an_event(line):
    calendar = read(line, SKARHOLMEN_HANDLERS)

    spans = [(event["dtstart"].dt, event["dtend"].dt) for event in calendar.events]

    assert len(spans) == 9
    assert spans[0] == (at("2026-11-16 08:30"), at("2026-11-16 09:30"))
    assert spans[6] == (at("2026-11-19 13:00"), at("2026-11-19 14:00"))  # Thursday
    assert {event["dtstart"].params["tzid"] for event in calendar.events} == {"Europe/Stockholm"}
    assert [zone["tzid"] for zone in calendar.timezones] == ["Europe/Stockholm"]
    assert set(titles(calendar)) == {"Skärholmen, handlers: open"}


def test_events_keep_their_identity_from_day_to_day_and_change_with_their_beginning(line):
    today = {str(event["uid"]) for event in read(line, SKARHOLMEN_HANDLERS).events}
    tomorrow = {
        str(event["uid"]) for event in read(line, SKARHOLMEN_HANDLERS, date(2026, 11, 17)).events
    }
    later = {str(event["uid"]) for event in read(line, KONTAKTCENTER).events}

    assert len(today) == 9
    assert tomorrow < today
    assert not today & later


def test_feed_is_the_same_until_something_changes(line):
    first = calendar_feed.ical(line, SKARHOLMEN_HANDLERS, MONDAY, SUNDAY, "en")

    assert calendar_feed.ical(line, SKARHOLMEN_HANDLERS, MONDAY, SUNDAY, "en") == first


def test_closed_and_unknown_days_are_events_of_a_whole_day(line):
    christmas = (
        Holiday(date(2026, 12, 24), "Christmas Eve", closes=0),
        Holiday(date(2026, 12, 25), "Christmas Day", closes=None),
        Holiday(date(2026, 12, 26), "Second Day of Christmas", closes=None),  # a Saturday
    )
    hours = replace(SKARHOLMEN_HANDLERS, holidays=christmas)

    calendar = read(line, hours, date(2026, 12, 24), date(2026, 12, 27))

    assert titles(calendar) == [
        "Skärholmen, handlers: closed, Christmas Eve",
        "Skärholmen, handlers: hours not known, Christmas Day",
    ]
    assert calendar.events[0]["dtstart"].dt == date(2026, 12, 24)
    assert calendar.events[0]["dtend"].dt == date(2026, 12, 25)


def test_exceptions_and_closures_are_in_the_feed(line):
    moving = ExceptionPeriod(date(2026, 11, 17), date(2026, 11, 18), (), "Moving")
    drill = Closure(at("2026-11-19 13:10"), at("2026-11-19 13:20"), "Fire drill")
    hours = replace(SKARHOLMEN_HANDLERS, exceptions=(moving,), closures=(drill,))

    calendar = read(line, hours, date(2026, 11, 17), date(2026, 11, 19))

    assert titles(calendar) == [
        "Skärholmen, handlers: open",
        "Skärholmen, handlers: open",
        "Skärholmen, handlers: closed, Moving",
        "Skärholmen, handlers: closed, Moving",
        "Skärholmen, handlers: closed, Fire drill",
    ]


def test_a_line_around_the_clock_is_one_event(line):
    (event,) = read(line, SOCIALJOUREN).events
    (next_week,) = read(line, SOCIALJOUREN, date(2026, 11, 23), date(2026, 11, 29)).events

    assert event["summary"] == "Skärholmen, handlers: open around the clock"
    assert (event["dtstart"].dt, event["dtend"].dt) == (MONDAY, date(2026, 11, 23))
    assert event["uid"] == next_week["uid"]


def test_nothing_is_told_about_hours_that_nobody_has_published(line):
    assert read(line, PhoneHours()).events == []


def test_the_repeated_hour_is_told_without_doubt(line):
    hours = week_of(every_day("02:30-02:45"))

    calendar = read(line, hours, date(2026, 10, 25), date(2026, 10, 25))

    assert [event["dtstart"].dt.astimezone(UTC) for event in calendar.events] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize("holiday", [MIDSUMMER_EVE, MIDSUMMER_EVE_UNDECIDED])
def test_a_holiday_has_no_opening(line, holiday):
    hours = replace(KONTAKTCENTER, holidays=(holiday,))

    calendar = read(line, hours, date(2026, 6, 19), date(2026, 6, 19))

    assert len(calendar.events) == 1


def test_feed_speaks_the_language(line):
    calendar = read(line, SKARHOLMEN_HANDLERS, language="sv")

    assert calendar["x-wr-calname"] == "Skärholmen, handläggare"
    assert set(titles(calendar)) == {"Skärholmen, handläggare: öppet"}
