"""The workspace in a real browser: what script adds."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Contact, OtherVersion
from contactcenter.accounts.models import User
from contactcenter.database import now
from tests.browser import axe, every_check, sign_in
from tests.cases.typing import Page as OtherWindow
from tests.factories import OutcomeFactory, QuestionFactory, TopicFactory, UserFactory
from tests.patience import until

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"Saved \d\d\.\d\d\.\d\d")


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"], language="en", display_name="Anna")


@pytest.fixture
def contact(agent) -> Contact:
    at = now()
    OutcomeFactory(name="Answered")
    TopicFactory(name="Rent")
    return QuestionFactory(
        contact__agent=agent, contact__opened_at=at, contact__touched_at=at
    ).contact


@pytest.fixture
def workspace(page: Page, live_server, agent, contact) -> Page:
    sign_in(page, live_server.url, agent)
    page.goto(live_server.url + reverse("contacts:contact", args=[contact.pk]))
    expect(page.get_by_label("Note")).to_be_focused()
    return page


def stored() -> str:
    return Contact.objects.get().questions.get().note


def until_stored(note: str) -> None:
    """Wait for the note: what has been typed so far may be saved before the rest of it."""
    until(lambda: stored() == note)


def colleague(contact: Contact) -> OtherWindow:
    client = Client()
    client.force_login(UserFactory(roles=["agent"], display_name="Bo"))
    return OtherWindow(client, contact)


def test_what_is_typed_is_saved_and_the_page_says_when(workspace):
    workspace.keyboard.type("Undrar om hyran")

    until_stored("Undrar om hyran")
    expect(workspace.locator("#save-state")).to_have_text(SAVED)


def test_it_is_saved_while_typing_goes_on(workspace):
    def type_on() -> bool:
        workspace.keyboard.type("x", delay=100)
        return stored() != ""

    until(type_on)


def test_a_personal_number_is_masked_on_the_screen_and_warned_about(workspace):
    workspace.keyboard.type("Hen heter 19121212-1212, säger hen")

    expect(workspace.get_by_text("A personal number was masked here.")).to_be_visible()
    expect(workspace.get_by_label("Note")).to_have_value("Hen heter ••••••-••••, säger hen")
    workspace.keyboard.type("!")
    expect(workspace.get_by_label("Note")).to_have_value("Hen heter ••••••-••••, säger hen!")
    axe(workspace)


def test_without_a_network_it_says_so_and_saves_when_it_is_back(workspace):
    workspace.context.set_offline(True)
    workspace.keyboard.type("Ord utan nät")
    expect(workspace.locator("#save-state")).to_have_text("Not saved: trying again")
    workspace.keyboard.press("Control+Enter")
    workspace.wait_for_timeout(2000)
    expect(workspace.get_by_label("Note")).to_have_value("Ord utan nät")

    workspace.context.set_offline(False)

    until_stored("Ord utan nät")
    expect(workspace.locator("#save-state")).to_have_text(SAVED)


def test_the_last_words_before_the_session_ended_are_saved_and_signing_in_leads_back(workspace):
    workspace.context.clear_cookies()

    workspace.keyboard.insert_text("De sista orden")

    over = workspace.get_by_role("dialog", name="You have been signed out")
    expect(over).to_contain_text("What you have written is saved.")
    assert stored() == "De sista orden"
    href = over.get_by_role("link", name="Sign in again").get_attribute("href")
    assert href == reverse("contacts:contact", args=[Contact.objects.get().pk])


def test_leaving_at_once_loses_nothing(workspace, live_server):
    workspace.keyboard.type("Sagt i sista stund")

    workspace.goto(live_server.url + reverse("styleguide"))

    until_stored("Sagt i sista stund")


def test_what_a_colleague_types_appears_where_nobody_is_typing(workspace, contact):
    other = colleague(contact)
    other.type("Bos text")
    other.save()

    expect(workspace.get_by_label("Note")).to_have_value("Bos text")
    expect(workspace.locator("#presence")).to_contain_text("Bo is")
    workspace.keyboard.type(", och min")
    until_stored("Bos text, och min")
    assert not OtherVersion.objects.exists()


def test_two_who_type_at_once_see_both_versions_and_choose(workspace, contact):
    other = colleague(contact)
    other.type("Bos text")
    other.save()
    workspace.keyboard.type("Annas text")
    versions = workspace.get_by_role("group", name="Two versions")
    expect(versions).to_contain_text("Bos text")
    expect(versions).to_contain_text("Annas text")
    axe(workspace)

    workspace.keyboard.type(" går vidare")
    versions.get_by_role("button", name="Put them together").press("Enter")

    expect(workspace.get_by_label("Note")).to_have_value("Bos text\n\nAnnas text går vidare")
    expect(versions).to_be_hidden()


def test_a_standard_call_is_registered_in_twelve_keys(workspace, live_server):
    workspace.keyboard.type("Frågar om hyran")

    keys = ["Shift+Tab", "1", "Shift+Tab", "Shift+Tab", "r", "Control+Enter"]
    for key in keys:
        workspace.keyboard.press(key)

    workspace.wait_for_url(live_server.url + reverse("desk"))
    question = Contact.objects.closed().get().questions.get()
    assert (question.note, str(question.topic), str(question.outcome)) == (
        "Frågar om hyran",
        "Rent",
        "Answered",
    )
    assert len(keys) <= 12


def test_refused_closing_puts_the_focus_where_the_outcome_is_missing(workspace):
    workspace.keyboard.type("Hej")
    workspace.keyboard.press("Control+Enter")

    expect(workspace.get_by_role("alert").first).to_contain_text("Every question needs an outcome.")
    expect(workspace.get_by_role("radio").first).to_be_focused()
    expect(workspace.get_by_label("Note")).to_have_value("Hej")
    axe(workspace)


def test_it_all_stands_on_one_screen_and_fits_a_phone(workspace):
    for width in (1280, 1920):
        workspace.set_viewport_size({"width": width, "height": 800})
        height = "document.documentElement.scrollHeight - innerHeight"
        assert workspace.evaluate(height) == 0
        expect(workspace.locator("#contact [data-close]")).to_be_in_viewport()
        expect(workspace.get_by_label("Note")).to_be_in_viewport()

    every_check(workspace)


def test_every_panel_is_accessible(workspace):
    for panel in ("Answers", "Handler", "Hours"):
        workspace.get_by_role("link", name=panel).press("Enter")
        expect(workspace.get_by_role("link", name=panel)).to_have_attribute("aria-current", "page")
        axe(workspace)


def test_nothing_that_was_typed_is_kept_in_the_browser(workspace):
    workspace.keyboard.type("Hemligt")
    expect(workspace.locator("#save-state")).to_have_text(SAVED)

    kept = workspace.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "Hemligt" not in kept + str(workspace.context.storage_state())
