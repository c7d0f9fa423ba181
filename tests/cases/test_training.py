import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.case_register import invented
from cases.models import Contact
from contactcenter.accounts.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

BANNER = "What you do counts nowhere."


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(roles=[Role.AGENT], language="en"))
    return client


def shown(client: Client, route: str) -> str:
    return client.get(reverse(route)).content.decode()


def switch(client: Client, **data: str) -> None:
    page = f"http://testserver{reverse('training')}"
    response = client.post(reverse("training-switch"), data, headers={"Referer": page})
    assert response.headers["Location"] == reverse("training")


@pytest.mark.parametrize("route", ["desk", "desk-search", "styleguide", "accounts:profile"])
def test_every_staff_page_says_so_while_one_trains(desk, route):
    assert BANNER not in shown(desk, route)

    switch(desk, on="1")
    switch(desk, on="1")

    assert BANNER in shown(desk, route)

    switch(desk)

    assert BANNER not in shown(desk, route)


def test_a_contact_stays_what_it_was_started_as(desk):
    switch(desk, on="1")
    desk.post(reverse("contacts:start"), {"channel": "phone"})
    switch(desk)
    desk.post(reverse("contacts:start"), {"channel": "phone"})
    Contact.objects.update(closed_at=timezone.now())

    assert [contact.is_training for contact in Contact.objects.order_by("pk")] == [True, False]
    assert [contact.is_training for contact in Contact.objects.counted()] == [False]


def test_training_ends_with_the_session(desk):
    switch(desk, on="1")
    desk.logout()
    desk.force_login(UserFactory(roles=[Role.AGENT], language="en"))

    assert BANNER not in shown(desk, "desk")


def test_everybody_in_the_invented_register_is_listed(desk):
    page = shown(desk, "training")

    assert "19850709-9805" in page
    assert page.count('<th scope="row">') == len(invented.people())
    assert "Who handles my case?" in page
