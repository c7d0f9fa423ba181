"""Open time against an oracle that steps through the minutes, and a year in which nothing is promised while we are closed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from districts import holiday_calendar
from districts.phone_hours import (
    Closure,
    ExceptionPeriod,
    Holiday,
    Interval,
    Mode,
    PhoneHours,
    Season,
    State,
    Week,
)
from telephony import open_time, slots
from tests.districts.oracle import Minutes
from tests.districts.random_hours import hours_and_day
from tests.endurance import scaled
from tests.factories import MONDAY_NINE

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LINES, MOMENTS_OF_A_LINE = 500, 10
LONGEST = 3 * 24 * 60  # minutes of a promise
SATURDAY_OR_SUNDAY = ((), ())


def weekdays(*interval):
    return (((Interval(*interval),),) * 5) + SATURDAY_OR_SUNDAY


# Against the oracle


@pytest.mark.endurance
def test_promise_is_what_is_counted_minute_by_minute():
    for seed in range(scaled(LINES)):
        assert_counted(Random(seed), f"seed {seed}")


@settings(
    max_examples=10,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.randoms(use_true_random=False))
def test_promise_is_what_is_counted_for_hours_that_hypothesis_finds(random):
    assert_counted(random, "found by hypothesis")


def assert_counted(random, found):
    hours, day = hours_and_day(random)
    first = datetime.combine(day, time(), UTC) - DAY
    minutes = Minutes(hours, first, 4)
    for _ in range(MOMENTS_OF_A_LINE):
        at = first + random.randrange(2 * 24 * 60) * MINUTE
        long = random.choice([1, 5, 30, 60, 61, random.randint(1, LONGEST)])
        expected = counted(minutes, at, long)
        promised = promise(hours, at, long)
        if expected:
            assert promised == expected, (found, at, long)
        else:
            assert promised is None or promised > minutes.end, (found, at, long)


def counted(minutes, at, long):
    """When so many minutes have been open, as somebody finds who looks every minute; None: not in this stretch."""
    number = minutes.number(at)
    for moment, state in zip(minutes.moments[number:], minutes.states[number:], strict=True):
        long -= state is State.OPEN
        if not long:
            return moment + MINUTE
    return None


def promise(hours, at, long):
    try:
        return open_time.after(hours, at, long)
    except open_time.NeverOpen:
        return None


# A year with both clock changes, holidays, exceptions and closures


@pytest.mark.endurance
@pytest.mark.parametrize(
    "middle", [date(2026, 10, 25), date(2026, 12, 25), date(2027, 3, 28), date(2027, 6, 25)]
)
@pytest.mark.parametrize("of", ["weekdays", "night", "always"])
def test_nothing_is_promised_while_we_are_closed(middle, of):
    days = scaled(92)
    hours = year(of)
    first = datetime.combine(middle, time(), UTC) - days // 2 * DAY
    minutes = Minutes(hours, first, days + 1)

    for at in moments(first, days):
        promised = open_time.after(hours, at, 60)
        if promised <= minutes.end:
            assert minutes.state(promised - MINUTE) is State.OPEN, at
        for starts_at in takewhile(
            lambda start, at=at: start < at + DAY, slots.half_hours(hours, at=at)
        ):
            if starts_at + slots.HALF_HOUR <= minutes.end:
                number = minutes.number(starts_at)
                assert set(minutes.states[number : number + 30]) == {State.OPEN}, starts_at


def moments(first, days):
    """Every seven hours and one minute: all hours of the day come in turn."""
    step = timedelta(hours=7, minutes=1)
    return [first + number * step for number in range(days * DAY // step)]


def year(of):
    """Hours with every layer. night: over midnight and the hours in which clocks change. always: round the clock."""
    if of == "always":
        return PhoneHours(mode=Mode.ALWAYS, closures=(fire_alarm(),))
    interval = (8 * 60 + 15, 16 * 60) if of == "weekdays" else (22 * 60, 28 * 60)
    in_summer = (9 * 60, 12 * 60) if of == "weekdays" else (25 * 60 - 1440, 27 * 60 - 1440)
    days = weekdays(*interval) if of == "weekdays" else ((Interval(*interval),),) * 7
    return PhoneHours(
        weeks=(Week(date(2026, 1, 1), days),),
        seasons=(Season("Summer", (6, 15), (8, 15), weekdays(*in_summer)),),
        exceptions=(ExceptionPeriod(date(2026, 10, 26), date(2026, 10, 27), (), "Moving"),),
        holidays=tuple(
            Holiday(each.day, each.name, None if each.waits_for_decision else 0)
            for number in (2026, 2027)
            for each in holiday_calendar.suggested(number, "sv")
        ),
        closures=(fire_alarm(),),
    )


def fire_alarm():
    return Closure(MONDAY_NINE - 28 * DAY, MONDAY_NINE - 28 * DAY + 200 * MINUTE, "Fire alarm")


# By hand


def test_promise_runs_over_the_night_and_the_weekend():
    hours = PhoneHours(weeks=(Week(date(2026, 1, 1), weekdays(8 * 60, 16 * 60)),))
    friday_afternoon = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)  # 15:30

    assert open_time.after(hours, friday_afternoon, 30) == friday_afternoon + 30 * MINUTE
    assert open_time.after(hours, friday_afternoon, 31) == datetime(2026, 11, 30, 7, 1, tzinfo=UTC)


def test_hour_that_comes_twice_counts_twice():
    hours = PhoneHours(weeks=(Week(date(2026, 1, 1), ((Interval(60, 240),),) * 7),))
    one_o_clock = datetime(2026, 10, 24, 23, tzinfo=UTC)

    assert open_time.after(hours, one_o_clock, 240) == datetime(2026, 10, 25, 3, tzinfo=UTC)


def test_days_of_which_nobody_has_published_hours_count_as_closed():
    monday, *_rest = weekdays(480, 960)
    hours = PhoneHours(weeks=(Week(date(2026, 1, 1), (monday, *([None] * 6))),))

    promised = open_time.after(hours, MONDAY_NINE + 7 * 60 * MINUTE, 60)

    assert promised == MONDAY_NINE + 7 * DAY


def test_line_without_hours_promises_nothing():
    with pytest.raises(open_time.NeverOpen):
        open_time.after(PhoneHours(mode=Mode.NOT_PUBLISHED), MONDAY_NINE, 60)
