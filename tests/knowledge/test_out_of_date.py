"""A changed fact in Swedish is told on every side at once: to residents, to agents and to editors. A typing error is not."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from contactcenter.accounts.roles import Role
from knowledge import articles
from knowledge.articles import Change
from knowledge.models import ArticleText
from tests.factories import ArticleTextFactory, UserFactory

pytestmark = pytest.mark.django_db

TRANSLATED = [code for code, _name in settings.LANGUAGES if code != "sv"]
# In the eleven languages residents read it each in their own; the link to the Swedish text is the same in all.
TO_THE_SWEDISH_TEXT = "Läs den svenska texten"
MARK = "notice-warning"


@pytest.fixture
def swedish() -> ArticleText:
    text = ArticleTextFactory(body="Det kostar 100 kronor.", title="Vad kostar det?")
    for language in TRANSLATED:
        ArticleTextFactory(article=text.article, language=language)
    return text


def publish(swedish: ArticleText, change: str) -> None:
    """Let one editor change the amount and another one publish it."""
    writer, checker = UserFactory(), UserFactory()
    at = timezone.now() + timedelta(seconds=1)
    draft = articles.begin(swedish.article, "sv", by=writer, at=at)
    articles.submit(
        draft, revision=0, source_version=None, by=writer, at=at, body="Det kostar 200 kronor."
    )
    articles.publish(draft, revision=1, change=change, change_note="", by=checker, at=at)


def told_to_residents(swedish: ArticleText) -> set[str]:
    """Answer the languages in which residents read that the Swedish text is newer."""
    pages = {
        language: Client().get(f"/{language}/faq/{swedish.article.slug}/").content.decode()
        for language in TRANSLATED
    }
    assert all(TO_THE_SWEDISH_TEXT in html for html in pages.values())
    return {language for language, html in pages.items() if MARK in html}


def told_to_agents(swedish: ArticleText) -> set[str]:
    client = Client()
    client.force_login(UserFactory(roles=[Role.AGENT], language="en"))
    address = f"/desk/articles/{swedish.article.slug}/"
    return {
        language
        for language in TRANSLATED
        if "Older than the Swedish text"
        in client.get(address, {"language": language}).content.decode()
    }


def told_to_editors(swedish: ArticleText) -> set[str]:
    client = Client()
    client.force_login(UserFactory(roles=[Role.EDITOR], language="en"))
    page = client.get(f"/editor/articles/{swedish.article.slug}/")
    return {each.code for each in page.context["languages"] if each.is_out_of_date}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change.CHANGED_FACT, set(TRANSLATED)),
        (Change.TYPO, set()),
        (Change.CLARIFICATION, set()),
    ],
)
def test_eleven_translations_are_out_of_date_everywhere_at_once(swedish, change, expected):
    assert told_to_residents(swedish) == set()  # which also keeps the pages, as they are kept

    publish(swedish, change)

    assert told_to_residents(swedish) == expected
    assert told_to_agents(swedish) == expected
    assert told_to_editors(swedish) == expected


def test_a_translation_that_is_confirmed_is_up_to_date_everywhere_at_once(swedish):
    publish(swedish, Change.CHANGED_FACT)
    assert told_to_residents(swedish) == set(TRANSLATED)
    somali = swedish.article.texts.get(language="so")

    articles.confirm(somali, source_version=2, by=UserFactory(), at=timezone.now())

    expected = set(TRANSLATED) - {"so"}
    assert told_to_residents(swedish) == expected
    assert told_to_agents(swedish) == expected
    assert told_to_editors(swedish) == expected
