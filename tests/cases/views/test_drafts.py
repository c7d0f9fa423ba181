"""What the page of an open contact sends while somebody types."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Contact, OtherVersion
from contactcenter.accounts import people
from contactcenter.accounts.models import User
from tests.cases.typing import Page
from tests.factories import MONDAY_NINE, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"], language="en")


@pytest.fixture
def contact(agent) -> Contact:
    return QuestionFactory(contact__agent=agent).contact


@pytest.fixture
def page(client: Client, agent, contact) -> Page:
    client.force_login(agent)
    return Page(client, contact)


def stored(contact: Contact) -> str:
    return contact.questions.get().note


def test_what_is_typed_is_saved_and_the_page_told_when(page, contact):
    page.type("Ringer om hyran.")

    response = page.save()

    assert stored(contact) == "Ringer om hyran."
    assert re.fullmatch(r"Saved \d\d\.\d\d\.\d\d", response.json()["state"])
    assert response.json()["revision"] == 1


def test_spaces_and_line_breaks_come_back_as_they_were_typed(page, contact):
    page.type("  Hej\r\n\r\nå ä ö  ")
    page.save()

    assert stored(contact) == "  Hej\n\nå ä ö  "
    page.load()
    assert page.notes["q1-note"] == "  Hej\n\nå ä ö  "


def test_a_personal_number_is_masked_and_warned_about_at_once(page, contact):
    page.type("Hen heter 19121212-1212.")

    told = page.save().json()["fields"]["q1-note"]

    assert told["stored"] == stored(contact) == "Hen heter ••••••-••••."
    assert "A personal number was masked here." in told["notes"]


def test_a_note_that_is_too_long_is_refused_beside_the_field_and_stays_on_the_page(page, contact):
    page.type("x" * 5_001)

    told = page.send().json()

    assert stored(contact) == ""
    assert told["state"] == "Not saved: see beside the field"
    assert told["fields"]["q1-note"]["refused"]
    assert "5000" in told["fields"]["q1-note"]["notes"]


def test_two_who_typed_in_one_field_see_both_versions(page, contact):
    colleague = Client()
    colleague.force_login(UserFactory(roles=["agent"], language="en", display_name="Bo"))
    other = Page(colleague, contact)
    page.type("Annas text")
    page.save()

    other.type("Bos text")
    told = other.save().json()

    assert told["state"] == "Saved beside a colleague’s version"
    assert told["fields"]["q1-note"]["conflict"]
    assert "Annas text" in told["fields"]["q1-note"]["notes"]
    assert "Typed by you" in told["fields"]["q1-note"]["notes"]
    assert (stored(contact), OtherVersion.objects.get().value) == ("Annas text", "Bos text")


def test_typing_is_saved_after_the_session_has_ended_and_nothing_is_read_back(page, contact):
    page.type("De sista orden")
    Session.objects.all().delete()

    response = page.send()

    assert stored(contact) == "De sista orden"
    assert response.status_code == 401
    assert response.json()["fields"] == {}
    page.hear(response)
    page.type(" och några till")
    page.send()
    assert stored(contact) == "De sista orden och några till"


def test_a_note_that_is_too_long_is_not_called_saved_after_the_session_has_ended(page, contact):
    page.type("x" * 5_001)
    Session.objects.all().delete()

    told = page.send().json()

    assert (told["fields"], stored(contact)) == ({"q1-note": {"refused": True}}, "")
    assert "5000" in told["state"]


def test_typing_is_saved_as_the_session_ends_by_idleness(page, contact):
    page.type("Sent")

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        response = page.send()

    assert (response.status_code, stored(contact)) == (401, "Sent")


def test_somebody_else_who_has_signed_in_at_the_machine_reads_nothing_back(page, contact):
    page.type("Annas ord")
    page.client.force_login(UserFactory(roles=["agent"]))

    response = page.send()

    assert (response.status_code, stored(contact)) == (401, "Annas ord")
    assert response.json()["fields"] == {}


def refused(page: Page, contact: Contact, **headers: str) -> int:
    page.type("Något")
    status = page.send(**headers).status_code
    assert stored(contact) == ""
    return status


def test_a_token_is_for_one_contact_only(page, contact, agent):
    other = QuestionFactory(contact__agent=agent).contact
    page.contact = other

    assert refused(page, other) == 403


def test_a_token_that_was_made_up_writes_nothing(page, contact):
    page.token = page.token[:-1] + ("A" if page.token[-1] != "A" else "B")

    assert refused(page, contact) == 403


def test_a_token_ends_with_the_longest_session(page, contact):
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)):
        assert refused(page, contact) == 302


@pytest.mark.parametrize(
    "end",
    [
        lambda agent: people.disable(
            agent, reason="", by=UserFactory(roles=["administrator"]), at=timezone.now()
        ),
        User.break_sessions,
        lambda agent: User.objects.filter(pk=agent.pk).update(password="another"),
        lambda agent: User.objects.filter(pk=agent.pk).update(roles=[]),
    ],
    ids=["disabled", "signed-out-everywhere", "new-password", "no-agent-any-more"],
)
def test_a_token_ends_with_its_agent(page, contact, agent, end):
    end(agent)

    assert refused(page, contact) in {302, 403}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_another_site_writes_nothing_even_with_a_token(page, contact, headers):
    assert refused(page, contact, **headers) == 403


def test_an_old_browser_says_where_from_by_its_origin(page, contact):
    page.type("Hej")

    response = page.send(**{"Sec-Fetch-Site": "", "Origin": "http://testserver"})

    assert (response.status_code, stored(contact)) == (200, "Hej")


def test_a_closed_contact_takes_nothing_more_and_says_so(page, contact):
    Contact.objects.update(closed_at=MONDAY_NINE)
    page.type("För sent")

    response = page.send()

    assert response.status_code == 409
    assert response.json()["state"] == "Not saved: the contact has been closed."


def test_saving_keeps_the_session_alive(page, contact):
    begun = timezone.now()
    for minutes in (10, 20):
        with time_machine.travel(begun + timedelta(minutes=minutes)):
            page.type("Ord. ")
            assert page.save().status_code == 200


def test_saving_costs_the_same_in_a_contact_with_many_questions(
    page, contact, django_assert_max_num_queries
):
    for number in range(2, 31):
        QuestionFactory(contact=contact, number=number)
    page.type("Hej")

    with django_assert_max_num_queries(14):
        page.save()


def test_only_whoever_takes_contacts_may_save(client, contact):
    client.force_login(UserFactory(roles=["editor"]))

    response = client.post(reverse("contacts:typed", args=[contact.pk]), {})

    assert response.status_code == 403
