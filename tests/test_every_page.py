"""Every page that somebody may see, in a real browser: axe and our own checks find nothing, html5lib parses it strictly.

Which pages there are, and who may see them, is the table in matrix.py: a new page is looked at from its first day.
`make endurance` looks at each in every language, for everybody who may see it; `make test` for one of them, in one language,
and at residents' pages in two: Swedish or Arabic, and one after the other of all.
"""

from collections.abc import Iterator
from itertools import count

import html5lib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page

from contactcenter.accounts.models import User
from districts.models import District, Unit
from tests import browser
from tests.endurance import SHARE
from tests.matrix import GROUPS, NOBODY, PEOPLE, ROWS, Row
from tests.place import Place
from tests.test_matrix import build_people

pytestmark = pytest.mark.endurance

LANGUAGES = [code for code, _name in settings.LANGUAGES]
STAFF_LANGUAGES = ["sv", "en", "ar"]
THERE = {"staff_there", "admin_there", "staff_here_admin_there"}
VISITORS = ["anonymous", *sorted(PEOPLE - NOBODY - THERE)]

PUBLIC = [
    ("front", {}, ""),
    ("search", {}, ""),
    ("search", {}, "?q=hyra"),
    ("search", {}, "?q=xyzzy"),
    ("urgent-help", {}, ""),
    ("ways-to-reach-us", {}, ""),
    ("norm", {}, ""),
    ("norm", {}, "?adults=couple&child_4=2&lunch_away_1=1&rent=7500&income=9000"),
    ("minority-languages", {}, ""),
    ("accessibility", {}, ""),
    ("privacy", {}, ""),
    ("faq:list", {}, ""),
    ("faq:topic", {"code": "urgent"}, ""),
    ("faq:article", {"slug": "the-norm"}, ""),
    ("faq:feedback", {"slug": "the-norm"}, "?useful=no"),
    ("faq:feedback-sent", {"slug": "the-norm"}, ""),
    ("words", {}, ""),
    ("faq:article", {"slug": "violence"}, ""),
    ("guides:list", {}, ""),
    ("guides:guide", {"slug": "belonging"}, ""),
    ("guides:guide", {"slug": "belonging"}, "?v=1&a=daafb"),
    ("guides:guide", {"slug": "eu-residence"}, "?v=1&a=dbb"),
    ("guides:guide", {"slug": "eu-residence"}, "?v=1&a=a"),
    ("districts:list", {}, ""),
    ("districts:district", {"slug": "jarva"}, ""),
    ("districts:district", {"slug": "skarholmen"}, ""),
    ("districts:line", {"slug": "kontaktcenter"}, ""),
    ("districts:line", {"slug": "socialjouren"}, ""),
    ("districts:find", {}, ""),
    ("districts:find", {}, "?q=Spånga-Tensta"),
    ("districts:find", {}, "?q=Svedmyra"),
    ("districts:find", {}, "?q=Uppsala"),
    ("callbacks:book", {}, ""),
    ("callbacks:where", {}, "?service=income-support&q=Uppsala"),
    ("callbacks:when", {}, "?service=individual-and-family"),
    ("callbacks:number", {}, "?service=individual-and-family&when=soon"),
]
SHARES = 6  # in which the public pages are looked at, each with a town of its own
# Data, and what leaves a page quickly: without it the link is a link.
NOT_NEEDED = ":not([type='application/ld+json'], [src$='leave_quickly.js'])"
NOT_A_PAGE = {
    "sitemap",
    "robots",
    "to-best-language",
    "healthz",
    "readyz",
    "metrics",
    "schema",
    "poll",
}


@pytest.fixture
def town(transactional_db, sample_city) -> dict[str, Place]:
    """The sample city, with something to undo, to open again and to change in Järva and in the city's own lines."""
    administrator = User.objects.get(email="admin@example.org")
    return {
        "here": Place.built(District.objects.get(slug="jarva"), administrator),
        "city": Place.built(None, administrator),
    }


def in_turn(languages: list[str]) -> Iterator[list[str]]:
    """All languages for a page, or, when only a share of the long runs is done, one after the other."""
    for number in count():
        yield languages if SHARE >= 1 else [languages[number % len(languages)]]


def look_at(page: Page, address: str, *, closely: bool) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    html5lib.HTMLParser(strict=True).parse(answer.text())
    assert page.locator("h1").count() == 1, address
    browser.axe(page)
    if closely:
        browser.every_check(page)


def pages_of(person: str) -> list[Row]:
    """Answer the pages that the person may see; when only a share is looked at, those that nobody before may see."""
    before = VISITORS[: VISITORS.index(person)] if SHARE < 1 else []
    residents = {route for route, _parts, _query in PUBLIC}
    return [
        row
        for row in ROWS
        if row.get.startswith("200")
        and row.route not in NOT_A_PAGE | residents
        and person in GROUPS[row.let_in]
        and GROUPS[row.let_in].isdisjoint(before)
    ]


def in_languages(number: int) -> list[str]:
    """Answer the languages in which the public page of that number is looked at."""
    main, each = ["sv", "ar"][number % 2], LANGUAGES[number % len(LANGUAGES)]
    return LANGUAGES if SHARE >= 1 else list(dict.fromkeys([main, each]))


@pytest.mark.parametrize("share", range(SHARES))
def test_every_public_page(page, live_server, town, share):
    for number in range(share, len(PUBLIC), SHARES):
        route, parts, query = PUBLIC[number]
        for language in in_languages(number):
            with override(language):
                address = live_server.url + reverse(route, kwargs=parts) + query
            look_at(page, address, closely=True)
            shown = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
            assert shown == [language, "rtl" if language in settings.RIGHT_TO_LEFT else "ltr"]
            assert page.context.cookies() == []
            assert page.locator(f"script{NOT_NEEDED}").count() == 0, address


@pytest.mark.parametrize("person", [person for person in VISITORS if pages_of(person)])
def test_every_page_of(page, live_server, town, person):
    client = Client()
    user = build_people(town["here"].unit, Unit.objects.get(slug="farsta-reception")).get(person)
    if user:
        town["here"].give_to(user)
        client.force_login(user)
        browser.sign_in(page, live_server.url, user)

    for row, languages in zip(pages_of(person), in_turn(STAFF_LANGUAGES), strict=False):
        address = town["city" if row.of == "city" else "here"].address(row.route)
        if not client.get(address).get("Content-Type", "").startswith("text/html"):
            continue  # a calendar, JSON, or a way on
        for language in languages:
            User.objects.filter(pk=getattr(user, "pk", None)).update(language=language)
            look_at(page, live_server.url + address, closely=language == languages[0])
