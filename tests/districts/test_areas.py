import pytest

from contactcenter.accounts.roles import DistrictRole, Role
from districts import areas
from tests.factories import MembershipFactory, PhoneLineFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

CHANGE = "districts.change_phone_hours"
VIEW = "districts.view_district"


def test_what_one_may_do_in_a_district_comes_from_memberships_there_alone():
    person = UserFactory(roles=[Role.ADMINISTRATOR])
    here = MembershipFactory(user=person, role=DistrictRole.STAFF).unit.district
    there = MembershipFactory(user=person, role=DistrictRole.ADMIN).unit.district

    found = {slug: areas.find(slug, person) for slug in (here.slug, there.slug)}

    assert [area.may(CHANGE) for area in found.values()] == [False, True]
    assert [area.may(VIEW) for area in found.values()] == [True, True]


def test_a_district_without_membership_does_not_exist():
    assert areas.find(UnitFactory().district.slug, UserFactory(roles=[Role.AGENT])) is None


@pytest.mark.parametrize("role", Role)
def test_the_city_is_the_administrators(role):
    found = areas.find("city", UserFactory(roles=[role]))

    assert (found is not None and found.may(CHANGE)) == (role == Role.ADMINISTRATOR)


def test_a_district_admin_does_not_see_the_city():
    assert areas.find("city", MembershipFactory(role=DistrictRole.ADMIN).user) is None


def test_the_list_holds_the_city_first():
    person = UserFactory(roles=[Role.ADMINISTRATOR])
    district = MembershipFactory(user=person).unit.district

    assert [area.slug for area in areas.visible_to(person, VIEW)] == ["city", district.slug]
    assert [area.slug for area in areas.visible_to(person, CHANGE)] == ["city"]


def test_an_area_has_the_lines_of_its_open_units():
    person = UserFactory(roles=[Role.ADMINISTRATOR])
    line = PhoneLineFactory(unit__district=None)
    PhoneLineFactory(unit__district=None, unit__closed_on="2026-01-01")
    PhoneLineFactory()

    assert list(areas.find("city", person).lines()) == [line]
