"""The form that says how somebody may be reached, and the words of it above the number."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases import safe_contact
from cases.models import Contact, SafeContact
from contactcenter.audit.models import AuditEvent
from tests.cases.test_safe_contact import NUMBER, keep
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    QuestionFactory,
    UserFactory,
)

TYPED = {"purpose": "call_back", "caller": "self", "consent": "not_asked", "revision": "0"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def contact():
    return ContactFactory(agent__language="en")


@pytest.fixture
def desk(contact) -> Client:
    client = Client()
    client.force_login(contact.agent)
    return client


def address(contact, act="safe-contact") -> str:
    return reverse(f"contacts:{act}", args=[contact.pk])


def test_what_is_written_is_kept(desk, contact):
    response = desk.post(address(contact), TYPED | {"number": "0701740605", "do_not_ring": "on"})

    assert response.url == reverse("contacts:contact", args=[contact.pk])
    kept = safe_contact.of(contact)
    assert (kept.number, kept.stored.do_not_ring) == (NUMBER, True)


def test_without_a_purpose_nothing_is_kept_and_nothing_typed_is_lost(desk, contact):
    response = desk.post(address(contact), TYPED | {"purpose": "", "number": NUMBER})

    assert response.status_code == 422
    assert "Nothing is kept without a purpose." in response.content.decode()
    assert f'value="{NUMBER}"' in response.content.decode()
    assert not SafeContact.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Write a number, or choose what we must not do."),
        ({"number": "123"}, "This is no phone number."),
        ({"relation": "mamma, 19811228-9874"}, "Write no personal number here."),
        ({"pass_phrase": "811228-9874"}, "Write no personal number here."),
    ],
)
def test_what_cannot_be_kept_is_told_beside_the_field(desk, contact, typed, told):
    response = desk.post(address(contact), TYPED | typed)

    assert response.status_code == 422
    assert told in response.content.decode()


def test_what_is_kept_stands_in_the_form(desk, contact):
    keep(contact, pass_phrase="röda tornet", do_not_ring=True)

    html = desk.get(address(contact)).content.decode()

    assert f'value="{NUMBER}"' in html
    assert 'value="röda tornet"' in html


def test_a_colleagues_version_is_shown_and_not_overwritten(desk, contact):
    keep(contact, do_not_ring=True)

    response = desk.post(address(contact), TYPED | {"no_message": "on"})

    assert response.status_code == 409
    assert "Do not ring." in response.content.decode()
    assert not safe_contact.of(contact).stored.no_message


def test_saving_once_more_puts_ones_own_in_its_place(desk, contact):
    keep(contact, do_not_ring=True)

    desk.post(address(contact), TYPED | {"no_message": "on", "revision": "1"})

    assert safe_contact.of(contact).wishes == ["Leave no message."]


def test_it_is_removed_with_one_click(desk, contact):
    keep(contact)

    desk.post(address(contact, "remove-safe-contact"))

    assert not SafeContact.objects.exists()


def test_what_was_typed_in_the_contact_is_not_lost_by_removing(desk, contact):
    question = QuestionFactory(contact=contact)
    keep(contact)

    desk.post(
        address(contact, "remove-safe-contact"), {"q1-note": "Ringer igen.", "base-q1-note": ""}
    )

    question.refresh_from_db()
    assert question.note == "Ringer igen."


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_closed_contact_shows_no_form(desk, contact, method):
    keep(contact)
    Contact.objects.filter(pk=contact.pk).update(closed_at=MONDAY_NINE)

    response = getattr(desk, method)(address(contact), TYPED | {"do_not_ring": "on"})

    assert response.status_code == 409
    assert NUMBER not in response.content.decode()


def test_the_words_stand_above_the_number(desk, contact):
    QuestionFactory(contact=contact)
    keep(contact, do_not_ring=True, no_message=True, do_not_say_who=True, pass_phrase="röda tornet")

    html = desk.get(reverse("contacts:contact", args=[contact.pk])).content.decode()

    words = html.index("Do not ring. Do not say who is calling. Leave no message.")
    assert words < html.index(NUMBER) < html.index("röda tornet")


def test_who_rings_for_somebody_else_is_told_with_the_consent(desk, contact):
    QuestionFactory(contact=contact)
    keep(contact, caller="relative", relation="mamma", consent="refused")

    html = desk.get(reverse("contacts:contact", args=[contact.pk])).content.decode()

    assert "A relative or friend (<bdi>mamma</bdi>)" in html
    assert "Consent: The person concerned does not agree" in html


def test_coming_into_a_colleagues_contact_this_way_is_recorded_too(contact):
    colleague = Client()
    colleague.force_login(UserFactory(roles=["agent"]))

    colleague.get(address(contact))

    assert AuditEvent.objects.get().action == "contact.joined"
