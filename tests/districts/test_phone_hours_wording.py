"""The engine's answers in words."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.utils import translation

from districts.phone_hours import Closure, Mode, PhoneHours, describe, hours_text, week
from districts.phone_hours.wording import moment_text
from tests.districts.facts import (
    DUTY_PHONE,
    KONTAKTCENTER,
    MIDSUMMER_EVE_UNDECIDED,
    SKARHOLMEN_HANDLERS,
    SOCIALJOUREN,
    SOCIALRADGIVNING_CHAT,
    at,
    every_day,
    slots,
    week_of,
)

BY_APPOINTMENT = PhoneHours(mode=Mode.BY_APPOINTMENT)
UNDECIDED = replace(KONTAKTCENTER, holidays=(MIDSUMMER_EVE_UNDECIDED,))
NIGHTS = week_of(every_day("22:00-26:00"))
EVENINGS = week_of(every_day("18:00-24:00"))


@pytest.mark.parametrize(
    ("hours", "moment", "swedish", "english"),
    [
        (
            SKARHOLMEN_HANDLERS,
            "2026-11-19 09:00",
            "Stängt. Öppnar i dag 13.00",
            "Closed. Opens today 13:00",
        ),
        (
            SKARHOLMEN_HANDLERS,
            "2026-11-20 14:01",
            "Stängt. Öppnar måndag 08.30",
            "Closed. Opens Monday 08:30",
        ),
        (
            SKARHOLMEN_HANDLERS,
            "2026-11-18 14:00",
            "Stängt. Öppnar i morgon 13.00",
            "Closed. Opens tomorrow 13:00",
        ),
        (
            KONTAKTCENTER,
            "2026-04-17 15:30",
            "Öppet nu, stänger 16.00",
            "Open now, closes 16:00",
        ),
        (
            KONTAKTCENTER,
            "2026-07-17 15:30",
            "Stängt. Öppnar måndag 08.00",
            "Closed. Opens Monday 08:00",
        ),
        (NIGHTS, "2026-11-19 23:00", "Öppet nu, stänger i morgon 02.00", None),
        (EVENINGS, "2026-11-19 23:00", "Öppet nu, stänger 24.00", "Open now, closes 24:00"),
        (SOCIALJOUREN, "2026-12-24 03:30", "Öppet dygnet runt", "Open around the clock"),
        (BY_APPOINTMENT, "2026-11-19 09:00", "Efter överenskommelse", "By appointment"),
        (
            DUTY_PHONE,
            "2026-11-19 09:00",
            "Vi vet inte vilka tider som gäller",
            "We do not know the hours",
        ),
        (
            SOCIALRADGIVNING_CHAT,
            "2026-11-19 09:00",
            "Vi vet inte om det är öppet nu",
            "We do not know if it is open now",
        ),
        (
            SOCIALRADGIVNING_CHAT,
            "2026-11-18 09:00",
            "Stängt. Vi vet inte när det öppnar",
            "Closed. We do not know when it opens",
        ),
        (
            UNDECIDED,
            "2026-06-19 10:00",
            "Vi vet inte om det är öppet nu. Nästa öppning som vi känner till: måndag 08.00",
            "We do not know if it is open now. Next known opening: Monday 08:00",
        ),
        (
            UNDECIDED,
            "2026-06-18 17:00",
            "Stängt. Nästa öppning som vi känner till: måndag 08.00",
            "Closed. Next known opening: Monday 08:00",
        ),
        (week_of(((),) * 7), "2026-11-19 09:00", "Stängt", "Closed"),
    ],
)
def test_answers_are_told_in_swedish_and_english(hours, moment, swedish, english):
    assert describe(hours, at(moment), "sv") == swedish
    if english:
        assert describe(hours, at(moment), "en") == english


def test_a_closed_line_by_appointment_is_closed():
    closure = Closure(at("2026-11-19 08:00"), at("2026-11-19 12:00"), "Flu")

    assert (
        describe(replace(BY_APPOINTMENT, closures=(closure,)), at("2026-11-19 09:00"), "en")
        == "Closed"
    )


@pytest.mark.parametrize(
    ("moment", "swedish", "english"),
    [
        ("2026-11-19 13:00", "i dag 13.00", "today 13:00"),
        ("2026-11-20 08:30", "i morgon 08.30", "tomorrow 08:30"),
        ("2026-11-23 08:30", "måndag 08.30", "Monday 08:30"),
        ("2026-11-25 08:30", "onsdag 08.30", "Wednesday 08:30"),
        ("2026-11-26 08:30", "torsdag 26 november 08.30", "Thursday 26 November 08:30"),
    ],
)
def test_a_moment_is_told_as_seen_from_thursday(moment, swedish, english):
    with translation.override("sv"):
        assert moment_text(at(moment), at("2026-11-19 09:00")) == swedish
    with translation.override("en"):
        assert moment_text(at(moment), at("2026-11-19 09:00")) == english


@pytest.mark.parametrize(
    ("intervals", "swedish", "english"),
    [
        (slots("13:00-14:00"), "13.00–14.00", "13:00–14:00"),
        (
            slots("13:00-14:00 08:30-09:30"),
            "08.30–09.30 och 13.00–14.00",
            "08:30–09:30 and 13:00–14:00",
        ),
        (
            slots("08:00-09:00 10:00-11:00 12:00-13:00"),
            "08.00–09.00, 10.00–11.00 och 12.00–13.00",
            "08:00–09:00, 10:00–11:00 and 12:00–13:00",
        ),
        (slots("18:00-24:00"), "18.00–24.00", "18:00–24:00"),
        (slots("22:00-26:00"), "22.00–02.00", "22:00–02:00"),
        (slots("00:00-24:00"), "dygnet runt", "around the clock"),
        ((), "stängt", "closed"),
        (None, "okända tider", "not known"),
    ],
)
def test_hours_of_a_day_are_told(intervals, swedish, english):
    with translation.override("sv"):
        assert hours_text(intervals) == swedish
    with translation.override("en"):
        assert hours_text(intervals) == english


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_tells_when_the_line_opens(language):
    told = describe(SKARHOLMEN_HANDLERS, at("2026-11-19 09:00"), language)

    assert told.endswith(("13:00", "13.00"))
    assert (told == describe(SKARHOLMEN_HANDLERS, at("2026-11-19 09:00"), "en")) == (
        language == "en"
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "Suljettu. Avataan keskiviikkona 25. marraskuuta klo 8.30"),
        ("pl", "Zamknięte. Otwarcie w środę 25 listopada o 08:30"),
        ("so", "Waa xiran yahay. Wuxuu furmayaa Arbaco 25/11, 08:30"),
        ("ti", "ዕጹው። ዝኽፈተሉ: ረቡዕ 25/11 08:30"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, expected):
    hours = replace(
        SKARHOLMEN_HANDLERS,
        closures=(Closure(at("2026-11-17 00:00"), at("2026-11-25 00:00"), "Moving"),),
    )

    assert describe(hours, at("2026-11-17 09:00"), language) == expected


def test_a_week_of_an_undecided_holiday_is_told_day_by_day():
    with translation.override("en"):
        told = [hours_text(day.intervals) for day in week(UNDECIDED, date(2026, 6, 15))]

    assert told == ["08:00–16:00"] * 4 + ["not known", "closed", "closed"]
