"""Residents' answers: which text, in which language, with what around it."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import PhoneLine, Unit
from knowledge.models import Article, GlossaryTerm
from tests.factories import (
    ArticleFactory,
    ArticleTextFactory,
    PhoneLineFactory,
    TopicFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def article() -> Article:
    contact_centre = UnitFactory(district=None, kind=Unit.Kind.CONTACT_CENTRE, name="The centre")
    PhoneLineFactory(slug="centre", unit=contact_centre, mode=PhoneLine.Mode.ALWAYS)
    text = ArticleTextFactory(
        article__slug="the-norm",
        article__topic__code="norm",
        title="Vad är normen?",
        short_answer="Normen är 5 220 kronor.",
        body="## Hur?\n\nRing <script>alert(1)</script> 08-465 004 00.",
        have_ready="hyran\nelen",
        law_references="12 kap. 7 § socialtjänstlagen",
    )
    return text.article


def page(path: str = "faq/the-norm/", language: str = "sv") -> str:
    answer = Client().get(f"/{language}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_answer_is_shown_with_all_that_hangs_on_it(article):
    GlossaryTerm.objects.create(
        language="sv", term="normen", explanation="Ett belopp.", sort_key="n"
    )
    article.related.add(ArticleTextFactory(title="Vad ingår?").article)

    html = page()

    assert '<h1 lang="sv" dir="ltr">Vad är normen?</h1>' in html
    assert '<p class="answer lead">Normen är 5\xa0220 kronor.</p>' in html
    assert "<h2>Hur?</h2>" in html
    assert "<script>alert" not in html
    assert "<li>hyran</li><li>elen</li>" in html
    assert "12 kap. 7 § socialtjänstlagen" in html
    assert "<dt>normen</dt><dd>Ett belopp.</dd>" in html
    assert "Vad ingår?" in html
    assert "The centre" in html
    assert 'src="data:image/svg+xml' in html


def test_its_own_lines_and_its_units_stand_before_the_contact_centre(article):
    own, of_unit, secret = PhoneLineFactory(), PhoneLineFactory(), PhoneLineFactory(is_public=False)
    article.lines.add(own, secret)
    article.units.add(of_unit.unit)

    html = page()

    assert f"/lines/{own.slug}/" in html
    assert f"/lines/{of_unit.slug}/" in html
    assert f"/lines/{secret.slug}/" not in html
    assert "The centre" not in html


def test_where_it_is_not_translated_the_swedish_text_is_shown_and_marked(article):
    html = page(language="ar")

    assert '<html lang="ar" dir="rtl">' in html
    assert '<h1 lang="sv" dir="ltr">' in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/sv/faq/the-norm/">' in html
    assert 'hreflang="ar" href="http' not in html


def test_a_translation_is_shown_and_says_that_the_swedish_text_applies(article):
    ArticleTextFactory(article=article, language="fa", title="هنجار چیست؟")

    html = page(language="fa")

    assert '<h1 lang="fa" dir="rtl">هنجار چیست؟</h1>' in html
    assert 'href="/sv/faq/the-norm/" hreflang="sv" lang="sv">Läs den svenska texten' in html
    assert "notice-warning" not in html
    assert 'hreflang="fa" href="http://127.0.0.1:8000/fa/faq/the-norm/"' in html


def test_a_changed_fact_shows_on_every_translation_at_once(article):
    for language in ["en", "fi", "ar"]:
        ArticleTextFactory(article=article, language=language)
        assert "notice-warning" not in page(language=language)

    Article.objects.update(facts_version=2)

    for language in ["en", "fi", "ar"]:
        assert "notice-warning" in page(language=language)
    assert "notice-warning" not in page()


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_public": False},
        {"publish_from": MONDAY_NINE + timedelta(minutes=1)},
        {"publish_until": MONDAY_NINE},
    ],
)
def test_what_residents_may_not_read_is_not_there(article, time_machine, hidden):
    time_machine.move_to(MONDAY_NINE, tick=False)
    Article.objects.update(**hidden)

    assert Client().get("/sv/faq/the-norm/").status_code == 404
    assert "the-norm" not in page("faq/")
    assert "the-norm" not in page("faq/topics/norm/")
    assert "the-norm" not in page("")
    assert "the-norm" not in Client().get("/sitemap.xml").content.decode()


def test_a_draft_is_not_shown(article):
    ArticleTextFactory(article=article, version=2, state="draft", title="Utkast")

    assert "Utkast" not in page() + page("faq/") + page("faq/topics/norm/")


def test_a_topic_lists_its_own_questions_and_those_below_those_most_asked_first(article):
    above = TopicFactory(code="above")
    article.topic.parent = above
    article.topic.save()
    ArticleTextFactory(article__topic=above, article__popularity=5, title="Mest frågat")

    html = page("faq/topics/above/")

    assert html.index("Mest frågat") < html.index("Vad är normen?")
    assert "Mest frågat" not in page("faq/topics/norm/")


def test_the_list_shows_five_of_a_topic_and_leads_to_all(article):
    for number in range(6):
        ArticleTextFactory(article__topic=article.topic, title=f"Fråga nummer {number}")

    html = page("faq/")

    assert len(re.findall("/sv/faq/(?!topics)[a-z0-9-]+/", html)) == 5
    assert "/sv/faq/topics/norm/" in html


def test_the_front_page_shows_the_six_most_asked(article):
    for number in range(8):
        ArticleTextFactory(article__popularity=number + 1, title=f"Fråga nummer {number}")

    assert re.findall(r"Fråga nummer (\d)", page("")) == list("765432")


def test_something_urgent_shows_whom_to_call_before_the_answer(article):
    article.topic.is_urgent = True
    article.topic.save()

    html = page()

    assert html.index('class="phone-number" href="tel:112"') < html.index('<p class="answer')
    assert "notice-urgent" in page("faq/topics/norm/")


def test_only_where_it_may_be_needed_one_can_leave_quickly(article):
    assert "leave-quickly" not in page() + page("faq/topics/norm/")

    Article.objects.update(leaves_quickly=True)

    for path in ["faq/the-norm/", "faq/topics/norm/"]:
        assert 'id="leave-quickly" href="https://www.smhi.se/" rel="noreferrer"' in page(path)


def test_search_engines_are_told_the_question_and_the_office(article):
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page())

    told = json.loads(data)

    [question] = told["mainEntity"]
    assert (told["@type"], question["name"]) == ("FAQPage", "Vad är normen?")
    assert question["acceptedAnswer"]["text"].startswith("Normen är 5 220 kronor. Hur? Ring")
    assert [office["@type"] for office in told["provider"]] == ["GovernmentOffice"]


def test_the_sitemap_names_an_answer_in_its_languages_only(article):
    ArticleTextFactory(article=article, language="so")

    addresses = re.findall("<loc>(.*?)</loc>", Client().get("/sitemap.xml").content.decode())

    of_article = [address for address in addresses if "the-norm" in address]
    assert of_article == [
        f"http://127.0.0.1:8000/{language}/faq/the-norm/" for language in ["so", "sv"]
    ]
    assert "http://127.0.0.1:8000/ti/" in addresses


@pytest.mark.parametrize("path", ["", "faq/", "faq/topics/norm/", "faq/the-norm/"])
def test_thirty_answers_cost_as_many_queries_as_one(article, path):
    article.related.add(ArticleTextFactory(article__topic=article.topic).article)
    few = queries_for(path)
    for _number in range(30):
        article.related.add(ArticleTextFactory(article__topic=article.topic).article)

    assert queries_for(path) == few


def queries_for(path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(path)
    return len(queries)


def test_a_question_that_nobody_answers_yet_leads_nowhere(article):
    ArticleFactory(slug="empty", topic=article.topic)

    assert Client().get("/sv/faq/empty/").status_code == 404
