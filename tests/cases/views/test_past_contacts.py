from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Contact, SafeContact
from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from contactcenter.database import now
from contactcenter.encryption import encrypt
from tests.factories import (
    ContactFactory,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PAST = "/desk/contacts/"
NOTE = "She asks about rent."


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"], language="en", display_name="Amira")


@pytest.fixture
def client(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def contact(agent) -> Contact:
    """Closed a minute ago, by the agent."""
    return QuestionFactory(
        contact=closed(agent=agent),
        topic=TopicFactory(name_en="Housing"),
        outcome=OutcomeFactory(),
        note=NOTE,
    ).contact


def closed(**fields) -> Contact:
    at = now() - timedelta(minutes=1)
    return ContactFactory(opened_at=at, touched_at=at, closed_at=at, **fields)


def queries(client, address: str) -> int:
    """Count what a page asks the database, once the session and the caches are as they will be."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def body(response) -> str:
    return response.content.decode()


def test_at_first_my_own_contacts_of_today_are_shown(client, contact):
    closed()
    Contact.objects.create(
        code="0AB1CDEFGH",
        channel="phone",
        agent=contact.agent,
        opened_at=datetime(2026, 1, 1, tzinfo=UTC),
        touched_at=datetime(2026, 1, 1, tzinfo=UTC),
        closed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )

    page = client.get(PAST)

    assert page.context["page"].contacts == [contact]
    assert "Housing" in body(page)
    assert NOTE not in body(page)


def test_what_was_asked_for_stays_in_the_address_when_the_list_goes_on(client, monkeypatch):
    monkeypatch.setattr("cases.past_contacts.PAGE_SIZE", 1)
    closed(), closed()
    asked = {"agent": "", "channel": "phone"}

    page = client.get(f"{PAST}?{urlencode(asked)}")
    following = client.get(f"{PAST}?{urlencode(asked | {'below': page.context['page'].older})}")

    assert "?agent=&amp;channel=phone&amp;below=" in body(page)
    assert page.context["page"].contacts != following.context["page"].contacts
    assert len(following.context["page"].contacts) == 1


def test_nothing_found_says_so(client):
    assert "No closed contact is like this." in body(client.get(PAST))


def test_days_the_wrong_way_round_are_refused(client):
    page = client.get(PAST, {"since": "2026-11-23", "until": "2026-11-22"})

    assert page.status_code == 422
    assert "on or after the first one" in body(page)


def test_the_list_takes_as_many_queries_however_long(client, agent):
    def listed() -> int:
        contact = closed(agent=agent)
        QuestionFactory(contact=contact, topic=TopicFactory(), district=DistrictFactory())
        QuestionFactory(contact=contact, number=2, outcome=OutcomeFactory())
        return queries(client, PAST)

    one, *_others, thirty = [listed() for _number in range(30)]

    assert thirty == one


def test_a_code_leads_to_the_contact_and_stands_in_no_address(client, contact):
    response = client.post(reverse("contacts:find"), {"code": contact.code.lower()})

    assert response.status_code == 302
    assert response.url == reverse("contacts:contact", args=[contact.pk])


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("640823-3234", "cannot be found by a person"),
        ("070-174 06 05", "cannot be found by a person"),
        ("Anna", "ten letters and figures"),
        ("ZZZZZZZZZZ", "No contact has this code"),
    ],
)
def test_what_is_no_code_is_refused_with_a_sentence(client, code, told):
    page = client.post(reverse("contacts:find"), {"code": code})

    assert page.status_code == 422
    assert told in body(page)
    assert (f'value="{code}"' in body(page)) == (code == "ZZZZZZZZZZ")


def test_a_closed_contact_shows_no_more_than_what_was_registered(client, contact):
    page = client.get(reverse("contacts:contact", args=[contact.pk]))

    assert contact.code in body(page)
    assert "Housing" in body(page)
    assert NOTE not in body(page)
    assert not AuditEvent.objects.filter(action="contact.read").exists()


def test_what_was_written_is_shown_once_for_a_purpose(client, contact, agent):
    SafeContact.objects.create(
        contact=contact,
        purpose="call_back",
        number=encrypt("+46701740605"),
        do_not_ring=True,
        pass_phrase=encrypt("blue bicycle"),
    )

    page = client.post(reverse("contacts:read", args=[contact.pk]), {"purpose": "handover"})

    text = body(page)
    assert NOTE in text
    assert "070-174 06 05" in text
    assert "blue bicycle" in text
    assert "Do not ring" in text
    event = AuditEvent.objects.get(action="contact.read")
    assert (event.actor, event.purpose, event.contact_id) == ("Amira", "handover", contact.pk)
    assert event.details == {"on_paper": False}
    again = body(client.get(reverse("contacts:contact", args=[contact.pk])))
    assert NOTE not in again
    assert "blue bicycle" not in again


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_without_a_purpose_nothing_is_shown(client, contact, purpose):
    page = client.post(reverse("contacts:read", args=[contact.pk]), {"purpose": purpose})

    assert page.status_code == 422
    assert NOTE not in body(page)
    assert not AuditEvent.objects.filter(action="contact.read").exists()


@pytest.mark.parametrize(("posted", "is_hidden"), [({}, True), ({"on_paper": "on"}, False)])
def test_it_is_printed_only_if_that_was_said(client, contact, posted, is_hidden):
    address = reverse("contacts:read", args=[contact.pk])

    page = client.post(address, {"purpose": "extract"} | posted)

    assert ('<section class="card flow no-print"' in body(page)) == is_hidden
    assert AuditEvent.objects.get().details == {"on_paper": not is_hidden}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_cannot_be_recorded_is_not_shown(client, contact):
    execute("ALTER TABLE audit_auditevent ADD CONSTRAINT full_up CHECK (false) NOT VALID")
    try:
        page = client.post(reverse("contacts:read", args=[contact.pk]), {"purpose": "handover"})
    finally:
        execute("ALTER TABLE audit_auditevent DROP CONSTRAINT full_up")

    assert page.status_code == 500
    assert "could not be recorded" in body(page)
    assert NOTE not in body(page)


def execute(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_notes_of_an_open_contact_are_not_read_here(client):
    contact = QuestionFactory(note=NOTE).contact

    page = client.post(reverse("contacts:read", args=[contact.pk]), {"purpose": "handover"})

    assert page.status_code == 404


def test_opened_again_it_is_mine(client, agent):
    contact = closed()

    response = client.post(reverse("contacts:reopen", args=[contact.pk]), {"reason": "returned"})

    contact.refresh_from_db()
    assert response.url == reverse("contacts:contact", args=[contact.pk])
    assert (contact.is_open, contact.agent) == (True, agent)


def test_opening_again_takes_a_reason(client, contact):
    response = client.post(reverse("contacts:reopen", args=[contact.pk]), {})

    contact.refresh_from_db()
    assert (response.status_code, contact.is_open) == (422, False)


def test_after_a_month_opening_again_is_neither_offered_nor_done(client, agent):
    long_ago = now() - timedelta(days=31)
    contact = ContactFactory(opened_at=long_ago, touched_at=long_ago, closed_at=long_ago)

    page = client.get(reverse("contacts:contact", args=[contact.pk]))
    response = client.post(reverse("contacts:reopen", args=[contact.pk]), {"reason": "returned"})

    assert "Open it again" not in body(page)
    assert response.status_code == 422
    assert "too long ago" in body(response)


def test_who_only_leads_reads_but_does_not_open_again(contact):
    client = Client()
    client.force_login(UserFactory(roles=["team_lead"], language="en"))

    page = client.get(reverse("contacts:contact", args=[contact.pk]))

    assert page.status_code == 200
    assert "Open it again" not in body(page)
