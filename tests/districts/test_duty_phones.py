"""Whom to ring when it is urgent: by district, and by the clock on the wall."""

from datetime import date

import pytest

from districts import duty_phones, line_hours
from districts.models import Closure, DutyPhoneGap, HolidayDecision, PhoneLine, Unit
from districts.phone_hours import Mode, PhoneHours
from tests.districts.facts import (
    DUTY_PHONE,
    KONTAKTCENTER,
    SOCIALJOUREN,
    at,
    monday_to_friday,
    week_of,
)
from tests.factories import DistrictFactory, PhoneLineFactory, UnitFactory, UserFactory

IN_OFFICE_HOURS = at("2026-10-14 10:00")  # a Wednesday
MIDSUMMER_EVE = date(2026, 6, 19)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def contact_centre():
    unit = UnitFactory(district=None, kind=Unit.Kind.CONTACT_CENTRE)
    line = PhoneLineFactory(unit=unit)
    line_hours.store(line, KONTAKTCENTER)
    return line


@pytest.fixture(autouse=True)
def socialjouren():
    unit = UnitFactory(district=None, kind=Unit.Kind.EMERGENCY, name="Socialjouren")
    line = PhoneLineFactory(unit=unit, follows_holidays=False)
    line_hours.store(line, SOCIALJOUREN)
    return line


@pytest.fixture
def district():
    return DistrictFactory(name="Farsta")


@pytest.fixture
def duty_phone(district):
    """Nobody has entered its hours."""
    return PhoneLineFactory(unit__district=district, unit__kind=Unit.Kind.DUTY_PHONE)


def answering(district, moment) -> PhoneLine | None:
    found = duty_phones.route(district, at=moment).answering
    return found.line if found else None


@pytest.mark.parametrize(
    "moment",
    [
        "2026-10-14 08:00",
        "2026-10-14 16:29",  # Wednesday
        "2026-10-16 15:59",  # Friday
        "2026-07-15 15:59",  # Wednesday in summer
        "2026-07-17 14:59",  # Friday in summer
    ],
)
def test_in_office_hours_the_duty_phone_answers(district, duty_phone, moment):
    assert answering(district, at(moment)) == duty_phone


@pytest.mark.parametrize(
    "moment",
    [
        "2026-10-14 07:59",
        "2026-10-14 16:30",
        "2026-10-14 16:31",
        "2026-10-16 16:00",
        "2026-07-17 15:00",
        "2026-07-17 15:01",
        "2026-10-17 12:00",  # Saturday
        "2026-10-25 02:30",  # the hour that comes twice
    ],
)
def test_outside_office_hours_socialjouren_answers(district, duty_phone, socialjouren, moment):
    assert answering(district, at(moment)) == socialjouren


@pytest.mark.parametrize("decided", [True, False])
def test_on_midsummer_eve_socialjouren_answers(district, duty_phone, socialjouren, decided):
    """Closed when that is decided; while nobody has decided it is not known, and nobody is sent there."""
    if decided:
        HolidayDecision.objects.create(
            district=district,
            day=MIDSUMMER_EVE,
            decision=HolidayDecision.Decision.CLOSED,
            decided_at=IN_OFFICE_HOURS,
        )

    assert answering(district, at("2026-06-19 10:00")) == socialjouren


def test_hours_of_its_own_go_before_office_hours(district, duty_phone, socialjouren):
    line_hours.store(duty_phone, week_of(monday_to_friday("09:00-12:00")))

    assert answering(district, at("2026-10-14 11:59")) == duty_phone
    assert answering(district, at("2026-10-14 12:00")) == socialjouren


@pytest.mark.parametrize("hours", [PhoneHours(), DUTY_PHONE])
def test_it_is_told_that_office_hours_are_assumed(district, duty_phone, hours):
    line_hours.store(duty_phone, hours)

    assert duty_phones.route(district, at=IN_OFFICE_HOURS).has_assumed_hours


def test_office_hours_are_those_of_the_line_that_the_setting_names(
    district, duty_phone, socialjouren, settings
):
    settings.DUTY_PHONE_HOURS_OF = PhoneLineFactory().slug
    line_hours.store(
        PhoneLine.objects.get(slug=settings.DUTY_PHONE_HOURS_OF),
        week_of(monday_to_friday("08:00-10:00")),
    )

    assert answering(district, IN_OFFICE_HOURS) == socialjouren
    assert answering(district, at("2026-10-14 09:59")) == duty_phone


def test_when_the_setting_names_no_line_nothing_is_assumed(
    district, duty_phone, socialjouren, settings
):
    settings.DUTY_PHONE_HOURS_OF = "nowhere"

    assert answering(district, IN_OFFICE_HOURS) == socialjouren


def test_a_closure_of_the_duty_phone_holds(district, duty_phone, socialjouren):
    Closure.objects.create(
        line=duty_phone,
        starts_at=at("2026-10-14 09:00"),
        ends_at=at("2026-10-14 11:00"),
        reason="no power",
        closed_by=UserFactory(),
    )

    assert answering(district, IN_OFFICE_HOURS) == socialjouren


def test_what_the_duty_phone_sends_callers_to_comes_before_socialjouren(district, duty_phone):
    neighbour = PhoneLineFactory(mode=Mode.ALWAYS, follows_holidays=False)
    PhoneLine.objects.filter(pk=duty_phone.pk).update(outside_hours=neighbour)

    assert answering(district, at("2026-10-14 22:00")) == neighbour


def test_nobody_is_sent_to_the_contact_centre_which_is_who_asks(
    district, duty_phone, contact_centre, socialjouren
):
    PhoneLine.objects.filter(pk=duty_phone.pk).update(
        outside_hours=contact_centre, number="", dial=""
    )

    assert answering(district, IN_OFFICE_HOURS) == socialjouren


def test_the_way_there_is_told(district, duty_phone, socialjouren):
    route = duty_phones.route(district, at=at("2026-10-14 22:00"))

    assert [shown.line for shown in route.passed] == [duty_phone]
    assert route.lacks is None


def test_without_a_district_socialjouren_answers(socialjouren):
    route = duty_phones.route(None, at=IN_OFFICE_HOURS)

    assert (route.answering.line, route.lacks) == (socialjouren, None)


def test_a_missing_number_of_socialjouren_is_told(district, duty_phone, socialjouren):
    PhoneLine.objects.filter(pk=socialjouren.pk).update(number="", dial="")

    route = duty_phones.route(district, at=at("2026-10-14 22:00"))

    assert route.answering is None
    assert [shown.line for shown in route.passed] == [duty_phone, socialjouren]


def test_an_empty_city_answers_nobody():
    PhoneLine.objects.all().delete()

    route = duty_phones.route(DistrictFactory(), at=IN_OFFICE_HOURS)

    assert (route.answering, route.passed) == (None, ())


def test_a_district_without_a_duty_phone_is_sent_on(district, socialjouren):
    route = duty_phones.route(district, at=IN_OFFICE_HOURS)

    assert (route.answering.line, route.lacks) == (socialjouren, DutyPhoneGap.Lacks.UNIT)


def test_a_duty_phone_without_a_line_is_sent_on(district, socialjouren):
    UnitFactory(district=district, kind=Unit.Kind.DUTY_PHONE)

    route = duty_phones.route(district, at=IN_OFFICE_HOURS)

    assert (route.answering.line, route.lacks) == (socialjouren, DutyPhoneGap.Lacks.LINE)


def test_a_duty_phone_without_a_number_is_sent_on(district, duty_phone, socialjouren):
    PhoneLine.objects.filter(pk=duty_phone.pk).update(number="", dial="")

    route = duty_phones.route(district, at=IN_OFFICE_HOURS)

    assert (route.answering.line, route.lacks) == (socialjouren, DutyPhoneGap.Lacks.NUMBER)


def test_a_duty_phone_that_was_closed_for_good_is_sent_on(district, duty_phone, socialjouren):
    Unit.objects.filter(pk=duty_phone.unit_id).update(closed_on=IN_OFFICE_HOURS.date())

    assert answering(district, IN_OFFICE_HOURS) == socialjouren


@pytest.mark.parametrize("count", [1, 3])
def test_a_route_takes_the_same_number_of_queries(district, count, django_assert_num_queries):
    PhoneLineFactory.create_batch(count, unit__district=district, unit__kind=Unit.Kind.DUTY_PHONE)

    with django_assert_num_queries(10):
        duty_phones.route(district, at=IN_OFFICE_HOURS)
