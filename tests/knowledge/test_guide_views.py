"""Guides as residents go through them: by links alone, without anything being kept."""

import re
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from knowledge import guide_pages, guide_versions, starting_guides
from knowledge.models import GuideVersion
from tests import browser as checks
from tests import xss
from tests.factories import MONDAY_NINE, GuideVersionFactory, PhoneLineFactory, UnitFactory
from tests.knowledge import small_guide

pytestmark = pytest.mark.django_db

HERE = "/en/guides/small/"


@pytest.fixture
def small() -> GuideVersion:
    return GuideVersionFactory(slug="small")


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def links(html: str) -> list[str]:
    return re.findall(r'href="(\?[^"]*)"', html.replace("&amp;", "&"))


def test_the_list_leads_to_every_guide_that_is_published(small):
    GuideVersionFactory(slug="waits", state="draft")

    html = page("/en/guides/")

    assert f'href="{HERE}"' in html
    assert "waits" not in html


def test_a_resident_comes_from_question_to_outcome_and_back_by_links(small):
    first = page(HERE)
    assert links(first) == ["?v=1&a=a", "?v=1&a=b"]
    assert "Question 1 of at most 2" in first

    second = page(HERE + "?v=1&a=a")
    assert "<h1>In Stockholm?</h1>" in second
    assert links(second) == ["?v=1&a=", "?v=1&a=aa", "?v=1&a=ab", "?v=1&a="]

    outcome = page(HERE + "?v=1&a=ab")
    assert "<h1>We find out</h1>" in outcome
    assert links(outcome) == ["?v=1&a=a", "?v=1&a=", "?v=1&a=a"]
    assert "This is information, not a decision." in outcome
    assert "Hand over warm" not in outcome


def test_staff_texts_stay_with_staff(small):
    assert "Ask for the area only" not in page(HERE + "?v=1&a=a")


def test_what_is_urgent_shows_112_and_a_way_to_leave(small):
    html = page(HERE + "?v=1&a=b")

    assert html.count('href="tel:112"') == 2
    assert 'href="/en/urgent/"' in html


def test_an_outcome_says_whom_to_call(small):
    unit = UnitFactory(district=None, kind="contact_centre")
    PhoneLineFactory(unit=unit, number="08-465 004 11", dial="+46846500411")

    assert 'href="tel:+46846500411"' in page(HERE + "?v=1&a=aa")


def test_pages_with_answers_are_kept_by_nobody_and_the_first_one_is(small):
    first, answered = Client().get(HERE), Client().get(HERE + "?v=1&a=a")

    assert "public" in first["Cache-Control"]
    assert "no-store" in answered["Cache-Control"]
    assert answered["X-Robots-Tag"] == "noindex"
    assert not first.cookies
    assert not answered.cookies


@pytest.mark.parametrize(
    "query",
    [
        "v=1&a=zz",
        "v=1&a=aaa",
        "v=1&a=%00",
        "v=1&a=' OR 1=1",
        "v=1&a=" + "a" * 5000,
        "v=2&a=a",
        "v=0&a=a",
        "v=-1&a=a",
        "v=99999999999999999999&a=a",
        "v=%D9%A3&a=a",
        "v=²&a=a",
        "v=x&a=a",
        "v=<script>alert(1)</script>&a=<script>alert(1)</script>",
    ],
)
def test_a_link_that_leads_nowhere_begins_again_and_says_so(small, query):
    html = page(f"{HERE}?{query}")

    assert "That link does not lead on any more." in html
    assert "<h1>Where do I belong?</h1>" in html
    xss.assert_harmless(html)


def test_an_old_link_goes_on_in_its_version_and_offers_the_new_one(small):
    changed = small_guide.content() | {"title": small_guide.said("A new name")}
    assert "A new name" not in page(HERE)
    replace(small, changed)

    old, new = page(HERE + "?v=1&a=a"), page(HERE + "?a=a")

    assert "There are newer questions than these." in old
    assert "Where do I belong?" in old
    assert "There are newer questions than these." not in new
    assert "A new name" in new
    assert "A new name" in page(HERE)  # at once, though the page was kept


def replace(version: GuideVersion, content: dict[str, Any]) -> None:
    """Publish a second version, as an editor does."""
    GuideVersion.objects.filter(pk=version.pk).update(state="replaced")
    GuideVersionFactory(slug=version.slug, number=2, content=guide_versions.as_text(content))


def test_a_draft_cannot_be_reached_by_its_number(small):
    GuideVersionFactory(slug="small", number=2, state="draft")

    assert "That link does not lead on any more." in page(HERE + "?v=2&a=a")


def test_what_does_not_exist_is_not_found():
    assert Client().get("/en/guides/nothing/").status_code == 404
    assert Client().get("/en/guides/nothing/?a=a").status_code == 404


def test_texts_without_a_translation_stand_in_swedish_and_are_marked(small):
    html = page("/ar/guides/small/?v=1&a=a")

    assert '<span lang="sv" dir="ltr">In Stockholm? (sv)</span>' in html
    assert "لم يُترجم هذا النص بعد" in html


def test_a_translated_guide_says_nothing_of_swedish(small):
    assert "not translated yet" not in page(HERE + "?v=1&a=a")


def test_a_page_costs_the_same_however_long_the_way():
    starting_guides.load(at=MONDAY_NINE)
    short, long = [
        count_queries(f"/en/guides/belonging/?v=1&a={answers}") for answers in ("d", "daacaa")
    ]

    assert short == 1
    assert long - short <= 12  # the contact centre's line and its hours, of an outcome only


def count_queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_nothing_runs_that_an_editor_could_write_into_a_guide():
    for number, payload in enumerate(xss.ALL):
        content = guide_versions.as_text(all_of(payload))
        for answers in ("a", "ab"):
            xss.assert_harmless(drawn(PARTS[answers], content, answers))
        if number % 25 == 0:  # the whole page, with its title, costs more
            xss.assert_harmless(drawn(["knowledge/guide.html"], content, "b"))


PARTS = {
    "a": ["knowledge/_guide_question.html"],
    "ab": ["knowledge/_guide_outcome.html", "knowledge/_guide_answers.html"],
}


def all_of(payload: str) -> dict[str, Any]:
    """Answer a guide that has the payload in each of its texts."""
    words, content = {"sv": payload, "en": payload}, small_guide.content()
    content |= dict.fromkeys(["title", "intro", "decides", "next_steps"], words)
    for question in content["questions"].values():
        question.update(dict.fromkeys(["text", "hint", "staff"], words))
        for option in question["options"]:
            option["text"] = words
    for outcome in content["outcomes"].values():
        outcome |= {"title": words, "text": words, "staff": words, "grounds": [payload]}
    return content


def drawn(templates: list[str], content: str, answers: str) -> str:
    """Draw parts of a guide's page as they are drawn for residents, without storing it."""
    version = GuideVersion(slug="x", content=content, written_at=MONDAY_NINE)
    shown = guide_pages.show(version, answers)
    context = guide_pages.context(shown)
    context |= {"question": shown.walk.place, "outcome": shown.walk.outcome}
    request = RequestFactory().get(HERE)
    return "".join(render_to_string(template, context, request) for template in templates)


@pytest.mark.django_db(transaction=True)
def test_without_script_on_a_small_screen_from_the_list_to_paper(browser: Browser, live_server):
    starting_guides.load(at=MONDAY_NINE)
    context = browser.new_context(java_script_enabled=False, viewport=checks.NARROW)
    window = context.new_page()
    window.goto(f"{live_server.url}/sv/guides/")
    window.get_by_role("link", name="Vilken kommun och stadsdel").click()
    for answer in ["Nej, det är inte akut", "Nej", "Mig själv eller min familj", "Bor i Stockholm"]:
        window.get_by_role("link", name=answer, exact=True).click()
    window.get_by_role("link", name="På en annan adress i Stockholm").click()
    assert window.locator("h1").inner_text() == "Troligen stadsdelen där du bor på riktigt"

    window.locator(".guide-answers a").last.click()
    window.get_by_role("link", name="Där hen bor").click()

    assert window.locator("h1").inner_text() == "Stadsdelen där du bor"
    assert context.cookies() == []
    window.emulate_media(media="print")
    assert window.locator(".guide-answers b").first.is_visible()
    assert not window.locator(".guide-answers a").first.is_visible()
    context.close()
