"""Nights that run past midnight, and the two nights on which clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from districts import phone_hours
from districts.phone_hours import (
    ExceptionPeriod,
    Interval,
    PhoneHours,
    State,
)
from districts.phone_hours.clock import change_on
from tests.districts.asked import closes, opens, state
from tests.districts.facts import (
    ALWAYS_BEFORE,
    at,
    every_day,
    slots,
    week_of,
)

# Midnight


def test_hours_past_midnight_belong_to_the_day_they_start_on():
    hours = week_of(((), (), (), (), slots("22:00-26:00"), (), ()))  # Friday night

    assert state(hours, "2026-11-21 01:59") is State.OPEN
    assert state(hours, "2026-11-21 02:00") is State.CLOSED
    assert closes(hours, "2026-11-20 23:00") == at("2026-11-21 02:00")
    assert state(hours, "2026-11-20 01:00") is State.CLOSED


def test_an_exception_leaves_the_night_before_as_it_was():
    closed = ExceptionPeriod(date(2026, 11, 21), date(2026, 11, 21), (), "Closed")
    hours = replace(week_of(every_day("22:00-26:00")), exceptions=(closed,))

    assert state(hours, "2026-11-21 01:00") is State.OPEN
    assert state(hours, "2026-11-21 23:00") is State.CLOSED
    assert state(hours, "2026-11-22 01:00") is State.CLOSED


def test_hours_to_midnight_join_those_that_begin_there():
    hours = week_of((slots("20:00-24:00"), slots("00:00-04:00"), (), (), (), (), ()))

    assert closes(hours, "2026-11-16 21:00") == at("2026-11-17 04:00")


def test_hours_of_two_days_last_until_the_second_midnight():
    hours = week_of(((), (), (), (), (), (Interval(60, 2880),), ()))

    assert closes(hours, "2026-11-21 02:00") == at("2026-11-23 00:00")


# Clock changes: 25 October 2026 has 25 hours, 28 March 2027 has 23


def test_repeated_hour_is_open_twice():
    hours = week_of(every_day("02:00-03:00"))
    first, second = at("2026-10-25 02:30"), at("2026-10-25 02:30").replace(fold=1)

    assert phone_hours.open_at(hours, first).state is State.OPEN
    assert phone_hours.open_at(hours, second).state is State.OPEN
    assert phone_hours.open_at(hours, first).closes_at == datetime(2026, 10, 25, 2, tzinfo=UTC)


def test_hours_that_begin_in_the_repeated_hour_open_twice():
    hours = week_of(every_day("02:30-02:45"))

    opened = [
        each.starts_at
        for each in phone_hours.openings(hours, date(2026, 10, 25), date(2026, 10, 25))
    ]

    assert opened == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


def test_hours_that_end_in_the_repeated_hour_go_on_when_clocks_go_back():
    hours = week_of(every_day("01:00-02:30"))

    opened = list(phone_hours.openings(hours, date(2026, 10, 25), date(2026, 10, 25)))

    assert [each.ends_at - each.starts_at for each in opened] == [
        timedelta(minutes=90),
        timedelta(minutes=30),
    ]


def test_missing_hour_is_not_open():
    hours = week_of(every_day("02:00-03:00"))

    assert opens(hours, "2027-03-27 12:00") == at("2027-03-29 02:00")


def test_hours_that_begin_in_the_missing_hour_begin_after_it():
    hours = week_of(every_day("02:30-04:00"))

    answer = phone_hours.open_at(hours, datetime(2027, 3, 28, 0, 30, tzinfo=UTC))

    assert answer.opens_at == at("2027-03-28 03:00")


def test_hours_that_end_in_the_missing_hour_end_before_it():
    hours = week_of(every_day("01:00-02:30"))

    assert closes(hours, "2027-03-28 01:30") == datetime(2027, 3, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours_long"), [("2026-10-25", 25), ("2027-03-28", 23)])
def test_a_whole_day_is_as_long_as_the_day(day, hours_long):
    closed = ExceptionPeriod(ALWAYS_BEFORE, date(2040, 1, 1), (), "Closed")
    opened = ExceptionPeriod(
        date.fromisoformat(day), date.fromisoformat(day), slots("00:00-24:00"), ""
    )
    hours = PhoneHours(exceptions=(closed, opened))

    (opening,) = phone_hours.openings(hours, opened.first, opened.last)

    assert opening.ends_at - opening.starts_at == timedelta(hours=hours_long)


@pytest.mark.parametrize("day", ["2026-10-25", "2027-03-28"])
def test_office_hours_do_not_notice_that_clocks_change(day):
    hours = week_of(every_day("08:00-16:30"))

    assert opens(hours, f"{day} 00:30") == at(f"{day} 08:00")
    assert closes(hours, f"{day} 08:00") == at(f"{day} 16:30")


def test_clocks_change_on_the_last_sundays_at_one_utc():
    days = [date(1996, 1, 1) + timedelta(days=number) for number in range(366 * 45)]

    for change in filter(None, map(change_on, days)):
        before = (change - timedelta(seconds=1)).astimezone(phone_hours.LOCAL)
        after = change.astimezone(phone_hours.LOCAL)
        assert before.utcoffset() != after.utcoffset()
