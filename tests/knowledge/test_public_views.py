import re
from pathlib import Path

import html5lib
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from districts.models import PhoneLine, Unit
from tests.endurance import SHARE
from tests.factories import PhoneLineFactory, UnitFactory

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGES = ["", "urgent/", "contact/", "minority-languages/", "accessibility/", "privacy/"]
PAGES += ["find/", "find/?q=Tensta", "find/?q=Svedmyra", "find/?q=Atlantis", "districts/"]
PAGES += ["districts/jarva/", "districts/skarholmen/", "lines/kontaktcenter/"]
PAGES += ["faq/", "faq/topics/urgent/", "faq/topics/income-support-norm/", "faq/the-norm/"]
PAGES += ["faq/violence/", "faq/apply-for-income-support/"]
PAGES += ["lines/socialjouren/", "lines/socialradgivningen-chat/", "lines/skarholmen-handlers/"]


@pytest.fixture
def monday_morning():
    with time_machine.travel("2026-11-23T09:00:00+01:00", tick=False):
        yield


# Any script but data, and what leaves a page quickly: without it the link is a link.
NEEDED_SCRIPT = r'<script(?! type="application/ld\+json"| src="/static/js/leave_quickly.js" defer>)'


@pytest.fixture
def sample_city(monday_morning, sample_city) -> str:
    return sample_city


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "sv"), ("ar,en;q=0.5", "ar"), ("de", "sv"), ("de,en;q=0.5", "en"), ("fi-FI", "fi")],
)
def test_the_bare_address_leads_to_the_best_language_without_a_cookie(client, accepted, language):
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


@pytest.mark.endurance
def test_every_page_is_strict_html_without_cookie_or_script_in_every_language(sample_city):
    """A share of it, unless all is asked for: each page in every third language."""
    for number, page in enumerate(PAGES):
        for language in LANGUAGES if SHARE >= 1 else LANGUAGES[number % 3 :: 3]:
            response = Client().get(f"/{language}/{page}")
            html = response.content.decode()
            context = f"/{language}/{page}"

            html5lib.HTMLParser(strict=True).parse(html)
            assert response.status_code == 200, context
            assert not response.cookies, context
            assert "Cookie" not in response.get("Vary", ""), context
            kept = set(response["Cache-Control"].split(", "))
            assert kept == {"public", "max-age=0", "s-maxage=60"}, context
            assert not re.search(NEEDED_SCRIPT, html), context
            assert not re.search(r"\son\w+=|style=|<style|<form[^>]+post", html), context
            assert html.count("<h1") == 1, context


@pytest.mark.parametrize("page", ["", "faq/", "faq/violence/", "faq/apply-for-income-support/"])
def test_a_page_with_its_style_weighs_at_most_50_kilobytes(sample_city, client, page):
    for language in LANGUAGES:
        html = client.get(f"/{language}/{page}").content
        sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html.decode())
        weight = len(html) + sum(
            Path(settings.BASE_DIR, "static", sheet).stat().st_size for sheet in sheets
        )

        assert sheets
        assert weight <= 50_000, language


def test_every_page_without_the_time_changing_is_confirmed_by_its_etag(sample_city, client):
    for page in PAGES:
        first = client.get(f"/sv/{page}")

        again = client.get(f"/sv/{page}", headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b""), page


def test_a_page_whose_line_has_closed_meanwhile_is_sent_again(client):
    unit = UnitFactory(district=None, kind=Unit.Kind.CONTACT_CENTRE)
    line = PhoneLineFactory(unit=unit, mode=PhoneLine.Mode.ALWAYS)
    etag = client.get("/en/")["ETag"]
    PhoneLine.objects.filter(pk=line.pk).update(mode=PhoneLine.Mode.BY_APPOINTMENT)

    again = client.get("/en/", headers={"If-None-Match": etag})

    assert again.status_code == 200


def test_the_front_page_says_that_the_contact_centre_is_open(sample_city, client):
    html = client.get("/en/").content.decode()

    assert "Open now, closes 16:30" in html
    assert '<a class="phone-number" href="tel:+46850800508">' in html
    assert "Cost: ordinary call price" in html


def test_no_link_on_any_page_is_dead(sample_city, client):
    seen: set[str] = set()
    for page in PAGES:
        html = client.get(f"/sv/{page}").content.decode()
        seen |= set(re.findall(r'href="(/sv/[^"#]*)', html))

    for path in seen:
        assert client.get(path, follow=True).status_code == 200, path
    assert len(seen) > 30


def test_every_anchor_that_a_page_links_to_is_there(sample_city, client):
    for page in PAGES:
        html = client.get(f"/sv/{page}").content.decode()
        for path, anchor in re.findall(r'href="(/sv/[^"#]*)#([^"]+)"', html):
            assert f'id="{anchor}"' in client.get(path).content.decode(), (page, path, anchor)


def test_the_emergency_number_is_missing_until_it_is_set(sample_city, client):
    assert "We do not have the number here yet." in client.get("/en/urgent/").content.decode()
    PhoneLine.objects.filter(slug="socialjouren").update(
        number="08-465 004 99", dial="+46846500499"
    )

    html = client.get("/en/urgent/").content.decode()

    assert "We do not have the number here yet." not in html
    assert 'href="tel:+46846500499"' in html


@pytest.mark.parametrize(
    ("language", "page", "marked_as"),
    [
        ("ar", "privacy", "sv"),
        ("en", "privacy", "en"),
        ("ar", "minority-languages", "sv"),
        ("fi", "minority-languages", "fi"),
    ],
)
def test_a_long_text_is_marked_with_its_language_and_says_when_it_is_not_translated(
    client, language, page, marked_as
):
    html = client.get(f"/{language}/{page}/").content.decode()

    with translation.override(language):
        notice = translation.gettext("This text is not translated yet. You read it in Swedish.")
    assert f'<div class="flow" lang="{marked_as}" dir="ltr">' in html
    assert (notice in html) == (marked_as != language)


def test_pages_only_answer_reading(client):
    assert client.head(reverse("front")).status_code == 200
    assert client.post(reverse("front")).status_code == 405
