"""Signing in, and being signed out, as people do it."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from contactcenter.accounts.models import User
from tests import browser
from tests.accounts.codes import code_for, give_second_factor
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

PROFILE = "/accounts/profile/"


def type_in(page: Page, *texts: str) -> None:
    """Fill in a form from its first field on, with the keyboard alone, and send it."""
    page.locator("main input:not([type=hidden])").first.focus()
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_first_sign_in_sets_up_the_second_step_with_the_keyboard_alone(
    page, live_server, person, settings, language
):
    settings.SECOND_FACTOR_REQUIRED = True
    User.objects.update(language=language)

    page.goto(live_server.url + PROFILE)
    browser.axe(page)
    type_in(page, person.email, PASSWORD)
    expect(page).to_have_url(f"{live_server.url}/accounts/2fa/totp/activate/")
    browser.axe(page)
    type_in(page, code_for(page.locator("details code").text_content() or ""))
    expect(page).to_have_url(f"{live_server.url}/accounts/2fa/recovery-codes/")
    expect(page.locator("main li code")).to_have_count(10)
    browser.axe(page)
    page.goto(f"{live_server.url}/accounts/2fa/")
    browser.axe(page)
    page.goto(live_server.url + PROFILE)

    expect(page).to_have_url(live_server.url + PROFILE)


def test_a_wrong_password_puts_the_focus_on_what_is_wrong(page, live_server, person):
    page.goto(f"{live_server.url}/accounts/login/")

    type_in(page, person.email, "wrong password here")

    expect(page.locator(".error-summary")).to_be_focused()
    browser.axe(page)


def test_the_code_is_asked_for_on_a_page_of_its_own(page, live_server, person):
    give_second_factor(person)
    page.goto(live_server.url + PROFILE)

    type_in(page, person.email, PASSWORD)

    expect(page).to_have_url(f"{live_server.url}/accounts/2fa/authenticate/")
    browser.axe(page)
    browser.every_check(page)


def test_after_the_end_of_the_session_a_fragment_moves_the_whole_page(page, live_server, person):
    browser.sign_in(page, live_server.url, person)
    page.goto(live_server.url + PROFILE)
    Session.objects.all().delete()

    page.evaluate("htmx.ajax('GET', '/accounts/profile/', '#main')")

    expect(page).to_have_url(f"{live_server.url}/accounts/login/?next={PROFILE}")
