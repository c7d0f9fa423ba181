"""Two editors in a real browser: one writes, the other reads what changed and publishes it."""

import pytest
from playwright.sync_api import Page, expect

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from tests import browser
from tests.factories import ArticleTextFactory, UserFactory

pytestmark = pytest.mark.django_db

TRANSLATED = ["en", "fi", "ar", "so", "fa", "es", "pl", "uk", "ru", "tr", "ti"]


@pytest.fixture
def article(transactional_db) -> str:
    """An article in all twelve languages; answer its address at the editor's."""
    swedish = ArticleTextFactory(title="Vad kostar det?", body="Det kostar 100 kronor.")
    for language in TRANSLATED:
        ArticleTextFactory(article=swedish.article, language=language)
    return f"/editor/articles/{swedish.article.slug}/"


def come_in(page: Page, address: str, name: str) -> None:
    person: User = UserFactory(roles=[Role.EDITOR], language="en", display_name=name)
    browser.sign_in(page, address, person)


def test_a_colleague_publishes_a_changed_fact_and_eleven_translations_are_out_of_date(
    page, live_server, article
):
    come_in(page, live_server.url, "Sofia")
    page.goto(live_server.url + article)
    page.get_by_role("button", name="Change Svenska").click()
    page.get_by_label("Text", exact=True).fill("Det kostar 200 kronor.")
    page.get_by_label("Text", exact=True).press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text("Saved.")
    browser.axe(page)
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Whoever writes a text does not publish it.")).to_be_visible()
    expect(page.get_by_role("link", name="Publish")).to_have_count(0)

    come_in(page, live_server.url, "Daniel")
    page.goto(f"{live_server.url}/editor/?show=to-review")
    page.get_by_role("link", name="Vad kostar det?").click()
    page.get_by_role("link", name="Read it through Svenska").click()
    expect(page.locator("del")).to_have_text("[taken out: 100]")
    expect(page.locator("ins")).to_have_text("[put in: 200]")
    page.get_by_role("link", name="Publish").click()
    browser.axe(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Something needs to be corrected")).to_be_visible()
    page.get_by_label("Changed fact").check()
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_text("Out of date", exact=True)).to_have_count(len(TRANSLATED))
    browser.axe(page)


def test_a_translation_is_brought_up_to_date_beside_the_swedish_text(page, live_server, article):
    come_in(page, live_server.url, "Sofia")
    page.goto(live_server.url + article)
    page.get_by_role("button", name="Change العربية").click()

    expect(page.locator("[lang='sv']", has_text="Det kostar 100 kronor.")).to_be_visible()
    field = page.get_by_label("Text", exact=True)
    expect(field).to_have_attribute("dir", "rtl")
    field.fill("السعر 100")
    expect(page.locator("#kept")).to_contain_text("Saved at")
    page.reload()
    expect(field).to_have_value("السعر 100")
    field.fill("السعر 200")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[lang='ar'][dir='rtl'] p", has_text="السعر 200")).to_be_visible()
    browser.axe(page)
    browser.every_check(page)
