import pytest
from django.urls import reverse

from districts.models import Unit
from tests.factories import PhoneLineFactory, UnitFactory

pytestmark = pytest.mark.django_db


def address(unit, name, *args):
    return reverse(f"district:{name}", args=[unit.district.slug, *args])


def test_a_unit_is_set_up_in_ones_own_district(admin_client, unit):
    admin_client.post(
        address(unit, "create-unit"),
        {"name_sv": "Öppet hus", "name_en": "Open house", "kind": "other"},
    )

    made = Unit.objects.get(name_sv="Öppet hus")
    assert (made.district, made.name_en) == (unit.district, "Open house")


def test_a_unit_is_renamed(admin_client, unit):
    admin_client.post(
        address(unit, "change-unit", unit.slug), {"name_sv": "Mottagningen", "kind": "reception"}
    )

    unit.refresh_from_db()
    assert unit.name_sv == "Mottagningen"


def test_a_unit_has_a_name_in_swedish(admin_client, unit):
    response = admin_client.post(address(unit, "create-unit"), {"name_sv": "", "kind": "other"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name_sv"}


def test_before_closing_the_page_says_what_follows(admin_client, unit):
    PhoneLineFactory.create_batch(2, unit=unit)

    page = admin_client.get(address(unit, "close-unit", unit.slug)).content.decode()

    assert "2 lines, with their numbers and hours, go over" in page
    assert "1 person keeps the same role there." in page
    assert "This cannot be undone." in page


def test_a_unit_is_closed_with_a_successor_in_the_same_district(admin_client, unit):
    successor = UnitFactory(district=unit.district)

    admin_client.post(address(unit, "close-unit", unit.slug), {"successor": successor.pk})

    unit.refresh_from_db()
    assert unit.successor == successor
    page = admin_client.get(address(unit, "lines")).content.decode()
    assert f"taken over by {successor}" in page
    assert admin_client.get(address(unit, "change-unit", unit.slug)).status_code == 404


@pytest.mark.parametrize("of_other_district", [True, False])
def test_somebody_of_the_district_must_take_over(admin_client, unit, of_other_district):
    successor = UnitFactory().pk if of_other_district else ""

    response = admin_client.post(address(unit, "close-unit", unit.slug), {"successor": successor})

    assert response.status_code == 422
    unit.refresh_from_db()
    assert unit.closed_on is None


def test_an_empty_unit_is_closed_without_a_successor(admin_client, unit):
    empty = UnitFactory(district=unit.district)

    admin_client.post(address(empty, "close-unit", empty.slug), {"successor": ""})

    empty.refresh_from_db()
    assert empty.closed_on is not None
