from datetime import date

import pytest

from districts.forms.hours import Saved
from districts.forms.week import WeekForm
from districts.phone_hours import Interval, Mode, PhoneHours, Week

TODAY = date(2026, 11, 23)
NEXT_WEEK = date(2026, 11, 30)
CLOSED = ((),) * 7
MORNINGS = ((Interval(510, 570),),) * 5 + ((), ())
OLD = Week(date(2026, 1, 1), MORNINGS)


def saved(*weeks, mode=Mode.HOURS):
    return Saved(PhoneHours(mode=mode, weeks=weeks), TODAY)


def filled(typed=None, *, of=None, original=""):
    """Post what the page shows, and in place of some of it what is typed."""
    of = of or saved(OLD)
    shown = WeekForm.shown(of, original)
    data = {name: value for name, value in shown.items() if value not in (False, None)}
    return WeekForm({"revision": 0} | data | (typed or {}), saved=of)


def errors(form):
    form.is_valid()
    return {name: list(texts) for name, texts in form.errors.items()}


def test_the_page_shows_the_week_that_holds_today():
    assert WeekForm.shown(saved(OLD), "")["0-0-starts"] == "08:30"


def test_saving_what_is_shown_changes_nothing():
    form = filled()

    assert form.is_valid(), form.errors
    assert form.apply() == saved(OLD).hours


def test_a_change_begins_today_and_leaves_the_days_before():
    form = filled({"3-0-starts": "", "3-0-ends": ""})

    assert form.is_valid(), form.errors
    assert form.apply().weeks == (OLD, Week(TODAY, (*MORNINGS[:3], (), *MORNINGS[4:])))


def test_a_change_may_begin_later():
    form = filled({"3-0-starts": "", "3-0-ends": "", "valid_from": "2026-11-30"})

    assert form.is_valid(), form.errors
    assert [week.valid_from for week in form.apply().weeks] == [OLD.valid_from, NEXT_WEEK]


def test_a_change_never_begins_in_the_past():
    form = filled({"valid_from": "2026-11-22"})

    assert errors(form) == {"valid_from": ["Hours cannot be changed for days that have passed."]}


def test_a_mistyped_year_is_refused():
    form = filled({"valid_from": "9999-12-31"})

    assert errors(form) == {"valid_from": ["That is more than five years ahead."]}


def test_a_coming_version_may_be_moved_to_another_day():
    of = saved(OLD, Week(NEXT_WEEK, CLOSED))

    form = filled({"valid_from": "2026-12-07"}, of=of, original="2026-11-30")

    assert form.is_valid(), form.errors
    assert form.apply().weeks == (OLD, Week(date(2026, 12, 7), CLOSED))


def test_a_version_that_has_begun_is_never_taken_away():
    assert WeekForm.without(saved(OLD), "2026-01-01").weeks == (OLD,)


def test_a_coming_version_can_be_taken_away():
    of = saved(OLD, Week(NEXT_WEEK, CLOSED))

    assert WeekForm.without(of, "2026-11-30").weeks == (OLD,)


def test_a_version_like_the_one_before_is_none():
    of = saved(OLD, Week(TODAY, CLOSED))
    opens = {f"{day}-0-starts": "8.30" for day in range(5)}
    closes = {f"{day}-0-ends": "9.30" for day in range(5)}

    form = filled(opens | closes, of=of)

    assert form.is_valid(), form.errors
    assert form.apply().weeks == (OLD,)


def test_a_line_around_the_clock_needs_no_week():
    form = filled({"mode": "always"}, of=saved(mode=Mode.NOT_PUBLISHED))

    assert form.is_valid(), form.errors
    assert form.apply() == PhoneHours(mode=Mode.ALWAYS)


def test_a_first_week_without_hours_says_closed_all_week():
    form = filled(of=saved())

    assert form.is_valid(), form.errors
    assert form.apply().weeks == (Week(TODAY, CLOSED),)


def test_several_hours_a_day_past_midnight_and_not_known():
    afternoon = {"0-1-starts": "13", "0-1-ends": "14"}
    night = {"4-0-starts": "22", "4-0-ends": "2", "4-0-next": "on"}

    form = filled(afternoon | night | {"6-not_known": "on"})

    assert form.is_valid(), form.errors
    days = form.apply().weeks[-1].days
    assert days[0] == (Interval(510, 570), Interval(780, 840))
    assert days[4] == (Interval(1320, 1560),)
    assert days[6] is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"0-0-ends": ""}, {"0-0-ends": ["Write when you close."]}),
        ({"0-0-starts": ""}, {"0-0-starts": ["Write when you open."]}),
        ({"0-0-starts": "8x"}, {"0-0-starts": ["Write a time like 08:30."]}),
        (
            {"0-0-ends": "8"},
            {"0-0-ends": ["Closes before it opens. Tick “next day” if you close after midnight."]},
        ),
        ({"0-0-next": "on"}, {"0-0-ends": ["That is more than 24 hours."]}),
        (
            {"0-0-starts": "24:00", "0-0-ends": "2", "0-0-next": "on"},
            {"0-0-ends": ["Write 00:00 on the day after instead."]},
        ),
        (
            {"0-1-starts": "9", "0-1-ends": "10"},
            {"0-1-starts": ["Overlaps with Monday 08:30–09:30."]},
        ),
        (
            {"0-0-ends": "8", "0-0-next": "on", "1-0-starts": "7"},
            {"1-0-starts": ["Overlaps with Monday 08:30–08:00."]},
        ),
        (
            {"6-0-starts": "22", "6-0-ends": "8.31", "6-0-next": "on"},
            {"0-0-starts": ["Overlaps with Sunday 22:00–08:31."]},
        ),
        (
            {"0-not_known": "on"},
            {"0-not_known": ["Either write the hours or say that they are not known."]},
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_is(typed, expected):
    assert errors(filled(typed)) == expected
