from datetime import date, datetime

import pytest
from django.utils import translation

from districts import public_days
from districts.phone_hours import (
    LOCAL,
    Closure,
    ExceptionPeriod,
    Holiday,
    Interval,
    Mode,
    PhoneHours,
    Week,
)

NINE_TO_TEN = (Interval(540, 600),)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
WEEKDAYS = Week(date(2026, 1, 1), (NINE_TO_TEN,) * 5 + ((), ()))


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def rows(hours: PhoneHours, at: datetime = MONDAY) -> list[tuple[str, str]]:
    return [
        (row.name, ", ".join(row.intervals) or row.text) for row in public_days.table(hours, at)
    ]


def test_the_table_holds_seven_days_from_today_on():
    table = public_days.table(PhoneHours(weeks=(WEEKDAYS,)), MONDAY)

    assert [row.name for row in table][::6] == ["Monday", "Sunday"]
    assert [row.date for row in table][:2] == ["23 Nov", "24 Nov"]
    assert [row.is_today for row in table] == [True] + [False] * 6


def test_today_is_the_citys_day_not_that_of_utc():
    just_past_midnight = datetime(2026, 11, 24, 0, 30, tzinfo=LOCAL)

    [today, *_] = public_days.table(PhoneHours(weeks=(WEEKDAYS,)), just_past_midnight)

    assert today.name == "Tuesday"


def test_closed_and_not_known_are_said_in_words():
    week = Week(date(2026, 1, 1), (NINE_TO_TEN, (), None, None, None, None, None))

    assert rows(PhoneHours(weeks=(week,)))[:3] == [
        ("Monday", "09:00–10:00"),
        ("Tuesday", "Closed"),
        ("Wednesday", "Not known"),
    ]


def test_a_line_that_never_closes_says_so():
    assert rows(PhoneHours(mode=Mode.ALWAYS))[0] == ("Monday", "around the clock")


def test_an_exception_stands_beside_its_day_and_escapes_what_was_typed():
    meeting = ExceptionPeriod(date(2026, 11, 24), date(2026, 11, 24), (), "<b>Möte</b>")

    table = public_days.table(PhoneHours(weeks=(WEEKDAYS,), exceptions=(meeting,)), MONDAY)

    assert (table[1].text, table[0].note) == ("Closed", "")
    assert table[1].note == '<bdi lang="sv">&lt;b&gt;Möte&lt;/b&gt;</bdi>'


def test_a_closure_over_two_days_is_cut_at_midnight():
    fire = Closure(
        datetime(2026, 11, 23, 9, 30, tzinfo=LOCAL),
        datetime(2026, 11, 24, 12, 0, tzinfo=LOCAL),
        "Brand",
    )

    table = public_days.table(PhoneHours(weeks=(WEEKDAYS,), closures=(fire,)), MONDAY)

    assert table[0].note == 'Closed 09:30–24:00: <bdi lang="sv">Brand</bdi>'
    assert table[1].note == 'Closed 00:00–12:00: <bdi lang="sv">Brand</bdi>'
    assert table[2].note == ""


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "told"),
    [
        ("2026-11-23T09:30:10+01:00", "2026-11-23T09:30:50+01:00", "09:30–09:31"),
        ("2026-11-22T23:50:00+01:00", "2026-11-23T00:00:30+01:00", "00:00–00:01"),
        ("2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00", "02:50–02:51"),  # clocks go back
    ],
)
def test_a_closure_that_the_wall_clock_hardly_shows_is_told_too(starts_at, ends_at, told):
    short = Closure(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at), "Brand")

    table = public_days.table(PhoneHours(weeks=(WEEKDAYS,), closures=(short,)), short.starts_at)

    notes = [row.note for row in table if row.note]
    assert notes[-1] == f'Closed {told}: <bdi lang="sv">Brand</bdi>'


def test_a_closure_that_is_over_is_not_told_any_more():
    fire = Closure(
        datetime(2026, 11, 23, 8, 0, tzinfo=LOCAL),
        datetime(2026, 11, 23, 8, 30, tzinfo=LOCAL),
        "Brand",
    )

    assert public_days.table(PhoneHours(weeks=(WEEKDAYS,), closures=(fire,)), MONDAY)[0].note == ""


def test_changes_tell_of_exceptions_and_holidays_that_change_something():
    hours = PhoneHours(
        weeks=(WEEKDAYS,),
        exceptions=(ExceptionPeriod(date(2026, 12, 1), date(2026, 12, 7), (), "Flytt"),),
        holidays=(
            Holiday(date(2026, 12, 24), "Christmas Eve", 0),
            Holiday(date(2026, 12, 26), "Boxing Day", 0),  # a Saturday: closed as always
            Holiday(date(2027, 1, 6), "Epiphany", None),
        ),
    )

    changes = public_days.changes(hours, MONDAY)

    assert [(change.days, change.hours) for change in changes] == [
        ("Tuesday 1 December – Monday 7 December", "closed"),
        ("Thursday 24 December", "closed"),
        ("Wednesday 6 January", "not known"),
    ]
    assert changes[0].reason == '<bdi lang="sv">Flytt</bdi>'
    assert changes[1].reason == '<bdi lang="en">Christmas Eve</bdi>'


def test_what_lies_more_than_ninety_days_ahead_is_not_told_yet():
    far = ExceptionPeriod(date(2027, 3, 1), date(2027, 3, 1), (), "Flytt")

    assert public_days.changes(PhoneHours(weeks=(WEEKDAYS,), exceptions=(far,)), MONDAY) == []
