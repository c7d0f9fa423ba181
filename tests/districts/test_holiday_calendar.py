from datetime import date, timedelta

import pytest

from districts import holiday_calendar
from districts.holiday_calendar import Kind


def days_of(year, kind, language="en"):
    return {
        each.day: each.name
        for each in holiday_calendar.suggested(year, language)
        if each.kind is kind
    }


def test_public_holidays_and_eves_wait_for_a_decision():
    suggested = holiday_calendar.suggested(2027, "en")

    assert len(days_of(2027, Kind.PUBLIC)) == 13
    assert days_of(2027, Kind.EVE) == {
        date(2027, 6, 25): "Midsummer Eve",
        date(2027, 12, 24): "Christmas Eve",
        date(2027, 12, 31): "New Year's Eve",
    }
    assert len([each for each in suggested if each.waits_for_decision]) == 16


def test_half_days_are_hints_without_the_banks_time():
    assert days_of(2027, Kind.HALF_DAY) == {
        date(2027, 1, 5): "Twelfth Night",
        date(2027, 3, 25): "Maundy Thursday",
        date(2027, 4, 30): "Walpurgis Night",
        date(2027, 11, 5): "All Saints' Eve",
    }


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_ordinary_sundays_are_not_suggested(year):
    days = {each.day for each in holiday_calendar.suggested(year, "sv")}
    sundays = {
        day
        for number in range(365)
        if (day := date(year, 1, 1) + timedelta(days=number)).weekday() == 6
    }

    assert len(days & sundays) <= 5  # Easter, Pentecost, and at most three that fall on one


@pytest.mark.parametrize(
    ("language", "name"),
    [("sv", "Midsommarafton"), ("en", "Midsummer Eve"), ("ar", "Midsommarafton")],
)
def test_days_are_named_in_the_language_or_else_in_swedish(language, name):
    assert days_of(2026, Kind.EVE, language)[date(2026, 6, 19)] == name
