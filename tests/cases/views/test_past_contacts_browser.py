"""A closed contact in a real browser, by keyboard alone: read for a purpose, corrected by two at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cases import corrections
from cases.models import Contact, SafeContact
from contactcenter.accounts.models import User
from contactcenter.database import now
from contactcenter.encryption import encrypt
from tests import browser
from tests.factories import (
    ContactFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "She asks about rent."


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"], language="en")


@pytest.fixture
def contact() -> Contact:
    at = now() - timedelta(hours=1)
    contact = ContactFactory(opened_at=at, touched_at=at, closed_at=at)
    QuestionFactory(contact=contact, topic=TopicFactory(), outcome=OutcomeFactory(), note=NOTE)
    SafeContact.objects.create(
        contact=contact, purpose="call_back", number=encrypt("+46701740605"), do_not_ring=True
    )
    return contact


def test_a_code_is_typed_and_what_was_written_is_read(page: Page, live_server, agent, contact):
    browser.sign_in(page, live_server.url, agent)
    page.goto(f"{live_server.url}/desk/contacts/")
    page.get_by_role("textbox", name="Code").fill(contact.code.lower())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(contact.code)
    expect(page.get_by_text(NOTE)).to_have_count(0)
    browser.axe(page)
    browser.every_check(page)

    page.get_by_label("The district asks about the matter").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_text("070-174 06 05")).to_be_visible()
    browser.axe(page)
    browser.no_sideways_scroll(page)
    page.emulate_media(media="print")
    expect(page.get_by_text(NOTE)).to_be_hidden()


def test_two_correct_at_once_and_the_second_chooses(page: Page, live_server, agent, contact):
    browser.sign_in(page, live_server.url, agent)
    page.goto(f"{live_server.url}/desk/contacts/{contact.pk}/correct/")
    corrections.correct(
        contact, {(None, "channel"): "visit"}, revision=0, by=contact.agent, at=now()
    )
    page.get_by_label("Language of the conversation").select_option("ar")
    page.get_by_role("button", name="Save the corrections").press("Enter")
    expect(page.locator("h1")).to_have_text("Somebody was faster")
    browser.axe(page)
    browser.no_sideways_scroll(page)

    page.get_by_role("button", name="Save mine on top").press("Enter")

    expect(page.get_by_text("What has been corrected")).to_be_visible()
    contact.refresh_from_db()
    assert contact.language == "ar"
