"""The invented people: enough of them to try every kind of answer, and known to the sample city's districts and units."""

from collections import Counter

import pytest
from django.utils import timezone

from cases.case_register.invented import people
from cases.sample import case_register
from contactcenter.accounts.sample import PEOPLE as STAFF
from contactcenter.personal_numbers import PersonalNumber
from districts.models import District, Service, Unit

EVERYBODY = people().values()
CASES = [case for person in EVERYBODY for case in person["cases"]]
PILOTS = {"jarva", "skarholmen"}


def test_every_kind_of_person_is_there():
    assert any(person.get("is_protected") for person in EVERYBODY)
    assert any(PersonalNumber(number).is_coordination_number for number in people())
    assert any(case["handler"] is None for case in CASES)
    assert any(len(case["decisions"]) == 2 for case in CASES)
    assert any(len({case["district"] for case in person["cases"]}) == 2 for person in EVERYBODY)
    assert any(not person["cases"] for person in EVERYBODY)


def test_most_are_in_the_pilots_and_some_are_not():
    districts = Counter(case["district"] for case in CASES)

    assert sum(districts[pilot] for pilot in PILOTS) > sum(districts.values()) / 2
    assert set(districts) - PILOTS != set()


def test_somebody_has_the_surname_of_an_agent():
    name, _roles = STAFF["agent@example.org"]

    assert name.split()[-1] in {person["surname"] for person in EVERYBODY}


@pytest.mark.django_db
def test_districts_services_and_units_are_those_of_the_sample_city(sample_city):
    assert {case["district"] for case in CASES} <= slugs(District, "slug")
    assert {case["service"] for case in CASES} <= slugs(Service, "code")
    assert {case["unit"] for case in CASES} <= slugs(Unit, "slug")


def slugs(model, name):
    return set(model.objects.values_list(name, flat=True))


@pytest.mark.django_db
def test_loading_again_adds_nobody_and_keeps_what_was_changed():
    with case_register.connected_as_owner() as register:
        register.execute("UPDATE matter SET handler = 'Somebody else' WHERE district = 'farsta'")

    added = case_register.load(today=timezone.localdate())

    with case_register.connected_as_owner() as register:
        [handler] = register.execute(
            "SELECT handler FROM matter WHERE district = 'farsta'"
        ).fetchone()
        register.execute(
            "UPDATE matter SET handler = 'Farstina Fejksson' WHERE district = 'farsta'"
        )
    assert (added, handler) == (0, "Somebody else")


def test_without_a_register_there_is_nobody_to_add(monkeypatch):
    monkeypatch.delitem(case_register.settings.DATABASES, "case_register")

    assert case_register.load(today=timezone.localdate()) == 0
