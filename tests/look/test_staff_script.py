"""What script adds to staff's pages."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from contactcenter.accounts.roles import Role
from tests import browser
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page: Page, live_server) -> Page:
    """A staff page, with a clock that the test turns."""
    person = UserFactory(roles=[Role.AGENT], language="en")
    browser.sign_in(page, live_server.url, person)
    page.clock.install()
    page.goto(live_server.url + reverse("styleguide"))
    return page


def test_one_key_answers_the_warning_that_comes_two_minutes_before_the_end(desk):
    desk.clock.fast_forward("12:20")
    expect(desk.get_by_role("dialog")).to_be_hidden()

    desk.clock.fast_forward("00:20")
    expect(desk.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    browser.axe(desk)
    with desk.expect_response("**" + reverse("accounts:keep-alive")) as answer:
        desk.keyboard.press("Enter")

    assert answer.value.status == 204
    expect(desk.get_by_role("dialog")).to_be_hidden()


def test_who_does_not_answer_is_told_and_led_to_sign_in(desk):
    desk.clock.fast_forward("12:40")
    desk.clock.fast_forward("02:30")

    over = desk.get_by_role("dialog", name="You have been signed out")
    expect(over).to_be_visible()
    expect(over.get_by_role("link", name="Sign in again")).to_have_attribute(
        "href", reverse("styleguide")
    )
    over.get_by_role("button", name="Show the page").press("Enter")
    expect(over).to_be_hidden()


def test_another_window_keeps_this_one_alive(desk, live_server):
    desk.clock.fast_forward("10:00")
    other = desk.context.new_page()
    other.goto(live_server.url + reverse("styleguide"))

    desk.clock.fast_forward("04:00")

    expect(desk.get_by_role("dialog")).to_be_hidden()


def test_toast_can_be_closed(desk):
    desk.evaluate("document.querySelector('#toasts').innerHTML = '<div class=toast>Saved.</div>'")
    expect(desk.get_by_role("status").filter(has_text="Saved.")).to_be_visible()

    desk.get_by_role("button", name="Close the message").last.press("Enter")

    expect(desk.locator("#toasts")).to_be_empty()


def test_failed_request_says_so(desk):
    desk.evaluate("htmx.ajax('GET', '/desk/nothing/', {target: 'h1', swap: 'innerHTML'})")

    expect(desk.locator("#toasts")).to_contain_text("That did not work.")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Style guide")


def test_escape_closes_a_menu_and_returns_to_it(desk):
    menu = desk.locator("details.menu").last
    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("button", name="Sign out")).to_be_visible()

    desk.keyboard.press("Tab")
    desk.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open")
    expect(menu.locator("summary")).to_be_focused()
