"""Outside hours, callers go to somebody who answers."""

import pytest

from districts import line_hours, relief
from districts.models import PhoneLine
from districts.phone_hours import Mode, PhoneHours
from tests.districts.facts import KONTAKTCENTER, SKARHOLMEN_HANDLERS, at
from tests.factories import PhoneLineFactory, UnitFactory

THURSDAY_MORNING = at("2026-11-19 09:00")
THURSDAY_NIGHT = at("2026-11-19 23:00")

pytestmark = pytest.mark.django_db


@pytest.fixture
def socialjouren():
    line = PhoneLineFactory(role="Socialjouren", unit=UnitFactory(district=None))
    line_hours.store(line, PhoneHours(mode=Mode.ALWAYS))
    return line


@pytest.fixture
def contact_centre(socialjouren):
    line = PhoneLineFactory(role="Kontaktcenter", outside_hours=socialjouren)
    line_hours.store(line, KONTAKTCENTER)
    return line


@pytest.fixture
def handlers(contact_centre):
    line = PhoneLineFactory(role="Handlers", outside_hours=contact_centre)
    line_hours.store(line, SKARHOLMEN_HANDLERS)
    return line


def test_a_line_that_is_open_answers_itself(handlers):
    assert relief.who_answers(handlers, at("2026-11-19 13:30")).line == handlers


def test_callers_go_to_the_first_line_that_is_open(handlers, contact_centre, socialjouren):
    assert relief.who_answers(handlers, THURSDAY_MORNING).line == contact_centre
    assert relief.who_answers(handlers, THURSDAY_NIGHT).line == socialjouren


def test_the_way_there_is_told(handlers, contact_centre, socialjouren):
    found = relief.who_answers(handlers, THURSDAY_NIGHT)

    assert [step.line for step in found.steps] == [handlers, contact_centre, socialjouren]
    assert [step.answers for step in found.steps] == [False, False, True]


def test_a_line_without_number_is_passed_over_and_named(handlers, contact_centre, socialjouren):
    PhoneLine.objects.filter(pk=contact_centre.pk).update(number="", dial="")

    found = relief.who_answers(handlers, THURSDAY_MORNING)

    assert found.line == socialjouren
    assert found.missing_numbers == [contact_centre]


def test_nobody_answers_at_the_end_of_the_chain(socialjouren, handlers):
    PhoneLine.objects.filter(pk=socialjouren.pk).update(number="", dial="")

    found = relief.who_answers(handlers, THURSDAY_NIGHT)

    assert found.line is None
    assert found.missing_numbers == [socialjouren]


def test_a_line_whose_hours_are_not_known_does_not_stop_the_caller(contact_centre):
    duty_phone = PhoneLineFactory(outside_hours=contact_centre)
    line_hours.store(duty_phone, PhoneHours(mode=Mode.NOT_PUBLISHED))

    assert relief.who_answers(duty_phone, THURSDAY_MORNING).line == contact_centre


def test_a_circle_is_cut():
    first = PhoneLineFactory()
    second = PhoneLineFactory(outside_hours=first)
    PhoneLine.objects.filter(pk=first.pk).update(outside_hours=second)

    found = relief.who_answers(first, THURSDAY_MORNING)

    assert found.line is None
    assert [step.line for step in found.steps] == [first, second]


def test_a_circle_is_seen_before_it_is_made(handlers, contact_centre, socialjouren):
    assert relief.would_loop(socialjouren, handlers)
    assert relief.would_loop(contact_centre, contact_centre)
    assert not relief.would_loop(handlers, socialjouren)


@pytest.mark.parametrize("length", [1, 3])
def test_a_chain_is_asked_in_the_same_number_of_queries(
    length, socialjouren, django_assert_num_queries
):
    line = socialjouren
    for _ in range(length):
        line = PhoneLineFactory(outside_hours=line)

    with django_assert_num_queries(8):
        found = relief.who_answers(line, THURSDAY_NIGHT)

    assert found.line == socialjouren


@pytest.mark.parametrize("number", [1, 3])
def test_chains_of_many_lines_are_found_in_two_queries(
    number, contact_centre, socialjouren, django_assert_num_queries
):
    lines = PhoneLineFactory.create_batch(number, outside_hours=contact_centre)

    with django_assert_num_queries(2):
        chains = relief.chains(lines)

    assert list(chains.values()) == [[contact_centre, socialjouren]] * number
