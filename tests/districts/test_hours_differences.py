from datetime import date

import pytest
from django.utils import translation

from districts.hours_differences import Difference, between
from districts.phone_hours import ExceptionPeriod, Interval, Mode, PhoneHours, Season, Week

NEW_YEAR, DECEMBER = date(2026, 1, 1), date(2026, 12, 1)
CLOSED = ((),) * 7
MORNING = (Interval(510, 570),)
BOTH = (Interval(510, 570), Interval(780, 840))
ORDINARY = Week(NEW_YEAR, (BOTH, *CLOSED[1:]))
SUMMER = Season("Summer", (5, 1), (8, 31), (MORNING, *CLOSED[1:]))
MOVING = ExceptionPeriod(DECEMBER, date(2026, 12, 4), (), "We are moving")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (PhoneHours(weeks=(ORDINARY,)), PhoneHours(weeks=(ORDINARY,)), []),
        (
            PhoneHours(mode=Mode.NOT_PUBLISHED),
            PhoneHours(mode=Mode.ALWAYS),
            [("When it is answered", "Hours not published", "Around the clock, every day")],
        ),
        (
            PhoneHours(weeks=(ORDINARY,)),
            PhoneHours(weeks=(ORDINARY, Week(DECEMBER, (MORNING, *CLOSED[1:])))),
            [("Monday, from 1 December 2026", "08:30–09:30 and 13:00–14:00", "08:30–09:30")],
        ),
        (
            PhoneHours(weeks=(ORDINARY, Week(DECEMBER, (None, *CLOSED[1:])))),
            PhoneHours(weeks=(ORDINARY,)),
            [("Monday, from 1 December 2026", "not known", "08:30–09:30 and 13:00–14:00")],
        ),
        (
            PhoneHours(),
            PhoneHours(seasons=(SUMMER,)),
            [("Summer", "", "1 May–31 August"), ("Summer, Monday", "", "08:30–09:30")],
        ),
        (
            PhoneHours(seasons=(SUMMER,)),
            PhoneHours(seasons=(Season("Summer", (5, 1), (8, 31), CLOSED),)),
            [("Summer, Monday", "08:30–09:30", "closed")],
        ),
        (
            PhoneHours(seasons=(SUMMER,)),
            PhoneHours(),
            [("Summer", "1 May–31 August", "")],
        ),
        (
            PhoneHours(seasons=(Season("Summer", (5, 1), (8, 31), CLOSED),)),
            PhoneHours(seasons=(Season("Summer", (6, 1), (8, 31), CLOSED, NEW_YEAR, DECEMBER),)),
            [
                (
                    "Summer",
                    "1 May–31 August",
                    "1 June–31 August, not before 1 January 2026, not after 1 December 2026",
                )
            ],
        ),
        (
            PhoneHours(),
            PhoneHours(exceptions=(MOVING,)),
            [("1 December 2026", "", "closed: We are moving, until 4 December 2026")],
        ),
        (
            PhoneHours(exceptions=(MOVING,)),
            PhoneHours(exceptions=(ExceptionPeriod(DECEMBER, DECEMBER, MORNING, "Staff day"),)),
            [
                (
                    "1 December 2026",
                    "closed: We are moving, until 4 December 2026",
                    "08:30–09:30: Staff day",
                )
            ],
        ),
    ],
)
def test_what_changes_is_said_day_by_day(before, after, expected):
    assert between(before, after) == [Difference(*each) for each in expected]
