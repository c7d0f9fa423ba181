from datetime import date

import pytest

from districts.forms.exception import ExceptionForm
from districts.forms.hours import Saved
from districts.phone_hours import ExceptionPeriod, Interval, PhoneHours

TODAY = date(2026, 11, 23)
MOVING = ExceptionPeriod(date(2026, 12, 1), date(2026, 12, 4), (), "We are moving")
PASSED = ExceptionPeriod(date(2026, 10, 1), date(2026, 10, 1), (), "Staff day")
SAVED = Saved(PhoneHours(exceptions=(PASSED, MOVING)), TODAY)
CLOSED = {"revision": 0, "first": "2026-12-24", "last": "", "reason": "Holiday", "kind": "closed"}


def errors(typed):
    form = ExceptionForm(CLOSED | typed, saved=SAVED)
    form.is_valid()
    return {name: list(texts) for name, texts in form.errors.items()}


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ({}, ()),
        ({"0-0-starts": "9", "0-0-ends": "12"}, ()),
        ({"kind": "not_known"}, None),
        ({"kind": "hours", "0-0-starts": "9", "0-0-ends": "12"}, (Interval(540, 720),)),
    ],
)
def test_a_day_is_closed_not_known_or_has_hours_of_its_own(typed, hours):
    form = ExceptionForm(CLOSED | typed, saved=SAVED)

    assert form.is_valid(), form.errors
    new = ExceptionPeriod(date(2026, 12, 24), date(2026, 12, 24), hours, "Holiday")
    assert form.apply().exceptions == (PASSED, MOVING, new)


def test_saving_what_is_shown_changes_nothing():
    shown = ExceptionForm.shown(SAVED, "2026-12-01")

    form = ExceptionForm({"revision": 0} | shown, saved=SAVED)

    assert form.is_valid(), form.errors
    assert form.apply() == SAVED.hours


def test_an_exception_may_move_within_its_own_days():
    form = ExceptionForm(
        CLOSED | {"original": "2026-12-01", "first": "2026-12-02", "last": "2026-12-05"},
        saved=SAVED,
    )

    assert form.is_valid(), form.errors
    assert [each.first for each in form.apply().exceptions] == [PASSED.first, date(2026, 12, 2)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"first": "2026-12-04"},
            {
                "first": [
                    "On these days there is already an exception: We are moving, from 1 December 2026."
                ]
            },
        ),
        ({"last": "2026-12-23"}, {"last": ["The last day must not be before the first."]}),
        (
            {"first": "2026-11-22"},
            {"last": ["Hours cannot be changed for days that have passed."]},
        ),
        ({"last": "2062-12-24"}, {"last": ["That is more than five years ahead."]}),
        ({"kind": "hours"}, {"0-0-starts": ["Write when you open."]}),
        (
            {
                "kind": "hours",
                "last": "2026-12-25",
                "0-0-starts": "22",
                "0-0-ends": "2",
                "0-0-next": "on",
                "0-1-starts": "1",
                "0-1-ends": "3",
            },
            {"0-1-starts": ["Overlaps with Each of these days 22:00–02:00."]},
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_is(typed, expected):
    assert errors(typed) == expected


def test_a_single_day_does_not_run_into_itself():
    assert errors({"kind": "hours", "0-0-starts": "22", "0-0-ends": "2", "0-0-next": "on"}) == {}


def test_what_has_passed_stays_for_the_record():
    assert ExceptionForm.without(SAVED, "2026-10-01").exceptions == (PASSED, MOVING)
    assert ExceptionForm.without(SAVED, "2026-12-01").exceptions == (PASSED,)
