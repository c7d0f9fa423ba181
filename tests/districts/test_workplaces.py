"""Where somebody works, as the log has it."""

import pytest
from django.utils.translation import override

from districts import workplaces
from districts.models import Unit
from tests.factories import MembershipFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_people_without_a_unit_belong_to_the_contact_centre():
    with override("en"):
        assert workplaces.name_for(UserFactory()) == "Contact centre"


def test_people_in_several_units_belong_to_the_first_by_name():
    person = UserFactory()
    for name in ("B", "A", "C"):
        MembershipFactory(user=person, unit=UnitFactory(name=name, sort_key=name.lower()))

    assert workplaces.name_for(person) == "A"


def test_unit_of_the_contact_centre_is_the_contact_centre():
    unit = UnitFactory(district=None, kind=Unit.Kind.CONTACT_CENTRE)
    person = MembershipFactory(unit=unit).user

    assert workplaces.of([person.pk]) == {}
