"""From a resident's "no" to the editor who handles it, without script."""

from datetime import timedelta

from playwright.sync_api import Browser, expect

from contactcenter import public_forms
from tests import browser as checks
from tests.factories import ArticleTextFactory, PhoneLineFactory, UserFactory


def test_a_resident_is_heard_and_an_editor_handles_it(live_server, browser: Browser, monkeypatch):
    monkeypatch.setattr(public_forms, "FASTEST", timedelta())
    ArticleTextFactory(article__slug="the-norm", title="Vad är normen?")
    PhoneLineFactory(unit__kind="contact_centre", unit__district=None)
    window = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = window.new_page()

    page.goto(f"{live_server.url}/en/faq/the-norm/")
    page.locator("a[href$='?useful=no']").click()
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    page.get_by_label("What can we do better?").fill("Han slår mig")
    page.get_by_role("button", name="Send").click()
    expect(
        page.get_by_role("heading", name="Call 112 if somebody is in danger now")
    ).to_be_visible()
    expect(page.get_by_label("What can we do better?")).to_have_value("Han slår mig")
    page.get_by_label("What can we do better?").fill("Write more about violence")
    page.get_by_role("button", name="Nobody is in danger. Send it.").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert window.cookies() == []

    checks.sign_in(page, live_server.url, UserFactory(roles=["editor"], language="en"))
    page.goto(f"{live_server.url}/editor/feedback/")
    page.get_by_role("link", name="Vad är normen?").click()
    page.get_by_label("What was done?").fill("Wrote more.")
    page.get_by_role("button", name="Handled", exact=True).click()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    window.close()


def test_the_page_that_says_whom_to_call_can_be_used_by_everybody(live_server, page):
    ArticleTextFactory(article__slug="the-norm")
    PhoneLineFactory(unit__kind="contact_centre", unit__district=None)

    for language in ["sv", "ar"]:
        page.goto(f"{live_server.url}/{language}/faq/the-norm/feedback/?useful=no")
        page.locator("textarea").fill("Han slår mig")
        page.locator("main button").click()
        expect(page.locator("main a[href='tel:112']")).to_be_visible()
        checks.axe(page)
        checks.every_check(page)
