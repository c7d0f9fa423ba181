"""Guides beside the notes, and what is kept of them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases import guide_runs
from cases.models import Contact, GuideRun
from contactcenter.accounts.models import User
from contactcenter.database import now
from tests.browser import axe, sign_in
from tests.factories import GuideVersionFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db

SAVED = {"guide": "small", "v": "1", "a": "ab", "question": "1"}


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"], language="en")


@pytest.fixture
def contact(agent) -> Contact:
    GuideVersionFactory(slug="small")
    return QuestionFactory(contact__agent=agent, contact__opened_at=now()).contact


@pytest.fixture
def desk(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


def panel(desk: Client, contact: Contact, **query: str) -> str:
    """Answer the panel alone, as htmx asks for it."""
    address = reverse("contacts:contact", args=[contact.pk])
    headers = {"HX-Request": "true", "HX-Target": "panel"}
    return desk.get(address, {"panel": "guides", **query}, headers=headers).content.decode()


def save(desk: Client, contact: Contact, **changes: str):
    return desk.post(reverse("contacts:save-guide", args=[contact.pk]), SAVED | changes)


def test_the_panel_leads_through_the_questions_and_tells_staff_more(desk, contact):
    assert "guide=small" in panel(desk, contact)

    asked = panel(desk, contact, guide="small", v="1", a="a")
    ended = panel(desk, contact, guide="small", v="1", a="ab")

    assert "In Stockholm?" in asked
    assert "Ask for the area only." in asked
    assert 'href="?panel=guides&amp;guide=small&amp;v=1&amp;a=ab"' in asked
    assert "Hand over warm." in ended


def test_an_outcome_is_kept_and_then_stands_in_the_panel(desk, contact):
    response = save(desk, contact)

    assert response["Location"].endswith(f"/desk/contacts/{contact.pk}/?panel=guides")
    assert re.search(r"Question 1.*We find out", panel(desk, contact))
    whole = desk.get(reverse("contacts:contact", args=[contact.pk])).content.decode()
    assert "v=1&amp;a=ab" in whole[whole.index('id="question-1-guides"') :]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"a": "a"}, 422),
        ({"a": "zz"}, 422),
        ({"a": "a" * 5000}, 422),
        ({"v": "7"}, 404),
        ({"v": "x"}, 404),
        ({"v": "9" * 40}, 404),
        ({"guide": "other"}, 404),
        ({"guide": "\0"}, 404),
        ({"question": "2"}, 404),
        ({"question": "²"}, 404),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(desk, contact, changes, status):
    assert save(desk, contact, **changes).status_code == status
    assert not GuideRun.objects.exists()


@pytest.mark.parametrize("query", [{"a": "\0"}, {"v": "9" * 40}, {"guide": "\0"}, {"a": "zzz"}])
def test_an_odd_address_shows_the_panel_all_the_same(desk, contact, query):
    assert "Guides" in panel(desk, contact, **({"guide": "small"} | query))


def test_a_contact_that_was_closed_meanwhile_is_shown_whole(desk, contact):
    Contact.objects.filter(pk=contact.pk).update(closed_at=now())
    address = reverse("contacts:save-guide", args=[contact.pk])

    assert save(desk, contact)["Location"] == f"/desk/contacts/{contact.pk}/"
    htmx = desk.post(address, SAVED, headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == f"/desk/contacts/{contact.pk}/"


def test_what_was_kept_is_removed_and_a_second_press_is_no_fault(desk, contact):
    save(desk, contact)
    address = reverse("contacts:remove-guide", args=[contact.pk, GuideRun.objects.get().pk])

    assert [desk.post(address).status_code for _press in range(2)] == [302, 302]
    assert not GuideRun.objects.exists()


def test_the_panel_asks_as_much_for_one_question_as_for_ten(desk, agent, contact):
    version = GuideVersionFactory(slug="other")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            panel(desk, contact)
        return len(asked)

    guide_runs.save(contact.questions.get(), version, "ab", agent=agent, at=now())
    queries()
    one = queries()
    for number in range(2, 11):
        question = QuestionFactory(contact=contact, number=number)
        guide_runs.save(question, version, "b", agent=agent, at=now())

    assert queries() == one


@pytest.mark.django_db(transaction=True)
def test_a_closed_contact_shows_it_only_for_a_purpose(desk, contact):
    save(desk, contact)
    Contact.objects.filter(pk=contact.pk).update(closed_at=now())
    address = reverse("contacts:contact", args=[contact.pk])

    assert "We find out" not in desk.get(address).content.decode()
    read = desk.post(reverse("contacts:read", args=[contact.pk]), {"purpose": "returned"})

    assert "We find out" in read.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_note_stays_while_an_agent_answers_in_the_panel(
    page: Page, live_server, agent, contact
):
    sign_in(page, live_server.url, agent)
    page.goto(live_server.url + reverse("contacts:contact", args=[contact.pk]))
    expect(page.get_by_label("Note")).to_be_focused()
    page.keyboard.type("Asks about rent")
    page.keyboard.press("Alt+g")
    beside = page.locator("#panel")
    beside.get_by_role("link", name="Where do I belong?").click()
    beside.get_by_role("link", name="Yes").click()
    beside.get_by_role("link", name="I do not know").click()
    expect(beside.get_by_role("heading", name="We find out")).to_be_focused()
    axe(page)

    beside.get_by_role("button", name="Save the outcome").click()

    expect(beside.get_by_role("heading", name="Question 1: We find out")).to_be_visible()
    expect(page.locator("#question-1-guides a")).to_have_text("We find out")
    expect(page.get_by_label("Note")).to_have_value("Asks about rent")
    axe(page)
