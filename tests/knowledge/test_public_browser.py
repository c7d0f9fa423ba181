"""What residents do with their pages in a real browser. That each page is accessible, test_every_page.py sees to."""

import pytest
from playwright.sync_api import Browser, Page

from tests import browser as checks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ["sv", "ru", "ar"])
def test_hours_that_are_unfolded_can_be_read_on_a_small_screen(
    page: Page, live_server, sample_city, language
):
    page.goto(f"{live_server.url}/{language}/districts/jarva/")

    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")

    assert page.locator("table.hours").first.is_visible()
    checks.axe(page)
    checks.every_check(page)


def test_hours_that_are_folded_are_printed_all_the_same(page: Page, live_server, sample_city):
    page.goto(f"{live_server.url}/sv/districts/jarva/")
    assert not page.locator("table.hours").first.is_visible()

    page.emulate_media(media="print")

    assert page.locator("table.hours").first.is_visible()


def test_the_way_from_the_front_page_to_a_number_takes_two_steps_without_script(
    browser: Browser, live_server, sample_city
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/sv/")

    page.get_by_label("Var bor du?").fill("Spånga-Tensta")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/**")

    assert page.locator("a.phone-number").first.get_attribute("href") == "tel:+46846500431"
    context.close()


def test_from_a_question_to_its_answer_and_to_a_number_without_script_on_a_small_screen(
    browser: Browser, live_server, sample_city
):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{live_server.url}/sv/")

    page.get_by_label("Språk").get_by_text("Svenska").first.click()
    page.get_by_role("link", name="English").click()
    page.locator("main .link-list a").first.click()
    page.wait_for_url("**/en/faq/*/")

    assert page.locator(".answer").is_visible()
    number = page.locator("main .card a.phone-number").first
    assert number.get_attribute("href") == "tel:+46850800508"
    checks.no_sideways_scroll(page)
    context.close()


def test_a_page_about_violence_is_left_at_once_and_is_not_gone_back_to(
    page: Page, live_server, sample_city
):
    page.route("https://www.smhi.se/**", lambda route: route.fulfill(body="<h1>Weather</h1>"))
    page.goto(f"{live_server.url}/sv/")
    page.goto(f"{live_server.url}/sv/faq/violence/")

    for _press in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("https://www.smhi.se/")
    page.go_back()

    assert page.url == f"{live_server.url}/sv/"

    page.goto(f"{live_server.url}/sv/faq/violence/")
    page.mouse.wheel(0, 2000)
    page.locator("#leave-quickly").click()
    page.wait_for_url("https://www.smhi.se/")


def test_a_page_about_violence_is_left_without_script_too(
    browser: Browser, live_server, sample_city
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://www.smhi.se/**", lambda route: route.fulfill(body="<h1>Weather</h1>"))
    page.goto(f"{live_server.url}/ar/faq/violence/")

    page.locator("#leave-quickly").click()

    page.wait_for_url("https://www.smhi.se/")
    context.close()
