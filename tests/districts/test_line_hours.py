"""Rows to values and back; how many queries it takes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from districts import line_hours
from districts.models import (
    Closure,
    ExceptionDay,
    HolidayDecision,
    Interval,
    PhoneLine,
    Season,
)
from districts.phone_hours import (
    ExceptionPeriod,
    Holiday,
    Layer,
    Mode,
    PhoneHours,
    State,
    day,
    open_at,
)
from tests.districts.facts import (
    KONTAKTCENTER,
    SKARHOLMEN_HANDLERS,
    SKARHOLMEN_RECEPTION,
    SOCIALRADGIVNING_CHAT,
    SOCIALRADGIVNING_PHONE,
    at,
    monday_to_friday,
    slots,
)
from tests.districts.random_hours import hours_and_day
from tests.factories import PhoneLineFactory, RegularWeekFactory, UnitFactory, UserFactory

NOW = at("2026-11-19 09:00")
MIDSUMMER_EVE = date(2026, 6, 19)
Decision = HolidayDecision.Decision

MOVING = ExceptionPeriod(date(2026, 12, 1), date(2026, 12, 2), slots("10:00-12:00"), "Moving")
NOT_KNOWN = ExceptionPeriod(date(2026, 12, 8), date(2026, 12, 8), None, "New switchboard")
FULL = replace(KONTAKTCENTER, exceptions=(MOVING, NOT_KNOWN))


def without_holidays(line):
    return replace(line_hours.of(line, at=NOW), holidays=())


def decide(district, day, decision, closes_minute=None):
    HolidayDecision.objects.create(
        district=district,
        day=day,
        decision=decision,
        closes_minute=closes_minute,
        decided_at=NOW,
    )


@pytest.mark.django_db
def test_rows_become_layers():
    week = RegularWeekFactory(valid_from=date(2026, 1, 1), days_not_known=[2])
    line = week.line
    Interval.objects.create(week=week, weekday=0, starts_minute=510, ends_minute=570)
    season = Season.objects.create(
        line=line, name="Summer", first_month=5, first_day=1, last_month=8, last_day=31
    )
    Interval.objects.create(season=season, weekday=4, starts_minute=480, ends_minute=900)
    exception = ExceptionDay.objects.create(
        line=line, first=MOVING.first, last=MOVING.last, reason="Moving"
    )
    Interval.objects.create(exception=exception, starts_minute=600, ends_minute=720)
    Closure.objects.create(
        line=line,
        starts_at=NOW,
        ends_at=at("2026-11-19 12:00"),
        reason="Flu",
        closed_by=UserFactory(),
    )

    hours = line_hours.of(line, at=NOW)

    assert hours.weeks[0].days == (slots("08:30-09:30"), (), None, (), (), (), ())
    assert hours.seasons[0].first == (5, 1)
    assert hours.seasons[0].days[4] == slots("08:00-15:00")
    assert hours.exceptions == (MOVING,)
    assert open_at(hours, NOW).reason == "Flu"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hours", [FULL, SOCIALRADGIVNING_CHAT, PhoneHours(mode=Mode.ALWAYS), PhoneHours()]
)
def test_stored_hours_come_back_as_they_were(hours):
    line = PhoneLineFactory()

    line_hours.store(line, hours)

    line.refresh_from_db()
    assert without_holidays(line) == hours


@pytest.mark.django_db
def test_storing_replaces_the_layers_of_that_line_only():
    line, other = PhoneLineFactory.create_batch(2)
    line_hours.store(line, FULL)
    line_hours.store(other, FULL)

    line_hours.store(line, SKARHOLMEN_HANDLERS)

    assert without_holidays(line) == SKARHOLMEN_HANDLERS
    assert without_holidays(other) == FULL
    assert Interval.objects.filter(week__line=line).count() == 9


@pytest.mark.django_db
def test_storing_leaves_closures_alone():
    line = PhoneLineFactory()
    Closure.objects.create(
        line=line,
        starts_at=NOW,
        ends_at=at("2026-11-19 12:00"),
        reason="Flu",
        closed_by=UserFactory(),
    )

    line_hours.store(line, SKARHOLMEN_HANDLERS)

    assert [closure.reason for closure in line_hours.of(line, at=NOW).closures] == ["Flu"]


@pytest.mark.django_db
def test_database_refuses_hours_that_overlap():
    week = replace(SKARHOLMEN_HANDLERS.weeks[0], days=monday_to_friday("09:00-11:00 10:00-12:00"))

    with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
        line_hours.store(PhoneLineFactory(), PhoneHours(weeks=(week,)))


@pytest.mark.django_db
def test_all_lines_of_a_city_load_in_eight_queries(django_assert_num_queries):
    for unit in UnitFactory.create_batch(3):
        for line in PhoneLineFactory.create_batch(2, unit=unit):
            line_hours.store(line, FULL)

    with django_assert_num_queries(8):
        hours = line_hours.of_many(PhoneLine.objects.all(), at=NOW)

    assert {replace(each, holidays=()) for each in hours.values()} == {FULL}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_hours_are_stored_in_the_same_number_of_queries(number, django_assert_num_queries):
    line = PhoneLineFactory()
    line_hours.store(line, FULL)
    exceptions = tuple(
        replace(MOVING, first=date(2027, month, 1), last=date(2027, month, 2))
        for month in range(1, number + 1)
    )

    with django_assert_num_queries(14):
        line_hours.store(line, replace(FULL, exceptions=exceptions))


# Holidays


@pytest.mark.django_db
def test_a_suggested_day_is_not_known_until_it_is_decided():
    line = PhoneLineFactory()
    line_hours.store(line, KONTAKTCENTER)

    view = day(line_hours.of(line, at=NOW, language="en"), MIDSUMMER_EVE)

    assert (view.state, view.layer) == (State.NOT_KNOWN, Layer.HOLIDAY)
    assert view.reason == "Midsummer Eve"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "closes_minute", "expected"),
    [
        (Decision.CLOSED, None, ()),
        (Decision.AS_USUAL, None, slots("08:00-15:00")),
        (Decision.CLOSES_EARLY, 720, slots("08:00-12:00")),
    ],
)
def test_a_decision_settles_the_day(decision, closes_minute, expected):
    line = PhoneLineFactory()
    line_hours.store(line, KONTAKTCENTER)
    decide(line.unit.district, MIDSUMMER_EVE, decision, closes_minute)

    hours = line_hours.of(line, at=NOW)

    assert day(hours, MIDSUMMER_EVE).intervals == expected


@pytest.mark.django_db
def test_a_decision_holds_in_its_own_district():
    line, other = PhoneLineFactory.create_batch(2)
    city_line = PhoneLineFactory(unit=UnitFactory(district=None))
    decide(line.unit.district, MIDSUMMER_EVE, Decision.CLOSED)
    decide(None, MIDSUMMER_EVE, Decision.CLOSES_EARLY, 720)

    hours = line_hours.of_many([line, other, city_line], at=NOW)

    closes = [hours[each].holiday_on[MIDSUMMER_EVE].closes for each in (line, other, city_line)]
    assert closes == [0, None, 720]


@pytest.mark.django_db
def test_a_half_day_is_as_usual_until_somebody_decides_otherwise():
    line = PhoneLineFactory()
    line_hours.store(line, KONTAKTCENTER)
    maundy_thursday = date(2026, 4, 2)
    assert day(line_hours.of(line, at=NOW), maundy_thursday).layer is Layer.WEEK

    decide(line.unit.district, maundy_thursday, Decision.CLOSES_EARLY, 780)

    view = day(line_hours.of(line, at=NOW), maundy_thursday)
    assert (view.intervals, view.reason) == (slots("08:00-13:00"), "Skärtorsdagen")


@pytest.mark.django_db
def test_a_line_that_does_not_follow_holidays_is_answered_as_usual():
    line = PhoneLineFactory(follows_holidays=False)
    line_hours.store(line, KONTAKTCENTER)
    decide(line.unit.district, MIDSUMMER_EVE, Decision.CLOSED)

    assert day(line_hours.of(line, at=NOW), MIDSUMMER_EVE).intervals == slots("08:00-15:00")


@pytest.mark.django_db
def test_holidays_are_known_as_far_as_the_engine_looks():
    line = PhoneLineFactory()
    last_moment = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)

    days = {holiday.day for holiday in line_hours.of(line, at=last_moment).holidays}

    assert {date(2025, 12, 31), date(2027, 12, 31), date(2028, 1, 6)} <= days


# JSON


@settings(max_examples=50, deadline=None, database=None)
@given(st.randoms(use_true_random=False))
def test_snapshots_of_any_hours_survive_json(random):
    hours, _day = hours_and_day(random)

    plain = json.loads(json.dumps(line_hours.snapshot(hours)))

    assert line_hours.from_snapshot(plain) == replace(hours, holidays=(), closures=())


@pytest.mark.django_db
def test_snapshot_holds_what_is_stored():
    hours, _day = next(
        found for seed in range(100) if (found := hours_and_day(Random(seed)))[0].seasons
    )
    holiday = Holiday(MIDSUMMER_EVE, "Midsummer Eve", closes=0)

    assert line_hours.snapshot(hours) == line_hours.snapshot(replace(hours, holidays=(holiday,)))


# The sample city


@pytest.mark.django_db
def test_sample_city_has_the_hours_of_the_documents(sample_city, django_assert_num_queries):
    with django_assert_num_queries(8):
        hours = line_hours.of_many(PhoneLine.objects.all(), at=NOW)

    of = {line.slug: each for line, each in hours.items()}
    assert of["kontaktcenter"].weeks[0].days == KONTAKTCENTER.weeks[0].days
    assert of["kontaktcenter"].seasons[0].days == KONTAKTCENTER.seasons[0].days
    assert of["socialradgivningen-phone"].weeks[0].days == SOCIALRADGIVNING_PHONE.weeks[0].days
    assert of["socialradgivningen-chat"].weeks[0].days == SOCIALRADGIVNING_CHAT.weeks[0].days
    assert of["skarholmen-handlers"].weeks[0].days == SKARHOLMEN_HANDLERS.weeks[0].days
    assert of["skarholmen-reception"].weeks[0].days == SKARHOLMEN_RECEPTION.weeks[0].days
    assert of["socialjouren"].mode is Mode.ALWAYS
