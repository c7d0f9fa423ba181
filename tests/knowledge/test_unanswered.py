from datetime import timedelta

import pytest
from django.core.cache import cache

from contactcenter.audit.models import AuditEvent
from knowledge import search, search_index, synonyms, unanswered
from knowledge.models import UnansweredSearch
from tests.factories import (
    MONDAY_NINE,
    ArticleTextFactory,
    SynonymGroupFactory,
    UnansweredSearchFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def ask(query: str, people: int, *, language: str = "sv") -> None:
    for number in range(people):
        unanswered.count(query, language=language, asker=f"person {number}", at=MONDAY_NINE)


def listed() -> list[tuple[str, int]]:
    return list(UnansweredSearch.objects.values_list("words", "people"))


def test_what_five_people_ask_is_listed():
    ask("simhall", 4)
    assert listed() == []

    ask("Simhall", 5)

    assert listed() == [("simhall", 5)]


def test_one_person_is_counted_once_however_often_they_ask():
    for _time in range(9):
        unanswered.count("simhall", language="sv", asker="person", at=MONDAY_NINE)

    assert listed() == []


def test_later_askers_are_added():
    ask("simhall", 7)

    assert listed() == [("simhall", 7)]


def test_questions_of_two_languages_are_two():
    ask("simhall", 3)
    ask("simhall", 3, language="fi")

    assert listed() == []


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("bidrag Anna Andersson", "bidrag"),
        ("hyra 070-174 06 05", "hyra"),
        ("Simhall på Söder", "simhall på"),
        ("a1 12", ""),
        ("ord " * 20, ""),
        ("?!", ""),
    ],
)
def test_digits_names_and_stories_are_left_out(query, kept):
    assert unanswered.without_names(query) == kept


def test_the_cache_holds_neither_words_nor_people():
    ask("simhall", 1)

    raw = cache._cache.get_client(None)  # type: ignore[attr-defined]
    [key] = raw.keys("*unanswered*")
    assert b"simhall" not in key + raw.get(key)
    assert b"person 0" not in key + raw.get(key)
    assert 0 < raw.ttl(key) <= unanswered.KEPT.total_seconds()


def test_words_are_put_with_words_that_we_know():
    text = ArticleTextFactory(title="Avhysning")
    search_index.put(text)
    group = SynonymGroupFactory(words=["avhysning", "vräkning"])
    asked = UnansweredSearchFactory(words="utkastad")
    editor = UserFactory()

    unanswered.answer(asked, group=group, article=None, by=editor, at=MONDAY_NINE)

    hits = search.articles("utkastad", language="sv", at=MONDAY_NINE, for_staff=False)
    assert [hit.text for hit in hits.shown] == [text]
    asked.refresh_from_db()
    assert asked.settled_by == editor
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["synonyms.changed", "search.settled"]


def test_words_are_led_to_an_article():
    text = ArticleTextFactory(title="Avhysning")
    search_index.put(text)
    asked = UnansweredSearchFactory(words="utkastad")

    unanswered.answer(asked, group=None, article=text.article, by=UserFactory(), at=MONDAY_NINE)

    hits = search.articles("utkastad", language="sv", at=MONDAY_NINE, for_staff=False)
    assert [hit.text for hit in hits.shown] == [text]


def test_settling_twice_settles_once():
    asked, first, second = UnansweredSearchFactory(), UserFactory(), UserFactory()
    unanswered.settle(asked, by=first, at=MONDAY_NINE)

    unanswered.settle(asked, by=second, at=MONDAY_NINE + timedelta(hours=1))

    asked.refresh_from_db()
    assert asked.settled_by == first
    assert AuditEvent.objects.count() == 1


def test_removed_synonyms_are_words_again():
    group, editor = SynonymGroupFactory(), UserFactory()

    synonyms.remove(group, by=editor, at=MONDAY_NINE)
    synonyms.remove(group, by=editor, at=MONDAY_NINE)

    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["synonyms.removed"]
