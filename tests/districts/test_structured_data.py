"""What search engines are told. They have no word for "not known", so such days are left out."""

from dataclasses import replace
from datetime import date

import pytest

from districts import structured_data
from districts.phone_hours import ExceptionPeriod, Holiday, Mode, PhoneHours
from tests.districts.facts import (
    KONTAKTCENTER,
    MIDSUMMER_EVE,
    SKARHOLMEN_HANDLERS,
    SOCIALJOUREN,
    SOCIALRADGIVNING_CHAT,
    every_day,
    slots,
    week_of,
)

MONDAY = date(2026, 11, 16)


def test_hours_that_are_alike_are_told_together():
    assert structured_data.opening_hours(SKARHOLMEN_HANDLERS, MONDAY) == [
        {
            "@type": "OpeningHoursSpecification",
            "opens": "08:30",
            "closes": "09:30",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Friday"],
            "validFrom": "2026-11-16",
            "validThrough": "2027-01-10",
        },
        {
            "@type": "OpeningHoursSpecification",
            "opens": "13:00",
            "closes": "14:00",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            "validFrom": "2026-11-16",
            "validThrough": "2027-01-10",
        },
    ]


def test_a_season_is_told_with_its_days():
    told = structured_data.opening_hours(KONTAKTCENTER, date(2026, 8, 24))

    assert [(each["validFrom"], each["validThrough"], each["closes"]) for each in told] == [
        ("2026-08-24", "2026-08-31", "16:00"),
        ("2026-08-24", "2026-08-31", "15:00"),
        ("2026-09-01", "2026-10-18", "16:30"),
        ("2026-09-01", "2026-10-18", "16:00"),
    ]


def test_ordinary_hours_are_not_claimed_for_a_day_that_is_not_known():
    christmas_eve = Holiday(date(2026, 12, 24), "Christmas Eve", closes=None)
    hours = replace(KONTAKTCENTER, holidays=(christmas_eve,))

    told = structured_data.opening_hours(hours, date(2026, 12, 21))

    assert {(each["validFrom"], each["validThrough"]) for each in told} == {
        ("2026-12-21", "2026-12-23"),
        ("2026-12-25", "2027-02-14"),
    }
    assert structured_data.special_opening_hours(hours, date(2026, 12, 21)) == []


def test_exceptions_and_holidays_are_special():
    moving = ExceptionPeriod(
        date(2026, 6, 16), date(2026, 6, 16), slots("09:00-10:00 13:00-14:00"), "Moving"
    )
    hours = replace(KONTAKTCENTER, holidays=(MIDSUMMER_EVE,), exceptions=(moving,))

    told = structured_data.special_opening_hours(hours, date(2026, 6, 15))

    assert [(each["validFrom"], each["opens"], each["closes"]) for each in told] == [
        ("2026-06-16", "09:00", "10:00"),
        ("2026-06-16", "13:00", "14:00"),
        ("2026-06-19", "00:00", "00:00"),  # closed all day
    ]


@pytest.mark.parametrize(
    ("written", "opens", "closes"),
    [
        ("22:00-26:00", "22:00", "02:00"),
        ("18:00-24:00", "18:00", "00:00"),
        ("00:00-24:00", "00:00", "23:59"),
    ],
)
def test_nights_and_whole_days(written, opens, closes):
    (told,) = structured_data.opening_hours(week_of(every_day(written)), MONDAY)

    assert (told["opens"], told["closes"]) == (opens, closes)


def test_around_the_clock_needs_no_dates():
    (told,) = structured_data.opening_hours(SOCIALJOUREN, MONDAY)

    assert (told["opens"], told["closes"], len(told["dayOfWeek"])) == ("00:00", "23:59", 7)


@pytest.mark.parametrize(
    "hours",
    [SOCIALRADGIVNING_CHAT, PhoneHours(), PhoneHours(mode=Mode.BY_APPOINTMENT)],
)
def test_nothing_is_told_where_nothing_is_published(hours):
    assert structured_data.opening_hours(hours, MONDAY) == []
