"""A resident's page is kept for its minute, and not a moment longer than what it tells."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from districts import editions
from districts.models import Closure, District, HolidayDecision, PhoneLine, PlaceName, Unit
from tests.factories import (
    MONDAY_NINE,
    PhoneLineFactory,
    RegularWeekFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> PhoneLine:
    return PhoneLineFactory(unit__district__slug="here", mode=PhoneLine.Mode.ALWAYS)


def page(client: Client) -> str:
    return client.get("/en/districts/here/").content.decode()


CHANGES = {
    "a line is renamed": lambda: PhoneLine.objects.update(role_en="Renamed"),
    "its number goes": lambda: PhoneLine.objects.update(number="", dial=""),
    "a unit's address": lambda: Unit.objects.update(visiting_address="Nygatan 1"),
    "the district is renamed": lambda: District.objects.update(name_en="Renamed"),
    "a unit is added": lambda: UnitFactory(district=District.objects.get()),
    "a line goes": lambda: PhoneLine.objects.get().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_at_once(client, line, time_machine, change):
    time_machine.move_to(MONDAY_NINE, tick=False)
    before = page(client)

    CHANGES[change]()

    assert page(client) != before


def test_every_table_that_is_told_counts(line):
    at = MONDAY_NINE
    stamps = [editions.stamp()]
    for change in (
        lambda: RegularWeekFactory(line=line),
        lambda: Closure.objects.create(
            line=line, starts_at=at, ends_at=at + timedelta(hours=1), closed_by=UserFactory()
        ),
        lambda: HolidayDecision.objects.create(
            day=date(2026, 12, 24),
            decision=HolidayDecision.Decision.CLOSED,
            decided_at=at,
        ),
        lambda: PlaceName.objects.create(
            name="Nytorp", search_key="nytorp", kind="neighbourhood", district=line.unit.district
        ),
        Closure.objects.all().delete,
    ):
        change()
        stamps.append(editions.stamp())

    assert len(set(stamps)) == 6


def test_unchanged_it_costs_one_query(client, line, time_machine, django_assert_num_queries):
    time_machine.move_to(MONDAY_NINE, tick=False)
    before = page(client)

    with django_assert_num_queries(1):
        again = page(client)

    assert again == before


def test_the_next_minute_it_is_made_anew(client, line, time_machine):
    time_machine.move_to(MONDAY_NINE, tick=False)
    line.closures.create(
        starts_at=MONDAY_NINE + timedelta(minutes=1),
        ends_at=MONDAY_NINE + timedelta(hours=1),
        closed_by=UserFactory(),
    )
    before = page(client)

    time_machine.move_to(MONDAY_NINE + timedelta(minutes=1), tick=False)

    assert "Open" in before
    assert page(client) != before


def test_each_language_has_its_own(client, line):
    assert 'lang="en"' in client.get("/en/districts/here/").content.decode()
    assert 'lang="sv"' in client.get("/sv/districts/here/").content.decode()


def test_nothing_is_kept_of_what_somebody_asked(client, line):
    client.get("/en/find/", {"q": "Storgatan 1"})

    assert caches["pages"]._cache == {}


def test_asked_whether_it_is_the_same_it_answers_from_the_edition_alone(
    client, line, time_machine, django_assert_num_queries
):
    time_machine.move_to(MONDAY_NINE, tick=False)
    etag = client.get("/en/districts/here/")["ETag"]
    caches["pages"].clear()

    with django_assert_num_queries(1):
        again = client.get("/en/districts/here/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
