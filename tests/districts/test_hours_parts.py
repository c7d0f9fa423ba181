from datetime import date

import pytest
from django.utils import translation

from districts import hours_parts
from districts.phone_hours import ExceptionPeriod, Interval, PhoneHours, Season, Week

TODAY = date(2026, 11, 23)
CLOSED = ((),) * 7
MORNINGS = ((Interval(510, 570),),) * 3 + (None,) + ((Interval(510, 570),),) + ((), ())


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_days_with_the_same_hours_are_told_together():
    assert hours_parts.week_text(MORNINGS) == (
        "Monday–Wednesday 08:30–09:30; Thursday not known; Friday 08:30–09:30; Saturday–Sunday closed"
    )


def test_swedish_weekdays_are_capital_only_where_a_sentence_begins():
    with translation.override("sv"):
        assert hours_parts.week_text(MORNINGS) == (
            "Måndag–onsdag 08.30–09.30; torsdag okända tider; fredag 08.30–09.30; lördag–söndag stängt"
        )


def test_todays_week_and_those_to_come_are_listed_and_only_the_latter_can_be_changed():
    days = date(2025, 1, 1), date(2026, 1, 1), date(2026, 12, 1)
    hours = PhoneHours(weeks=tuple(Week(day, CLOSED) for day in days))

    parts = hours_parts.weeks(hours, TODAY)

    assert [(part.original, part.is_current, part.may_change) for part in parts] == [
        ("2026-01-01", True, False),
        ("2026-12-01", False, True),
    ]


def test_a_season_that_runs_today_says_so():
    winter = Season("Winter", (11, 1), (3, 31), CLOSED)
    summer = Season("Summer", (5, 1), (8, 31), CLOSED)

    parts = hours_parts.seasons(PhoneHours(seasons=(winter, summer)), TODAY)

    assert [(part.title, part.is_current) for part in parts] == [
        ("Winter, 1 November–31 March", True),
        ("Summer, 1 May–31 August", False),
    ]


def test_exceptions_that_have_passed_are_left_out():
    hours = PhoneHours(
        exceptions=(
            ExceptionPeriod(date(2026, 11, 1), date(2026, 11, 22), (), "Moving"),
            ExceptionPeriod(date(2026, 11, 23), date(2026, 11, 24), None, "Course"),
        )
    )

    (part,) = hours_parts.exceptions(hours, TODAY)

    assert (part.title, part.text) == ("23 November 2026 – 24 November 2026", "Course: not known")
