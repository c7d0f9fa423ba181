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

TWO_POLLS = 12_000  # milliseconds


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
    expect(offered).to_contain_text("Elder care", timeout=TWO_POLLS)


def wait_until_closed(page: Page) -> None:
    """Wait for the desk, and until its keys work."""
    expect(page.get_by_text("is closed.")).to_be_visible()
    page.wait_for_load_state()


def test_a_whole_shift_by_keyboard(live_server, page, agent):
    callback = due(agent.queue_memberships.get().queue, phone="+46701740605")
    browser.sign_in(page, live_server.url, agent)
    keys = page.keyboard
    page.goto(f"{live_server.url}/desk/")

    keys.press("p")
    keys.press("r")
    expect(page.locator(".presence-menu > summary")).to_contain_text("Ready")
    offer(page)
    expect(page.locator("#phone-alarm")).to_contain_text("Elder care")
    keys.press("Alt+Enter")
    expect(page.get_by_role("button", name="Ring")).to_be_focused()

    keys.press("r")
    expect(page.get_by_role("link", name="070-174 06 05")).to_be_focused()
    browser.axe(page)
    keys.press("2")
    expect(page.get_by_text("No answer. We ring again")).to_be_visible()
    assert not Contact.objects.exists()
    browser.axe(page)

    Callback.objects.update(eligible_at=callback.asked_at)
    offer(page)
    browser.axe(page)
    keys.press("Alt+Enter")
    expect(page.get_by_text("No answer")).to_be_visible()
    keys.press("r")
    expect(page.get_by_role("link", name="070-174 06 05")).to_be_focused()
    keys.press("1")
    expect(page.get_by_text("Reached. The promise is kept.").first).to_be_visible()

    expect(page.get_by_label("Note")).to_be_focused()
    keys.type("Asked about home help")
    keys.press("Alt+Shift+1")
    keys.press("Control+Enter")
    wait_until_closed(page)
    expect(page.locator(".presence-menu > summary")).to_contain_text("Ready")

    keys.press("1")
    expect(page.get_by_label("Note")).to_be_focused()
    keys.type("Wants to be rung about home help")
    keys.press("Alt+T")
    keys.type("Home")
    keys.press("Alt+C")
    expect(page.get_by_label("Phone number")).to_be_focused()
    browser.axe(page)
    keys.type("070-174 06 99")
    keys.press("Control+Enter")
    expect(page.get_by_text("We ring you before")).to_be_visible()
    browser.axe(page)
    keys.press("Control+Enter")
    expect(page.get_by_role("radio", name="Callback booked")).to_be_checked()
    keys.press("Control+Enter")
    wait_until_closed(page)

    keys.press("p")
    keys.press("b")
    expect(page.locator(".presence-menu > summary")).to_contain_text("Break")
    keys.press("p")
    keys.press("a")
    expect(page.locator(".presence-menu > summary")).to_contain_text("Away")
    assert Presence.objects.get().state == Presence.State.AWAY
    assert [each.ending for each in Callback.objects.order_by("pk")] == ["reached", ""]
