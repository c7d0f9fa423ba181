from datetime import date

from districts.forms.hours import Saved
from districts.forms.season import SeasonForm
from districts.phone_hours import Interval, PhoneHours, Season

TODAY = date(2026, 11, 23)
CLOSED = ((),) * 7
SUMMER = Season("Summer", (5, 1), (8, 31), (*CLOSED[:6], (Interval(480, 960),)))
SAVED = Saved(PhoneHours(seasons=(SUMMER,)), TODAY)
CHRISTMAS = {
    "revision": 0,
    "name": "Christmas",
    "first_day": 20,
    "first_month": 12,
    "last_day": 6,
    "last_month": 1,
}


def errors(form):
    form.is_valid()
    return {name: list(texts) for name, texts in form.errors.items()}


def test_a_new_season_takes_its_place_among_the_others():
    form = SeasonForm(CHRISTMAS | {"0-0-starts": "9", "0-0-ends": "12"}, saved=SAVED)

    assert form.is_valid(), form.errors
    days = ((Interval(540, 720),), *CLOSED[1:])
    assert form.apply().seasons == (SUMMER, Season("Christmas", (12, 20), (1, 6), days))


def test_saving_what_is_shown_changes_nothing():
    shown = {name: value for name, value in SeasonForm.shown(SAVED, "Summer").items() if value}

    form = SeasonForm({"revision": 0} | shown, saved=SAVED)

    assert form.is_valid(), form.errors
    assert form.apply() == SAVED.hours


def test_a_season_may_get_another_name():
    form = SeasonForm(CHRISTMAS | {"original": "Summer"}, saved=SAVED)

    assert form.is_valid(), form.errors
    assert [season.name for season in form.apply().seasons] == ["Christmas"]


def test_two_seasons_never_have_the_same_name():
    form = SeasonForm(CHRISTMAS | {"name": "Summer"}, saved=SAVED)

    assert errors(form) == {"name": ["There is already a season with this name."]}


def test_the_29th_of_february_exists_and_the_30th_does_not():
    leap_day = {"first_day": 29, "first_month": 2}

    assert SeasonForm(CHRISTMAS | leap_day, saved=SAVED).is_valid()
    form = SeasonForm(CHRISTMAS | leap_day | {"first_day": 30}, saved=SAVED)
    assert errors(form) == {"first_day": ["That day does not exist."]}


def test_a_season_ends_after_it_begins():
    span = {"valid_from": "2027-01-01", "valid_until": "2026-12-31"}

    form = SeasonForm(CHRISTMAS | span, saved=SAVED)

    assert errors(form) == {"valid_until": ["The last day must not be before the first."]}


def test_a_season_can_be_taken_away():
    assert SeasonForm.without(SAVED, "Summer") == PhoneHours()
