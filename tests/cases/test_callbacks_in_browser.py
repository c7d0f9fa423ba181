"""What renews itself, in a real browser: the list of callbacks, and what is offered on every page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from contactcenter.accounts.models import User
from contactcenter.database import now
from telephony import changes, offers
from telephony.models import Callback
from tests import browser
from tests.cases.callbacks import agent_of, due, open_queue
from tests.factories import PresenceFactory, SlotFactory

pytestmark = pytest.mark.django_db(transaction=True)

A_POLL = "00:06"


@pytest.fixture
def agent() -> User:
    return agent_of(open_queue(name="Elder care", line__unit__district=None))


@pytest.fixture
def callbacks(agent: User) -> list[Callback]:
    queue = agent.queue_memberships.get().queue
    return [due(queue), due(queue)]


@pytest.fixture
def desk(page: Page, live_server, agent) -> Page:
    """The agent's window, with a clock that the test turns."""
    browser.sign_in(page, live_server.url, agent)
    page.clock.install()
    return page


def test_whoever_stands_on_a_button_of_the_list_still_does_when_it_is_renewed(
    desk, live_server, callbacks
):
    first, second = callbacks
    desk.goto(live_server.url + reverse("desk-callbacks:list"))
    button = desk.get_by_role("button", name=f"Take it {second.code}")
    button.focus()

    changes.cancel(first, by=None, at=now())
    desk.clock.fast_forward(A_POLL)

    expect(desk.get_by_role("button", name=f"Take it {first.code}")).to_have_count(0)
    expect(button).to_be_focused()


def test_that_the_list_cannot_be_renewed_is_said_once_and_until_it_can(
    desk, live_server, callbacks
):
    desk.goto(live_server.url + reverse("desk-callbacks:list"))
    desk.route("**/desk/callbacks/?stamp=*", lambda route: route.fulfill(status=500))
    desk.clock.fast_forward(A_POLL)
    toast = desk.locator("#toasts .toast")
    expect(toast).to_contain_text("That did not work.")

    toast.evaluate("toast => toast.id = 'first'")
    with desk.expect_response("**/desk/callbacks/?stamp=*"):
        desk.clock.fast_forward(A_POLL)
    expect(toast).to_have_id("first")

    desk.unroute_all()
    desk.clock.fast_forward(A_POLL)
    expect(toast).to_have_count(0)


def test_an_offer_that_is_over_goes_once_nobody_stands_on_it(desk, live_server, agent, callbacks):
    callback, _other = callbacks
    PresenceFactory(user=agent, since=now(), seen_at=now())
    offers.offer(callback, agent, at=now())
    desk.goto(live_server.url + reverse("news:list"))
    offer = desk.get_by_role("region", name="A callback for you")
    offer.get_by_role("button", name="Take it").focus()

    changes.cancel(callback, by=None, at=now())
    with desk.expect_response("**" + reverse("poll") + "?*"):
        desk.clock.fast_forward(A_POLL)
    expect(offer.get_by_role("button", name="Take it")).to_be_focused()
    desk.get_by_role("link", name="News", exact=True).focus()

    expect(offer).to_have_count(0)


def test_the_key_to_the_times_leads_to_the_first_that_can_be_chosen(desk, live_server, agent):
    queue = agent.queue_memberships.get().queue
    queue.line.weeks.all().delete()  # nobody knows when it is open
    slot = SlotFactory(queue=queue, starts_at=now() + timedelta(days=1))
    desk.goto(live_server.url + reverse("desk-callbacks:book"))
    desk.get_by_label("What it is about").select_option(str(queue.service_id))
    choice = desk.locator(f"#slot-{slot.pk}")
    expect(choice).to_be_visible()
    expect(desk.get_by_label("As soon as possible")).to_be_disabled()

    desk.keyboard.press("Alt+t")

    expect(choice).to_be_focused()
