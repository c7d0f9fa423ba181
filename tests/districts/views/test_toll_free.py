import pytest
import time_machine
from django.urls import reverse

from contactcenter.accounts.roles import DistrictRole
from districts.models import TollFreeNumber
from tests.factories import MembershipFactory, PhoneLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_year_of_the_source():
    with time_machine.travel("2009-08-03 09:00+02:00", tick=False):
        yield


def address(line, name="toll-free", *args):
    return reverse(f"district:{name}", args=[line.unit.district.slug, *args])


def prices(line, **values):
    return {
        "line": line.pk,
        "number": "020-600 650",
        "connection_fee": "941",
        "monthly_fee": "313",
        "cost_per_minute": "0.35",
        "starts_on": "2009-01-01",
        "ends_on": "",
    } | values


def test_a_number_is_registered_and_its_cost_shown(admin_client, line):
    admin_client.post(address(line, "create-toll-free"), prices(line))

    page = admin_client.get(address(line)).content.decode()
    later = admin_client.get(address(line), {"year": 2010, "minutes": 1000}).content.decode()

    assert "4,697 kr" in page
    assert "3,756 kr" in later
    assert "4,106 kr" in later


def test_prices_never_overlap(admin_client, line):
    admin_client.post(address(line, "create-toll-free"), prices(line))

    response = admin_client.post(
        address(line, "create-toll-free"), prices(line, starts_on="2009-12-31")
    )

    assert response.status_code == 422
    assert "already has prices for some of these days" in response.content.decode()


def test_only_free_numbers_are_registered(admin_client, line):
    response = admin_client.post(
        address(line, "create-toll-free"), prices(line, number="08-465 004 00")
    )

    assert set(response.context["form"].errors) == {"number"}


def test_a_price_is_ended(admin_client, line):
    admin_client.post(address(line, "create-toll-free"), prices(line))
    number = TollFreeNumber.objects.get()

    admin_client.post(
        address(line, "change-toll-free", number.pk), prices(line, ends_on="2009-12-31")
    )

    number.refresh_from_db()
    assert str(number.ends_on) == "2009-12-31"


def test_another_districts_number_is_not_found(admin_client, line, client):
    admin_client.post(address(line, "create-toll-free"), prices(line))
    number = TollFreeNumber.objects.get()
    other = MembershipFactory(role=DistrictRole.ADMIN)
    client.force_login(other.user)
    elsewhere = PhoneLineFactory(unit=other.unit)

    assert client.get(address(elsewhere, "change-toll-free", number.pk)).status_code == 404
    assert "020-600 650" not in client.get(address(elsewhere)).content.decode()


@pytest.mark.parametrize(
    "asked", [{"year": "last"}, {"year": "1"}, {"minutes": "-1"}, {"minutes": "9" * 30}]
)
def test_an_odd_question_gets_no_figures_and_says_why(admin_client, line, asked):
    admin_client.post(address(line, "create-toll-free"), prices(line))

    response = admin_client.get(address(line), asked)

    assert response.status_code == 200
    assert response.context["form"].errors
