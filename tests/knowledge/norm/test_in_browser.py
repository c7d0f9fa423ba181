"""The calculator in a real browser: without script on a small screen, and beside an agent's contact."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from knowledge.norm import starting_years
from tests.browser import axe, sign_in
from tests.factories import MONDAY_NINE, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

SUM = re.compile(r"^16\s010\skr$")


@pytest.fixture(autouse=True)
def every_year(transactional_db) -> None:
    starting_years.load(at=MONDAY_NINE)


def fill_in_a_family(page: Page) -> None:
    page.get_by_label("Two adults, married or cohabiting").check()
    page.get_by_role("spinbutton", name="Age 4–6", exact=True).fill("1")
    page.get_by_role("spinbutton", name="Age 7–10", exact=True).fill("1")
    page.get_by_text("Another month").click()
    page.get_by_label("Year").select_option("2026")
    page.get_by_role("button", name="Count", exact=True).click()


def test_a_resident_counts_without_script_on_a_small_screen(browser: Browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{live_server.url}/en/norm/")
    expect(page.get_by_label("How many people share the home?")).to_be_hidden()

    fill_in_a_family(page)

    expect(page.locator(".norm-total strong")).to_have_text(SUM)
    page.get_by_role("link", name="Link to this sum").click()
    expect(page.locator(".norm-total strong")).to_have_text(SUM)
    page.get_by_label("One adult who shares a home, not as a couple").check()
    page.get_by_label("How many people share the home?").fill("5")
    page.get_by_role("button", name="Count", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("With children, ask us."))).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_an_agent_counts_beside_the_notes(page, live_server):
    agent = UserFactory(roles=["agent"], language="en")
    contact = QuestionFactory(contact__agent=agent).contact
    sign_in(page, live_server.url, agent)
    page.goto(live_server.url + reverse("contacts:contact", args=[contact.pk]))
    page.get_by_label("Note").fill("Asks about the norm")

    page.keyboard.press("Alt+m")
    fill_in_a_family(page)

    said = page.get_by_text(re.compile("The norm for this household in .+ is 16.010.kr a month."))
    expect(said).to_be_visible()
    expect(page.locator("#panel .answer")).to_be_focused()
    expect(page.get_by_label("Note")).to_have_value("Asks about the norm")
    axe(page)
