"""Which layer decides: closure, exception, holiday, season, regular week."""

from dataclasses import replace
from datetime import date

from districts import phone_hours
from districts.phone_hours import (
    Closure,
    ExceptionPeriod,
    Holiday,
    Layer,
    PhoneHours,
    Season,
    State,
    Week,
)
from tests.districts.asked import closes, opens, state
from tests.districts.facts import (
    KONTAKTCENTER,
    MIDSUMMER_EVE,
    MIDSUMMER_EVE_UNDECIDED,
    SKARHOLMEN_HANDLERS,
    SOCIALJOUREN,
    at,
    every_day,
    monday_to_friday,
    slots,
)

# Layers


def test_newest_week_that_has_begun_holds():
    hours = PhoneHours(
        weeks=(
            Week(date(2026, 11, 18), monday_to_friday("13:00-14:00")),
            Week(date(2026, 1, 1), monday_to_friday("09:00-10:00")),
        )
    )

    assert state(hours, "2026-11-17 09:30") is State.OPEN
    assert state(hours, "2026-11-18 09:30") is State.CLOSED
    assert state(hours, "2026-11-18 13:30") is State.OPEN


def test_exception_goes_before_holiday_season_and_week():
    moving = ExceptionPeriod(date(2026, 6, 18), date(2026, 6, 19), slots("10:00-11:00"), "Moving")
    hours = replace(KONTAKTCENTER, holidays=(MIDSUMMER_EVE,), exceptions=(moving,))

    answer = phone_hours.open_at(hours, at("2026-06-19 10:30"))

    assert (answer.state, answer.layer, answer.reason) == (State.OPEN, Layer.EXCEPTION, "Moving")
    assert answer.closes_at == at("2026-06-19 11:00")


def test_closure_goes_before_everything_from_moment_to_moment():
    drill = Closure(at("2026-11-19 13:10:30.5"), at("2026-11-19 13:20:15"), "Fire drill")
    hours = replace(SKARHOLMEN_HANDLERS, closures=(drill,))

    assert closes(hours, "2026-11-19 13:00") == drill.starts_at
    assert opens(hours, "2026-11-19 13:10:31") == drill.ends_at
    assert state(hours, "2026-11-19 13:20:15") is State.OPEN
    answer = phone_hours.open_at(hours, at("2026-11-19 13:15"))
    assert (answer.layer, answer.reason) == (Layer.CLOSURE, "Fire drill")


def test_closure_closes_a_line_that_is_always_open():
    drill = Closure(at("2026-11-19 13:00"), at("2026-11-19 14:00"), "Fire drill")
    hours = replace(SOCIALJOUREN, closures=(drill,), holidays=(MIDSUMMER_EVE,))

    assert closes(hours, "2026-11-18 13:00") == drill.starts_at
    assert opens(hours, "2026-11-19 13:30") == drill.ends_at
    assert closes(hours, "2026-11-19 14:00") is None
    assert state(hours, "2026-06-19 10:00") is State.OPEN


def test_season_runs_over_new_year():
    winter = Season("Winter", (12, 20), (1, 10), monday_to_friday("10:00-12:00"))
    hours = replace(KONTAKTCENTER, seasons=(winter,))

    assert state(hours, "2026-12-31 09:00") is State.CLOSED
    assert state(hours, "2027-01-05 11:00") is State.OPEN
    assert state(hours, "2027-01-08 09:00") is State.CLOSED
    assert state(hours, "2027-01-11 09:00") is State.OPEN
    assert state(hours, "2026-12-18 09:00") is State.OPEN


def test_shorter_season_goes_before_a_longer_one():
    summer = Season("Summer", (5, 1), (8, 31), monday_to_friday("08:00-16:00"))
    july = Season("July", (7, 1), (7, 31), monday_to_friday("10:00-12:00"))

    for seasons in [(summer, july), (july, summer)]:
        hours = replace(KONTAKTCENTER, seasons=seasons)
        assert phone_hours.day(hours, date(2026, 7, 15)).reason == "July"
        assert phone_hours.day(hours, date(2026, 8, 3)).reason == "Summer"


def test_of_equally_long_seasons_the_one_that_began_last_holds():
    first = Season("First", (6, 1), (6, 10), monday_to_friday("08:00-16:00"))
    second = Season("Second", (6, 5), (6, 14), monday_to_friday("10:00-12:00"))

    for seasons in [(first, second), (second, first)]:
        hours = replace(KONTAKTCENTER, seasons=seasons)
        assert phone_hours.day(hours, date(2026, 6, 4)).reason == "First"
        assert phone_hours.day(hours, date(2026, 6, 8)).reason == "Second"


def test_season_holds_only_in_its_years():
    summer = Season(
        "Summer",
        (5, 1),
        (8, 31),
        monday_to_friday("10:00-11:00"),
        date(2026, 1, 1),
        date(2026, 7, 1),
    )
    hours = replace(KONTAKTCENTER, seasons=(summer,))

    assert phone_hours.day(hours, date(2025, 6, 2)).layer is Layer.WEEK
    assert phone_hours.day(hours, date(2026, 7, 1)).layer is Layer.SEASON
    assert phone_hours.day(hours, date(2026, 7, 2)).layer is Layer.WEEK


def test_season_to_the_leap_day_ends_on_the_last_of_february():
    winter = Season("Winter", (2, 1), (2, 29), monday_to_friday("10:00-12:00"))
    hours = replace(KONTAKTCENTER, seasons=(winter,))

    assert phone_hours.day(hours, date(2028, 2, 29)).reason == "Winter"
    assert phone_hours.day(hours, date(2028, 3, 1)).reason == ""
    assert phone_hours.day(hours, date(2027, 2, 28)).reason == "Winter"
    assert phone_hours.day(hours, date(2027, 3, 1)).reason == ""


def test_season_on_the_leap_day_alone_comes_every_year():
    leap = Season("Leap day", (2, 29), (2, 29), every_day("10:00-12:00"))
    hours = replace(KONTAKTCENTER, seasons=(leap,))

    assert phone_hours.day(hours, date(2028, 2, 28)).reason == ""
    assert phone_hours.day(hours, date(2028, 2, 29)).reason == "Leap day"
    assert phone_hours.day(hours, date(2027, 2, 28)).reason == "Leap day"


# Holidays


def test_midsummer_eve_is_closed_when_somebody_has_decided_so():
    hours = replace(KONTAKTCENTER, holidays=(MIDSUMMER_EVE,))

    answer = phone_hours.open_at(hours, at("2026-06-19 10:00"))

    assert (answer.state, answer.layer) == (State.CLOSED, Layer.HOLIDAY)
    assert answer.reason == "Midsummer Eve"
    assert answer.opens_at == at("2026-06-22 08:00")
    assert not answer.may_open_earlier


def test_midsummer_eve_is_not_known_while_nobody_has_decided():
    hours = replace(KONTAKTCENTER, holidays=(MIDSUMMER_EVE_UNDECIDED,))

    assert state(hours, "2026-06-19 10:00") is State.NOT_KNOWN
    evening_before = phone_hours.open_at(hours, at("2026-06-18 17:00"))
    assert evening_before.opens_at == at("2026-06-22 08:00")
    assert evening_before.may_open_earlier


def test_undecided_holiday_on_a_day_that_is_closed_anyway_is_closed():
    midsummer_day = Holiday(date(2026, 6, 20), "Midsummer Day", closes=None)  # a Saturday
    hours = replace(KONTAKTCENTER, holidays=(midsummer_day,))

    assert state(hours, "2026-06-20 10:00") is State.CLOSED


def test_hours_are_cut_when_a_day_closes_early():
    twelfth_night = Holiday(date(2027, 1, 5), "Twelfth Night", closes=13 * 60 + 30)
    hours = replace(SKARHOLMEN_HANDLERS, holidays=(twelfth_night,))

    assert phone_hours.day(hours, date(2027, 1, 5)).intervals == slots("08:30-09:30 13:00-13:30")
    assert closes(hours, "2027-01-05 13:10") == at("2027-01-05 13:30")


def test_closing_before_hours_begin_leaves_none():
    early = Holiday(date(2027, 1, 5), "Twelfth Night", closes=9 * 60)
    hours = replace(SKARHOLMEN_HANDLERS, holidays=(early,))

    assert phone_hours.day(hours, date(2027, 1, 5)).intervals == slots("08:30-09:00")


def test_new_year():
    holidays = (
        Holiday(date(2026, 12, 31), "New Year's Eve", closes=12 * 60),
        Holiday(date(2027, 1, 1), "New Year's Day", closes=0),
    )
    hours = replace(KONTAKTCENTER, holidays=holidays)

    assert state(hours, "2026-12-31 11:59") is State.OPEN
    assert state(hours, "2026-12-31 12:00") is State.CLOSED
    assert state(hours, "2027-01-01 10:00") is State.CLOSED
    assert opens(hours, "2026-12-31 12:00") == at("2027-01-04 08:00")
