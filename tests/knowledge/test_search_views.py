import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override

from districts.models import PlaceName
from knowledge import search_index
from knowledge.models import ArticleText, UnansweredSearch
from tests import xss
from tests.factories import (
    ArticleFactory,
    ArticleTextFactory,
    DistrictFactory,
    PhoneLineFactory,
)

pytestmark = pytest.mark.django_db


def publish(title: str, **fields: object) -> ArticleText:
    text = ArticleTextFactory(title=title, **fields)
    search_index.put(text)
    return text


def page(query: str, language: str = "en") -> str:
    with override(language):
        address = reverse("search")
    response = Client().get(address, {"q": query})
    assert response.status_code == 200
    return response.content.decode()


def test_an_article_is_found_and_linked_to():
    text = publish("Hur betalar jag hyran?")

    shown = page("hyror", "sv")

    assert f'href="/sv/faq/{text.article.slug}/"' in shown
    assert "<mark>hyran</mark>" in shown


def test_an_answer_in_swedish_says_so_on_a_page_in_another_language():
    publish("Hur betalar jag hyran?")
    rent = publish("Hyra")
    publish("Vuokra", article=rent.article, language="fi")

    finnish, swedish = page("hyra", "fi"), page("hyra", "sv")

    assert '<li lang="fi" dir="ltr">' in finnish
    assert '<li lang="sv" dir="ltr">' in finnish
    for language, shown, is_said in (("fi", finnish, True), ("sv", swedish, False)):
        with override(language):
            notice = gettext("Some answers are in Swedish. They are not translated yet.")
        assert (notice in shown) == is_said


def test_arabic_stands_from_right_to_left():
    rent = publish("Hyra")
    publish("الإيجار", article=rent.article, language="ar")

    assert '<li lang="ar" dir="rtl">' in page("ايجار", "ar")


def test_districts_old_names_and_lines_are_in_the_same_answer():
    district = DistrictFactory(name="Järva", slug="jarva")
    PlaceName.objects.create(
        name="Rinkeby", search_key="rinkeby", kind=PlaceName.Kind.NEIGHBOURHOOD, district=district
    )
    line = PhoneLineFactory(unit__name="Jourtelefonen", unit__district=district)
    hidden = PhoneLineFactory(unit__name="Jourtelefonen inåt", is_public=False)

    place, lines = page("Rinkeby"), page("jourtelefon")

    assert 'href="/en/districts/jarva/"' in place
    assert f'href="/en/lines/{line.slug}/"' in lines
    assert hidden.slug not in lines


def test_the_calculator_is_found_by_its_words():
    assert 'href="/sv/norm/"' in page("räkna ut norm", "sv")


def test_nothing_found_leads_to_somebody_who_answers():
    shown = page("simhall")

    assert "We do not find “simhall”" in shown
    assert 'href="/en/faq/"' in shown


def test_without_a_question_it_only_asks():
    shown = page("")

    assert "We do not find" not in shown
    assert 'type="search"' in shown


@pytest.mark.parametrize("query", ["198507099805", "Anna 850709-9805", "19850709 9805 bidrag"])
def test_a_personal_number_is_refused_and_does_not_stay_in_the_address(query):
    response = Client().get("/en/search/", {"q": query}, follow=True)

    assert response.redirect_chain == [("/en/search/?refused=number", 302)]
    shown = response.content.decode()
    assert "That looks like a personal number" in shown
    assert "9805" not in shown


def test_it_is_kept_by_no_cache_and_no_search_engine_and_sets_no_cookie():
    response = Client().get("/sv/search/", {"q": "hyra"})

    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_internal_articles_are_not_found():
    publish("Hemlig rutin", article=ArticleFactory(is_public=False))

    assert "rutin</mark>" not in page("rutin", "sv")


def test_what_nobody_finds_is_counted_once_for_each_address():
    for last in range(1, 6):
        for _time in range(2):
            Client(REMOTE_ADDR=f"192.0.2.{last}").get("/sv/search/", {"q": "Simhall"})

    [asked] = UnansweredSearch.objects.all()
    assert (asked.words, asked.people, asked.language) == ("simhall", 5, "sv")


@pytest.mark.parametrize("payloads", xss.TOGETHER, ids=range(len(xss.TOGETHER)))
def test_what_was_typed_is_harmless(payloads):
    for payload in payloads.split("\n\n")[:3]:
        xss.assert_harmless(page(payload))


def test_what_somebody_wrote_in_an_article_is_harmless():
    for payload in xss.STORABLE[::10]:
        publish(f"Hyra {payload}"[:120], short_answer=payload[:400])

    xss.assert_harmless(page("hyra", "sv"))


@pytest.mark.parametrize("query", ["a" * 10_000, "\0", "%", "\\", "😀", "&" * 99, "ا" * 200])
def test_odd_questions_are_answered(query):
    page(query)


def test_the_same_queries_however_much_is_found():
    counts = []
    for more in (1, 20):
        for number in range(more):
            publish(f"Hyra {more} {number}")
        with CaptureQueriesContext(connection) as queries:
            page("hyra")
        counts.append(len(queries))

    assert counts[0] == counts[1]
