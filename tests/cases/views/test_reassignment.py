from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.database import now
from tests.cases.views.test_past_contacts import queries
from tests.factories import ContactFactory, QuestionFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

ORPHANED = "/desk/contacts/orphaned/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"], language="en")


@pytest.fixture
def lead() -> User:
    return UserFactory(roles=["agent", "team_lead"], language="en")


def left_open(**fields) -> Contact:
    at = now() - timedelta(hours=3)
    contact = ContactFactory(opened_at=at, touched_at=at, **fields)
    QuestionFactory(contact=contact, topic=TopicFactory(), note="She asks about money.")
    return contact


def test_the_lead_sees_what_was_left_without_what_was_written(lead):
    contact = left_open()

    page = signed_in(lead).get(ORPHANED).content.decode()

    assert contact.code in page
    assert "money" not in page


def test_several_go_to_an_agent_at_once(lead, agent):
    contacts = [left_open(), left_open()]

    response = signed_in(lead).post(
        ORPHANED, {"contacts": [each.pk for each in contacts], "agent": agent.pk}, follow=True
    )

    assert {contact.agent for contact in Contact.objects.all()} == {agent}
    assert "2 contacts moved." in response.content.decode()
    assert "Nothing is left open" in response.content.decode()


def test_the_lead_takes_them_over(lead):
    contact = left_open()

    signed_in(lead).post(ORPHANED, {"contacts": [contact.pk], "take_over": "1"})

    contact.refresh_from_db()
    assert contact.agent == lead


def test_nothing_ticked_is_told_and_no_agent_neither(lead):
    contact = left_open()

    nothing = signed_in(lead).post(ORPHANED, {"take_over": "1"})
    nobody = signed_in(lead).post(ORPHANED, {"contacts": [contact.pk], "agent": ""})

    assert (nothing.status_code, nobody.status_code) == (422, 422)
    assert "Choose at least one contact." in nothing.content.decode()
    assert f'id="contact-{contact.pk}" checked' in nobody.content.decode()


def test_the_list_takes_as_many_queries_however_long(lead):
    left_open()
    one = queries(signed_in(lead), ORPHANED)
    for _number in range(29):
        left_open()

    assert queries(signed_in(lead), ORPHANED) == one


def test_an_agent_gives_a_contact_of_their_own_away(agent):
    contact, colleague = ContactFactory(agent=agent), UserFactory(roles=["agent"])

    response = signed_in(agent).post(
        reverse("contacts:reassign", args=[contact.pk]), {"agent": colleague.pk}
    )

    contact.refresh_from_db()
    assert (response.status_code, contact.agent) == (302, colleague)


def test_a_colleagues_contact_is_not_for_the_agent_to_give(agent):
    contact = ContactFactory()

    response = signed_in(agent).post(
        reverse("contacts:reassign", args=[contact.pk]), {"agent": agent.pk}
    )

    assert response.status_code == 404


def test_a_colleagues_contact_is_taken_over_once_it_was_left(agent):
    contact, fresh = left_open(), ContactFactory(touched_at=now())
    client = signed_in(agent)

    taken = client.post(reverse("contacts:take-over", args=[contact.pk]))
    refused = client.post(reverse("contacts:take-over", args=[fresh.pk]))

    contact.refresh_from_db()
    assert taken.url == reverse("contacts:contact", args=[contact.pk])
    assert contact.agent == agent
    assert refused.status_code == 404


@pytest.mark.parametrize("act", ["reassign", "take-over"])
def test_what_the_form_brought_along_is_saved_before_the_contact_moves(lead, act):
    contact = left_open()
    typed = {"base-q1-note": "She asks about money.", "q1-note": "She asks about rent."}

    signed_in(lead).post(reverse(f"contacts:{act}", args=[contact.pk]), typed)

    assert contact.questions.get().note == "She asks about rent."


def test_who_only_leads_moves_a_contact_but_writes_nothing_in_it(agent):
    contact = left_open()
    typed = {"base-q1-note": "She asks about money.", "q1-note": "She asks about rent."}
    lead = UserFactory(roles=["team_lead"])

    address = reverse("contacts:reassign", args=[contact.pk])
    signed_in(lead).post(address, typed | {"agent": agent.pk})

    contact.refresh_from_db()
    assert contact.agent == agent
    assert contact.questions.get().note == "She asks about money."
