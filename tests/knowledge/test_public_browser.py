"""Residents' pages in a real browser: every page in every language."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from tests import browser as checks

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGES = ["", "urgent/", "contact/", "minority-languages/", "accessibility/", "privacy/"]
PAGES += ["find/", "find/?q=Tensta", "find/?q=Svedmyra", "find/?q=Atlantis", "districts/"]
PAGES += ["districts/jarva/", "lines/skarholmen-handlers/", "lines/socialjouren/"]


@pytest.fixture
def sample_city() -> None:
    call_command("sample_city", stdout=StringIO())


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(page, live_server, sample_city, language):
    for path in PAGES:
        page.goto(f"{live_server.url}/{language}/{path}")

        checks.axe(page)


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_everything_can_be_read_reached_and_hit(page, live_server, sample_city, language):
    for path in PAGES:
        page.goto(f"{live_server.url}/{language}/{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")

        checks.every_check(page)


def test_the_way_from_the_front_page_to_a_number_takes_two_steps_without_script(
    browser, live_server, sample_city
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/sv/")

    page.get_by_role("searchbox").fill("Spånga-Tensta")
    page.keyboard.press("Enter")

    assert page.locator("a.phone-number").first.get_attribute("href") == "tel:+46846500431"
    context.close()
