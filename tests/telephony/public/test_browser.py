"""Asking to be rung back in a real browser without script, on the smallest screen; and what the receipt looks like on paper."""

import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from telephony.models import Callback
from tests import browser as checks
from tests.telephony.public.residents import MOBILE, code_of

pytestmark = pytest.mark.django_db(transaction=True)

LONGEST = 60  # seconds, from the front page to the receipt
FASTEST = 3.2  # seconds; sooner, only programs send a form


def no_page_is_wider(page: Page) -> None:
    checks.no_sideways_scroll(page)
    checks.targets_are_large_enough(page)


def press(page: Page, what: str) -> None:
    page.locator(what).first.click()
    no_page_is_wider(page)


def weight_of(html: str) -> int:
    """Bytes of a page and its style sheets."""
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
    sizes = [Path(settings.BASE_DIR, "static", sheet).stat().st_size for sheet in sheets]
    return len(html.encode()) + sum(sizes)


@pytest.mark.parametrize("language", ["sv", "ar", "fi"])
def test_asking_takes_less_than_a_minute_without_script_on_the_smallest_screen(
    browser: Browser, live_server, sample_city, language
):
    context = browser.new_context(java_script_enabled=False, viewport=checks.NARROW)
    page = context.new_page()
    began = time.monotonic()

    page.goto(f"{live_server.url}/{language}/")
    press(page, "a[href$='/callback/']")
    press(page, "a[href*='service=income-support']")
    page.locator("#where").fill("Tensta")
    press(page, "main form button")
    heaviest = weight_of(page.content())
    press(page, "button[value='soon']")
    page.locator("#id_number").fill(MOBILE)
    time.sleep(FASTEST)
    press(page, "main form .actions button")
    callback = Callback.objects.latest("pk")
    page.locator("#id_digits").fill(code_of(callback))
    press(page, "main form .actions button")

    assert time.monotonic() - began < LONGEST
    assert heaviest <= 50_000
    assert page.url.endswith(f"/{language}/callback/{callback.code}/")
    assert f"{callback.code[:3]} {callback.code[3:6]}" in page.locator(".reference").inner_text()
    assert Callback.objects.live().filter(pk=callback.pk).exists()
    assert context.cookies() == []
    context.close()


def test_the_receipt_prints_when_we_ring_and_the_code_and_no_ways_on(
    page: Page, live_server, sample_city
):
    page.goto(f"{live_server.url}/sv/callback/when/?service=elder-care")
    page.locator("button[value='soon']").click()
    page.locator("#id_number").fill(MOBILE)
    time.sleep(FASTEST)
    page.locator("main form .actions button").click()
    page.locator("#id_digits").fill(code_of(Callback.objects.latest("pk")))
    checks.axe(page)
    page.locator("main form .actions button").first.click()

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator(".reference").is_visible()
    assert not page.locator("main .link-list").is_visible()
    assert not page.locator("footer").is_visible()
