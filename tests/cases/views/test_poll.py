"""What an open desk asks every five seconds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from cases import contacts, presence
from cases.models import Contact
from contactcenter.accounts.models import User
from tests.cases.typing import Page
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    QuestionFactory,
    QueueMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client: Client) -> User:
    person = QueueMemberFactory(user=UserFactory(roles=["agent"], language="en")).user
    client.force_login(person)
    return person


@pytest.fixture
def contact(agent) -> Contact:
    return QuestionFactory(contact__agent=agent).contact


def colleague() -> User:
    return UserFactory(roles=["agent"], display_name="Bo")


def poll(client: Client, contact: Contact, last: HttpResponse | None = None) -> HttpResponse:
    asked = {"contact": contact.pk}
    if last:
        asked |= {"stamp": last["Stamp"], "revision": last["Revision"]}
    return client.get(reverse("poll"), asked, headers={"Poll": "1"})


def test_nothing_new_is_no_answer_and_costs_seven_queries(
    client, contact, django_assert_num_queries
):
    first = poll(client, contact)

    with django_assert_num_queries(7):
        response = poll(client, contact, first)

    assert (first.status_code, response.status_code, response.content) == (200, 204, b"")


def test_thirty_open_contacts_cost_no_more(client, agent, contact, django_assert_num_queries):
    for _ in range(29):
        ContactFactory(agent=agent)
    first = poll(client, contact)

    with django_assert_num_queries(7):
        assert poll(client, contact, first).status_code == 204


def test_what_a_colleague_typed_comes_along(client, contact):
    first = poll(client, contact)
    other = Client()
    other.force_login(colleague())
    page = Page(other, contact)
    page.type("Bos text")
    page.save()

    response = poll(client, contact, first)

    html = response.content.decode()
    assert (response.status_code, response["Revision"]) == (200, "1")
    assert "Bos text" in html
    assert "Bo is writing in question 1" in html


def test_who_only_looks_is_named_and_forgotten_when_gone(client, contact):
    first = poll(client, contact)
    presence.note(contact.pk, colleague(), at=timezone.now())

    second = poll(client, contact, first)
    with time_machine.travel(timezone.now() + timedelta(seconds=20)):
        third = poll(client, contact, second)

    assert "Bo is looking" in second.content.decode()
    assert "Bo is" not in third.content.decode()
    assert 'id="question-1"' not in second.content.decode()  # no text has changed


def test_a_contact_that_a_colleague_closed_says_so(client, contact):
    first = poll(client, contact)
    Contact.objects.update(closed_at=MONDAY_NINE)

    response = poll(client, contact, first)

    assert "The contact has been closed." in response.content.decode()


def test_a_contact_that_came_to_me_appears(client, agent, contact):
    first = poll(client, contact)
    new = contacts.start(Contact.Channel.EMAIL, agent=agent, at=timezone.now())

    assert (
        reverse("contacts:contact", args=[new.pk]) in poll(client, contact, first).content.decode()
    )


def test_polling_does_not_keep_the_session_alive(client, contact):
    client.get(reverse("contacts:contact", args=[contact.pk]))
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        poll(client, contact)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        response = poll(client, contact)

    assert response.status_code == 302


@pytest.mark.parametrize("odd", ["", "x", "-1", "99999999999999999999", "½"])
def test_odd_numbers_are_no_contact(client, agent, odd):
    assert client.get(reverse("poll"), {"contact": odd}).status_code == 200


@pytest.fixture
def no_cache() -> Iterator[None]:
    """Nobody listens where the cache should be."""
    nowhere = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    presence.client.cache_clear()
    with override_settings(CACHES={"default": nowhere}):
        yield
    presence.client.cache_clear()


@pytest.mark.usefixtures("no_cache")
def test_without_the_cache_the_desk_goes_on(client, contact):
    page = Page(client, contact)
    page.type("Hej")

    assert poll(client, contact).status_code == 200
    assert page.save().status_code == 200
