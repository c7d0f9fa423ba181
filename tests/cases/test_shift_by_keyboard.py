"""An agent's whole shift by keyboard, in a real browser: ready, offered, rung twice, written, closed, booked, break, away."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Contact
from contactcenter.accounts.models import User
from telephony import dispatching
from telephony.models import Callback, Presence
from tests import browser
from tests.cases.callbacks import agent_of, due, open_queue
from tests.factories import OutcomeFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent(settings) -> User:
    settings.TELEPHONY_DRIVER = "manual"
    queue = open_queue(name="Elder care", line__unit__district=None, planned_agents=2)
    OutcomeFactory(code="answered", name="Answered")
    OutcomeFactory(code="callback_booked", name="Callback booked")
    TopicFactory(name="Home help", service=queue.service)
    return agent_of(queue)


def offer(page: Page) -> None:
    """Let the clock tick, and wait until the page has asked."""
    dispatching.tick(at=timezone.now())
    offered = page.get_by_role("region", name="A callback for you")
    expect(offered).to_contain_text("Elder care")


def wait_for(page: Page, words: str) -> None:
    """Wait for a page that says so, and until its keys work."""
    expect(page.get_by_text(words).first).to_be_visible()
    page.wait_for_load_state()


def wait_until(page: Page, state: str) -> None:
    expect(page.locator(".presence-menu > summary")).to_contain_text(state)
    page.wait_for_load_state()


def test_a_whole_shift_by_keyboard(live_server, page, agent):
    callback = due(agent.queue_memberships.get().queue, phone="+46701740605")
    browser.sign_in(page, live_server.url, agent)
    keys = page.keyboard
    page.goto(f"{live_server.url}/desk/")

    keys.press("p")
    keys.press("r")
    wait_until(page, "Ready")
    offer(page)
    expect(page.locator("#phone-alarm")).to_contain_text("Elder care")
    keys.press("Alt+Enter")
    browser.ready_at(page.get_by_role("button", name="Ring"))

    keys.press("r")
    browser.ready_at(page.get_by_role("link", name="070-174 06 05"))
    browser.axe(page)
    keys.press("2")
    wait_for(page, "No answer. We ring again")
    assert not Contact.objects.exists()
    browser.axe(page)

    Callback.objects.update(eligible_at=callback.asked_at)
    offer(page)
    browser.axe(page)
    keys.press("Alt+Enter")
    browser.ready_at(page.get_by_role("button", name="Ring"))
    expect(page.get_by_text("No answer")).to_be_visible()
    keys.press("r")
    browser.ready_at(page.get_by_role("link", name="070-174 06 05"))
    keys.press("1")
    expect(page.locator("#messages")).to_contain_text("Reached")

    browser.ready_at(page.get_by_label("Note"))
    keys.type("Asked about home help")
    keys.press("Alt+Shift+1")
    keys.press("Control+Enter")
    wait_for(page, "is closed.")
    wait_until(page, "Ready")

    keys.press("1")
    browser.ready_at(page.get_by_label("Note"))
    keys.type("Wants to be rung about home help")
    keys.press("Alt+T")
    keys.type("Home")
    keys.press("Alt+C")
    browser.ready_at(page.get_by_label("Phone number"))
    browser.axe(page)
    keys.type("070-174 06 99")
    keys.press("Control+Enter")
    wait_for(page, "We ring you before")
    browser.axe(page)
    keys.press("Control+Enter")
    expect(page.get_by_role("radio", name="Callback booked")).to_be_checked()
    page.wait_for_load_state()
    keys.press("Control+Enter")
    wait_for(page, "is closed.")

    keys.press("p")
    keys.press("b")
    wait_until(page, "Break")
    keys.press("p")
    keys.press("a")
    wait_until(page, "Away")
    assert Presence.objects.get().state == Presence.State.AWAY
    assert [each.ending for each in Callback.objects.order_by("pk")] == ["reached", ""]
