"""The workspace of a contact as plain pages and forms: everything works without script."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import drafts
from cases.drafts import Change
from cases.models import Contact, OtherVersion
from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from contactcenter.database import now
from tests.cases.typing import Page
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client: Client) -> User:
    person = UserFactory(roles=["agent"], language="en", display_name="Anna")
    client.force_login(person)
    return person


@pytest.fixture
def contact(agent) -> Contact:
    at = now()
    return QuestionFactory(
        contact__agent=agent, contact__opened_at=at, contact__touched_at=at
    ).contact


def address(contact: Contact, act: str = "contact", *more: int) -> str:
    return reverse(f"contacts:{act}", args=[contact.pk, *more])


def html(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def typed(text: str, base: str = "", name: str = "q1-note") -> dict[str, str]:
    return {name: text, f"base-{name}": base}


@pytest.mark.parametrize("channel", Contact.Channel.values)
def test_one_post_starts_a_contact_and_leads_to_it(client, agent, channel):
    response = client.post(reverse("contacts:start"), {"channel": channel})

    contact = Contact.objects.get()
    assert response["Location"] == address(contact)
    assert (contact.channel, contact.agent, contact.is_training) == (channel, agent, False)


def test_a_contact_in_training_is_marked_plainly(client, agent):
    client.post(reverse("training-switch"), {"on": "1"})
    client.post(reverse("contacts:start"), {"channel": "phone"})

    page = html(client.get(address(Contact.objects.get())))

    assert "Training: counts nowhere" in page


def test_the_first_note_has_the_focus_when_a_contact_begins(client, contact):
    page = html(client.get(address(contact)))

    (note,) = re.findall(r'<textarea name="q1-note"[^>]*>', page)
    assert " autofocus" in note


def test_the_focus_returns_to_where_one_was(client, agent, contact):
    page = Page(client, contact)
    page.type("Hej")
    page.send()
    client.post(
        address(contact, "typed"),
        {"focus": "q1-district"},
        headers={"Draft": page.token, "Sec-Fetch-Site": "same-origin"},
    )

    assert 'data-focus="q1-district"' in html(client.get(address(contact)))


def test_the_switcher_shows_every_open_contact_with_its_own_timer(client, agent, contact):
    ContactFactory(agent=agent, channel="email")
    ContactFactory(channel="letter")  # a colleague's
    ContactFactory(agent=agent, channel="chat", closed_at=MONDAY_NINE)

    page = html(client.get(address(contact)))

    assert page.count("data-switch") == 2
    assert 'aria-current="page" data-switch' in page


def test_saving_by_hand_does_what_script_does(client, contact):
    response = client.post(address(contact, "save"), typed("Hej"))

    assert response["Location"] == address(contact)
    assert contact.questions.get().note == "Hej"


def test_a_note_that_is_too_long_stays_on_the_page_beside_its_fault(client, contact):
    QuestionFactory(contact=contact, number=2)
    too_long = "x" * 5_001

    response = client.post(address(contact, "save"), typed(too_long) | typed("Hej", "", "q2-note"))

    page = html(response, 422)
    assert too_long in page
    assert "5000" in page
    assert "maxlength" not in page  # a browser would cut off what is pasted
    assert list(contact.questions.values_list("note", flat=True)) == ["", "Hej"]


def test_a_topic_that_does_not_exist_is_refused(client, contact):
    html(client.post(address(contact, "save"), typed("99999", "", "q1-topic")), 422)


def test_a_question_is_added_after_what_was_typed_is_saved(client, contact):
    response = client.post(address(contact, "add-question"), typed("Hej"))

    assert response["Location"] == address(contact)
    assert list(contact.questions.values_list("number", "note")) == [(1, "Hej"), (2, "")]
    assert 'data-focus="q2-note"' in html(client.get(address(contact)))


def test_an_empty_question_goes_at_once_and_one_that_holds_something_after_asking(client, contact):
    QuestionFactory(contact=contact, number=2)
    QuestionFactory(contact=contact, number=3)

    client.post(address(contact, "remove-question", 2), {"ask": "1"})
    asked = client.post(
        address(contact, "remove-question", 3), {"ask": "1"} | typed("Hej", "", "q3-note")
    )

    assert asked["Location"] == address(contact, "remove-question", 3)
    assert "Remove question 3?" in html(client.get(asked["Location"]))
    assert list(contact.questions.values_list("number", flat=True)) == [1, 3]
    client.post(asked["Location"])
    assert list(contact.questions.values_list("number", flat=True)) == [1]


def test_closing_saves_what_was_typed_last_and_leads_to_the_next_contact(client, agent, contact):
    outcome, other = OutcomeFactory(), ContactFactory(agent=agent)

    response = client.post(
        address(contact, "close"), typed("Hej") | typed(str(outcome.pk), "", "q1-outcome")
    )

    contact.refresh_from_db()
    assert (contact.is_open, contact.questions.get().note) == (False, "Hej")
    assert response["Location"] == address(other)


def test_after_the_last_contact_comes_the_desk(client, contact):
    contact.questions.update(outcome=OutcomeFactory())

    assert client.post(address(contact, "close"))["Location"] == reverse("desk")


def test_closing_without_outcomes_names_the_questions_and_keeps_what_was_typed(client, contact):
    contact.questions.update(outcome=OutcomeFactory())
    QuestionFactory(contact=contact, number=2)

    page = html(client.post(address(contact, "close"), typed("Hej", "", "q2-note")), 422)

    assert "Question 2 – Every question needs an outcome." in page
    assert 'data-focus="q2-outcome"' in page
    assert "Hej</textarea>" in page
    assert Contact.objects.get().is_open


def test_a_second_click_on_close_is_no_fault(client, contact):
    contact.questions.update(outcome=OutcomeFactory())

    first, second = (client.post(address(contact, "close"), typed("Hej")) for _ in range(2))

    assert (first.status_code, second["Location"]) == (302, address(contact))
    assert AuditEvent.objects.filter(action="contact.closed").count() == 1


def test_text_that_comes_after_a_colleague_closed_is_shown_to_be_copied(client, contact):
    Contact.objects.update(closed_at=now())

    page = html(client.post(address(contact, "close"), typed("Mina sista ord")), 409)

    assert "Mina sista ord" in page
    assert "Copy it" in page


@pytest.mark.django_db(transaction=True)
def test_a_double_click_and_two_agents_at_once_store_one_closing(client, agent, contact):
    outcome = OutcomeFactory()
    body = typed("Hej") | typed(str(outcome.pk), "", "q1-outcome")
    colleague = UserFactory(roles=["agent"])

    def press_close(person: User) -> int:
        browser = Client()
        browser.force_login(person)
        try:
            return browser.post(address(contact, "close"), body).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        statuses = list(threads.map(press_close, [agent, agent, colleague, colleague]))

    assert statuses == [302] * 4
    assert AuditEvent.objects.filter(action="contact.closed").count() == 1
    assert (contact.questions.get().note, OtherVersion.objects.count()) == ("Hej", 0)


def test_two_versions_are_shown_side_by_side_and_one_is_chosen(client, agent, contact):
    bo = UserFactory(roles=["agent"], display_name="Bo")
    client.post(address(contact, "save"), typed("Annas text"))
    drafts.save(contact, [Change(1, "note", "Bos text", ("",))], agent=bo, at=now())

    page = html(client.get(address(contact)))
    version = OtherVersion.objects.get()
    client.post(
        address(contact, "choose"),
        {"choice": f"{version.pk}-other", f"shown-{version.pk}": "Annas text"},
    )

    assert (
        page.index("Stands there now") < page.index("Annas text</p>") < page.index("Bos text</p>")
    )
    assert contact.questions.get().note == "Bos text"


@pytest.mark.parametrize("choice", ["", "x", "1", "1-", "-other", "1-mine"])
def test_an_odd_choice_is_refused(client, contact, choice):
    html(client.post(address(contact, "choose"), {"choice": choice}), 422)


def test_a_version_of_another_contact_is_not_found(client, agent, contact):
    other = QuestionFactory()
    version = OtherVersion.objects.create(
        contact=other.contact, question=other, field="note", value="x", by=agent, at=now()
    )

    response = client.post(address(contact, "choose"), {"choice": f"{version.pk}-other"})

    assert response.status_code == 404


def test_coming_into_a_colleagues_contact_is_recorded_once_a_visit(client, agent):
    other = QuestionFactory().contact

    for _ in range(3):
        html(client.get(address(other)))

    assert AuditEvent.objects.filter(action="contact.joined", contact_id=other.pk).count() == 1


def test_coming_into_ones_own_is_not(client, contact):
    html(client.get(address(contact)))

    assert not AuditEvent.objects.filter(action="contact.joined").exists()


@pytest.mark.parametrize("panel", ["answers", "handler", "hours", "", "nonsense"])
def test_the_panels_are_pages_and_fragments(client, contact, panel):
    page = html(client.get(address(contact), {"panel": panel}))
    fragment = html(
        client.get(
            address(contact), {"panel": panel}, headers={"HX-Request": "true", "HX-Target": "panel"}
        )
    )

    assert 'id="panel"' in page
    assert fragment.strip().startswith("<aside")


def test_hours_are_those_of_the_questions_district(client, contact):
    contact.questions.update(district=DistrictFactory(name="Järva"))

    assert "Järva</h2>" in html(client.get(address(contact), {"panel": "hours"}))


def test_a_choice_that_is_no_longer_in_use_stays_where_it_was_chosen(client, contact):
    contact.questions.update(topic=TopicFactory(name="Gammalt ämne", is_active=False))

    assert "Gammalt ämne" in html(client.get(address(contact)))


def test_a_page_with_thirty_questions_and_contacts_asks_as_often_as_one_with_one(
    client, agent, contact, django_assert_num_queries
):
    outcome = OutcomeFactory()
    html(client.get(address(contact)))  # from now on the session is only read
    with CaptureQueriesContext(connection) as first:
        html(client.get(address(contact)))
    for number in range(2, 31):
        QuestionFactory(
            contact=contact,
            number=number,
            topic=TopicFactory(),
            district=DistrictFactory(),
            outcome=outcome,
        )
        ContactFactory(agent=agent)

    with django_assert_num_queries(len(first)):
        html(client.get(address(contact)))
