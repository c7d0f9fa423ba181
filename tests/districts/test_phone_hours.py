"""When lines are answered, as the city's documents state it, and what is said where they state nothing."""

from dataclasses import replace
from datetime import date

import pytest

from districts import phone_hours
from districts.phone_hours import (
    Closure,
    ExceptionPeriod,
    Interval,
    Layer,
    Mode,
    PhoneHours,
    State,
    Week,
)
from tests.districts.asked import opens, state
from tests.districts.facts import (
    DUTY_PHONE,
    KONTAKTCENTER,
    MIDSUMMER_EVE_UNDECIDED,
    SKARHOLMEN_HANDLERS,
    SKARHOLMEN_RECEPTION,
    SOCIALJOUREN,
    SOCIALRADGIVNING_CHAT,
    SOCIALRADGIVNING_PHONE,
    at,
    every_day,
    monday_to_friday,
    slots,
    week_of,
)

# The documents' own hours


def test_handlers_in_skarholmen_open_at_one_on_a_thursday_morning():
    answer = phone_hours.open_at(SKARHOLMEN_HANDLERS, at("2026-11-19 09:00"))

    assert answer.state is State.CLOSED
    assert answer.opens_at == at("2026-11-19 13:00")


def test_handlers_in_skarholmen_open_on_monday_after_friday_afternoon():
    assert state(SKARHOLMEN_HANDLERS, "2026-11-20 13:59") is State.OPEN
    assert opens(SKARHOLMEN_HANDLERS, "2026-11-20 14:01") == at("2026-11-23 08:30")


def test_hours_are_half_open():
    assert state(SKARHOLMEN_HANDLERS, "2026-11-20 12:59:59") is State.CLOSED
    assert state(SKARHOLMEN_HANDLERS, "2026-11-20 13:00") is State.OPEN
    assert state(SKARHOLMEN_HANDLERS, "2026-11-20 13:59:59") is State.OPEN
    assert state(SKARHOLMEN_HANDLERS, "2026-11-20 14:00") is State.CLOSED


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (KONTAKTCENTER, "2026-04-17 15:30", State.OPEN),
        (KONTAKTCENTER, "2026-07-17 15:30", State.CLOSED),
        (KONTAKTCENTER, "2026-04-30 16:15", State.OPEN),  # the last day before summer, a Thursday
        (KONTAKTCENTER, "2026-05-04 16:15", State.CLOSED),
        (KONTAKTCENTER, "2026-08-31 16:15", State.CLOSED),  # the last day of summer, a Monday
        (KONTAKTCENTER, "2026-09-01 16:15", State.OPEN),
        (KONTAKTCENTER, "2026-11-21 10:00", State.CLOSED),  # a Saturday
        (SOCIALRADGIVNING_PHONE, "2026-11-18 11:59", State.OPEN),
        (SOCIALRADGIVNING_PHONE, "2026-11-18 12:00", State.CLOSED),  # lunch
        (SOCIALRADGIVNING_PHONE, "2026-11-18 13:00", State.OPEN),
        (SOCIALRADGIVNING_PHONE, "2026-11-19 10:00", State.CLOSED),  # Thursday
        (SOCIALRADGIVNING_PHONE, "2026-11-20 14:45", State.CLOSED),  # shorter on Fridays
        (SOCIALRADGIVNING_CHAT, "2026-11-17 10:00", State.NOT_KNOWN),
        (SOCIALRADGIVNING_CHAT, "2026-11-18 10:00", State.CLOSED),  # Wednesday
        (SKARHOLMEN_RECEPTION, "2026-11-18 10:00", State.OPEN),
        (SKARHOLMEN_RECEPTION, "2026-11-19 10:00", State.CLOSED),  # Thursday
        (SKARHOLMEN_RECEPTION, "2026-11-19 14:00", State.OPEN),
        (SOCIALJOUREN, "2026-12-24 03:30", State.OPEN),
        (DUTY_PHONE, "2026-11-17 10:00", State.NOT_KNOWN),
    ],
)
def test_documents_say_when_a_line_is_answered(hours, moment, expected):
    assert state(hours, moment) is expected


def test_next_opening_is_the_one_after_when_open():
    assert phone_hours.next_opening(SKARHOLMEN_HANDLERS, at("2026-11-20 08:45")) == at(
        "2026-11-20 13:00"
    )
    assert phone_hours.next_opening(SKARHOLMEN_HANDLERS, at("2026-11-20 13:00")) == at(
        "2026-11-23 08:30"
    )


@pytest.mark.parametrize(
    "hours",
    [
        PhoneHours(),
        PhoneHours(mode=Mode.ALWAYS),
        PhoneHours(mode=Mode.BY_APPOINTMENT),
        PhoneHours(mode=Mode.NOT_PUBLISHED),
        week_of(((),) * 7),
        week_of(every_day("00:00-24:00")),
    ],
)
def test_no_next_opening_when_nothing_ever_opens(hours):
    assert phone_hours.next_opening(hours, at("2026-11-19 09:00")) is None


# What is not known is never guessed


def test_days_that_are_not_known_are_passed_over_and_named():
    days = (slots("09:00-10:00"), None, slots("09:00-10:00"), (), (), (), ())

    answer = phone_hours.open_at(week_of(days), at("2026-11-16 11:00"))  # Monday

    assert answer.opens_at == at("2026-11-18 09:00")
    assert answer.may_open_earlier


def test_opening_later_the_same_day_is_not_in_doubt():
    assert not phone_hours.open_at(SKARHOLMEN_HANDLERS, at("2026-11-19 09:00")).may_open_earlier


def test_a_week_of_unknown_hours_closes_where_yesterday_ends():
    days = (slots("22:00-26:00"), None, (), (), (), (), ())

    answer = phone_hours.open_at(week_of(days), at("2026-11-17 01:00"))

    assert answer.closes_at == at("2026-11-17 02:00")
    assert state(week_of(days), "2026-11-17 02:00") is State.NOT_KNOWN


def test_hours_before_the_first_week_are_not_known():
    hours = PhoneHours(weeks=(Week(date(2026, 12, 1), monday_to_friday("09:00-10:00")),))

    assert state(hours, "2026-11-30 09:30") is State.NOT_KNOWN
    assert state(hours, "2026-12-01 09:30") is State.OPEN


# Calendars


def test_week_53_is_a_week_like_others():
    week = phone_hours.week(KONTAKTCENTER, date(2026, 12, 28))

    assert [day.date.isoformat() for day in week][3:5] == ["2026-12-31", "2027-01-01"]
    assert [day.state for day in week] == [State.OPEN] * 5 + [State.CLOSED] * 2
    assert week[4].intervals == slots("08:00-16:00")


def test_week_shows_what_each_day_rests_on():
    moving = ExceptionPeriod(date(2026, 6, 16), date(2026, 6, 16), (), "Moving")
    hours = replace(KONTAKTCENTER, holidays=(MIDSUMMER_EVE_UNDECIDED,), exceptions=(moving,))

    week = phone_hours.week(hours, date(2026, 6, 15))

    assert [(day.layer, day.reason) for day in week[:5]] == [
        (Layer.SEASON, "Summer"),
        (Layer.EXCEPTION, "Moving"),
        (Layer.SEASON, "Summer"),
        (Layer.SEASON, "Summer"),
        (Layer.HOLIDAY, "Midsummer Eve"),
    ]
    assert week[4].state is State.NOT_KNOWN


def test_closures_are_shown_on_each_day_they_touch():
    flu = Closure(at("2026-11-19 13:00"), at("2026-11-21 00:00"), "Flu")
    hours = replace(KONTAKTCENTER, closures=(flu,))

    touched = [day for day in range(18, 23) if phone_hours.closures_on(hours, date(2026, 11, day))]

    assert touched == [19, 20]


def test_openings_are_those_that_begin_on_the_days():
    drill = Closure(at("2026-11-20 13:10"), at("2026-11-20 13:20"), "Fire drill")
    hours = replace(SKARHOLMEN_HANDLERS, closures=(drill,))

    opened = phone_hours.openings(hours, date(2026, 11, 19), date(2026, 11, 20))

    assert [(each.starts_at, each.ends_at) for each in opened] == [
        (at("2026-11-19 13:00"), at("2026-11-19 14:00")),
        (at("2026-11-20 08:30"), at("2026-11-20 09:30")),
        (at("2026-11-20 13:00"), drill.starts_at),
        (drill.ends_at, at("2026-11-20 14:00")),
    ]


@pytest.mark.parametrize(
    ("starts", "ends"), [(60, 60), (120, 60), (-1, 60), (1440, 1500), (0, 2881)]
)
def test_interval_refuses_what_cannot_be(starts, ends):
    with pytest.raises(ValueError, match="No interval"):
        Interval(starts, ends)
