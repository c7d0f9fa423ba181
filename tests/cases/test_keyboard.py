"""The desk by keyboard, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from tests.browser import axe, every_check, sign_in
from tests.factories import PhoneLineFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=[Role.AGENT], language="en")


@pytest.fixture
def elsewhere(page: Page, live_server, agent: User) -> Page:
    """A staff page that is not the desk."""
    sign_in(page, live_server.url, agent)
    page.goto(live_server.url + reverse("styleguide"))
    return page


def test_two_keys_lead_to_the_desk_and_the_first_says_what_may_follow(elsewhere):
    elsewhere.keyboard.press("g")
    expect(elsewhere.locator("#key-hint")).to_contain_text("Desk")
    elsewhere.keyboard.press("Escape")
    expect(elsewhere.locator("#key-hint")).to_be_empty()

    elsewhere.keyboard.press("d")
    assert elsewhere.url.endswith(reverse("styleguide"))
    elsewhere.keyboard.press("g")
    elsewhere.keyboard.press("d")

    expect(elsewhere).to_have_url(elsewhere.url.replace(reverse("styleguide"), reverse("desk")))


def test_what_is_typed_into_a_field_is_text(elsewhere):
    field = elsewhere.get_by_label("E-mail").first
    field.press("g")
    field.press("d")
    field.press("?")

    expect(field).to_have_value("gd?")
    expect(elsewhere.get_by_role("dialog")).to_be_hidden()


def test_the_list_shows_the_keys_of_this_page(elsewhere):
    elsewhere.keyboard.press("?")

    keys = elsewhere.get_by_role("dialog", name="Keys that work here")
    expect(keys).to_contain_text("Search everything")
    expect(keys).to_contain_text("New contact: Phone call")
    expect(keys.get_by_text("On this page")).to_be_hidden()
    axe(elsewhere)
    elsewhere.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_single_keys_can_be_switched_off(elsewhere, agent):
    User.objects.filter(pk=agent.pk).update(keyboard_shortcuts=False)
    elsewhere.reload()

    elsewhere.keyboard.press("?")
    expect(elsewhere.get_by_role("dialog")).to_be_hidden()
    elsewhere.locator(".top-bar summary").last.press("Enter")
    elsewhere.get_by_role("link", name="Keys").press("Enter")

    keys = elsewhere.get_by_role("dialog", name="Keys that work here")
    expect(keys).to_contain_text("switched off in your profile")
    listed = keys.locator("kbd").all_text_contents()
    assert "Ctrl+K" in listed
    assert [key for key in listed if "+" not in key] == []


@pytest.mark.parametrize("sign", ["ل", "g"])
def test_keys_work_on_a_keyboard_of_another_script(elsewhere, sign):
    elsewhere.evaluate(
        "key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code: 'KeyG', bubbles: true}))",
        sign,
    )

    expect(elsewhere.locator("#key-hint")).to_contain_text("Desk")


def test_the_palette_does_what_is_chosen_and_gives_the_focus_back(elsewhere):
    PhoneLineFactory(unit__name="Mottagningen")
    field = elsewhere.get_by_label("E-mail").first
    field.focus()

    elsewhere.keyboard.press("Control+k")
    palette = elsewhere.get_by_role("dialog", name="Search everything, or choose what to do")
    choice = palette.get_by_role("combobox")
    expect(choice).to_be_focused()
    elsewhere.keyboard.type("mottag")
    expect(palette).to_contain_text("1 hit for “mottag”")
    axe(elsewhere)
    elsewhere.keyboard.press("Escape")
    expect(field).to_be_focused()

    elsewhere.keyboard.press("Control+k")
    expect(choice).to_be_focused()
    elsewhere.keyboard.press("ArrowUp")
    expect(palette.get_by_role("option", selected=True)).to_have_text("Sign out")
    elsewhere.keyboard.type("prof")
    expect(palette.get_by_role("option", selected=True)).to_have_text("Your profile")
    elsewhere.keyboard.press("Enter")
    elsewhere.wait_for_url("**" + reverse("accounts:profile"))


def test_what_is_no_command_is_searched_for(elsewhere):
    elsewhere.keyboard.press("Control+k")
    elsewhere.keyboard.type("simhall")
    elsewhere.keyboard.press("Enter")

    elsewhere.wait_for_url("**" + reverse("desk-search") + "?q=simhall")


def test_from_right_to_left_and_on_a_phone(elsewhere, agent):
    User.objects.filter(pk=agent.pk).update(language="ar")
    elsewhere.reload()
    elsewhere.keyboard.press("Control+k")

    axe(elsewhere)
    every_check(elsewhere)
