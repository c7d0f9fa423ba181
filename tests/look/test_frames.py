"""The frames round residents' and staff's pages, seen on pages that exist in every language: the error pages."""

import html5lib
import pytest
from django.conf import settings
from django.urls import reverse

from contactcenter.accounts.roles import Role
from tests import browser
from tests.factories import UserFactory
from tests.look.test_style_sheets import PUBLIC

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def is_strictly_valid(html: str) -> bool:
    """Parse as html5lib does when it forgives nothing; raises at the first fault."""
    return html5lib.HTMLParser(strict=True).parse(html) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_residents_frame_is_light_and_asks_for_nothing(client, language):
    """Without the database fixture, a query or a session would fail the test."""
    response = client.get(f"/{language}/nothing-here/")

    html = response.content.decode()
    sheets = [settings.BASE_DIR / "static" / "css" / name for name in PUBLIC]
    direction = "rtl" if language in settings.RIGHT_TO_LEFT else "ltr"
    assert response.status_code == 404
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "<script" not in html
    assert not response.cookies
    assert len(response.content) + sum(sheet.stat().st_size for sheet in sheets) <= 50_000
    assert is_strictly_valid(html)


def test_every_language_is_offered_in_its_own_words(client):
    html = client.get("/sv/nothing-here/").content.decode()

    for code, name in settings.LANGUAGES:
        assert f'lang="{code}" hreflang="{code}"' in html
        assert f">{name}</bdi></a>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMINISTRATOR])
def test_staff_frame_is_valid(client, role):
    client.force_login(UserFactory(roles=[role]))

    assert is_strictly_valid(client.get(reverse("styleguide")).content.decode())


@pytest.mark.django_db
def test_navigation_offers_only_what_one_may_enter(client):
    client.force_login(UserFactory(roles=[Role.AGENT], language="en"))
    agent_sees = client.get(reverse("styleguide")).content.decode()
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], language="en"))
    administrator_sees = client.get(reverse("styleguide")).content.decode()

    assert ">People</a>" not in agent_sees
    assert ">People</a>" in administrator_sees


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_residents_frame_is_accessible(page, live_server, language):
    page.goto(f"{live_server.url}/{language}/nothing-here/")
    page.locator("summary").first.press("Enter")

    browser.axe(page)
    browser.every_check(page)


@pytest.mark.django_db(transaction=True)
def test_skip_link_leads_past_the_head_of_the_page(page, live_server):
    page.goto(f"{live_server.url}/sv/nothing-here/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")
