from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge import search, search_hits, search_index, search_query, synonyms
from knowledge.models import ArticleText, KnownWord, SynonymGroup
from knowledge.search_hits import Hits
from tests import xss
from tests.factories import (
    MONDAY_NINE,
    ArticleFactory,
    ArticleTextFactory,
    SynonymGroupFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def publish(title: str, short_answer: str = "…", **fields: object) -> ArticleText:
    text = ArticleTextFactory(title=title, short_answer=short_answer, **fields)
    search_index.put(text)
    return text


def found(query: str, *, language: str = "sv", for_staff: bool = False) -> Hits:
    return search.articles(query, language=language, at=MONDAY_NINE, for_staff=for_staff)


def titles(query: str, *, language: str = "sv", for_staff: bool = False) -> list[str]:
    return [hit.text.title for hit in found(query, language=language, for_staff=for_staff).shown]


@pytest.mark.parametrize(
    "query",
    [
        "försörjningsstöd",
        "försörjningsstödet",
        "försörjningsstöds",
        "FÖRSÖRJNINGSSTÖD",
        "forsorjningsstod",
        "foersoerjningsstoed",
        "försörjningstöd",
        "försörjnings-stöd",
        "försörgningsstöd",
        "försörj",
    ],
)
def test_a_word_is_found_however_it_is_bent_and_spelt(query):
    publish("Om försörjningsstödet")
    publish("Om simhallen")

    assert titles(query) == ["Om försörjningsstödet"]


def test_parts_of_long_words_meet_words_of_their_own():
    publish("Skulder på hyran")
    publish("Vad är hyresskuld?")

    assert (
        set(titles("hyresskulder"))
        == set(titles("skuld hyra"))
        == {
            "Skulder på hyran",
            "Vad är hyresskuld?",
        }
    )


def test_the_title_weighs_more_than_the_short_answer_and_that_more_than_the_text():
    publish("Tredje", body="Om tolk.")
    publish("Andra", "Om tolk.")
    publish("Om tolk")

    assert titles("tolk") == ["Om tolk", "Andra", "Tredje"]


def test_what_is_asked_for_often_and_what_is_new_stands_first():
    old = MONDAY_NINE - timedelta(days=4 * 365)
    publish("Tolk, gammal", published_at=old)
    publish("Tolk, ny", published_at=MONDAY_NINE)
    publish("Tolk, efterfrågad", article__popularity=90)

    assert titles("tolk") == ["Tolk, efterfrågad", "Tolk, ny", "Tolk, gammal"]


def test_words_that_mean_the_same_find_it_but_stand_behind_what_was_typed():
    publish("Avhysning")
    publish("Vräkt")
    assert titles("vräkt") == ["Vräkt"]

    SynonymGroupFactory(words=["vräkt", "avhysning", "kastas ut"])

    assert titles("vräkt") == ["Vräkt", "Avhysning"]
    assert set(titles("kastas ut")) == {"Vräkt", "Avhysning"}


def test_a_changed_synonym_holds_at_once():
    publish("Avhysning")
    editor = UserFactory()
    group = synonyms.create(["hyra", "vuokra"], by=editor, at=MONDAY_NINE)
    assert titles("utkastad") == []

    synonyms.change(group, ["avhysning", "utkastad"], revision=0, by=editor, at=MONDAY_NINE)

    assert titles("utkastad") == ["Avhysning"]


def test_more_words_meet_fewer_articles_but_some_are_shown_anyway():
    publish("Tolk i finska")
    publish("Tolk i arabiska")

    assert titles("tolk finska") == ["Tolk i finska", "Tolk i arabiska"]


def test_a_replaced_text_is_found_no_longer():
    first = publish("Hyra")
    ArticleText.objects.filter(pk=first.pk).update(state="replaced")
    publish("Boende", article=first.article, version=2)

    assert (titles("hyra"), titles("boende")) == ([], ["Boende"])


def test_a_text_that_was_taken_back_is_found_no_longer():
    text = publish("Hyra")

    search_index.remove(text)

    assert titles("hyra") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"is_public": False},
        {"publish_from": MONDAY_NINE + timedelta(days=1)},
        {"publish_until": MONDAY_NINE},
    ],
)
def test_residents_never_find_what_is_not_for_them(fields):
    publish("Hyra", article=ArticleFactory(**fields))

    assert (titles("hyra"), titles("hyra", for_staff=True)) == ([], ["Hyra"])


def test_staff_notes_are_not_searched():
    publish("Hyra", agent_notes="Simhall", unconfirmed="Simhall")

    assert titles("simhall", for_staff=True) == []


def test_each_article_stands_once_in_the_language_asked_for_or_in_swedish():
    rent = publish("Hyra")
    publish("Vuokra", article=rent.article, language="fi")
    publish("Hyra och el")

    assert titles("hyra", language="fi") == ["Vuokra", "Hyra och el"]
    assert titles("vuokraa", language="fi") == ["Vuokra"]
    assert titles("vuokra", language="sv") == []


def test_a_translation_without_its_swedish_text_is_not_shown():
    publish("Vuokra", language="fi")

    assert titles("vuokra", language="fi") == []


@pytest.mark.parametrize(
    "query",
    ["", " ", "?", "\0", "'", "\\", "':* | !", "a" * 5000, "hur vad", "<->", "😀", "é" * 90],
)
def test_odd_input_finds_nothing(query):
    publish("Hyra")

    assert titles(query) == []


def test_what_is_marked_is_harmless():
    question = search_query.read("alert script img onerror x 1")

    marked = [search_hits.mark(payload, "sv", question) for payload in xss.ALL]

    assert "<mark>alert</mark>" in marked[0]
    for html in marked:
        xss.assert_harmless(f"<p>{html}</p>")


def test_words_that_were_asked_for_are_marked_in_every_form():
    publish("Kan jag betala hyran & el?")

    [hit] = found("hyror betalar").shown

    assert hit.title == "Kan jag <mark>betala</mark> <mark>hyran</mark> &amp; el?"


def test_the_same_queries_however_many_articles_there_are():
    counts = []
    for more in (1, 30):
        for number in range(more):
            publish(f"Hyra {more} {number}", body="Hyran.")
        with CaptureQueriesContext(connection) as queries:
            found("hyra")
        counts.append(len(queries))

    assert counts == [3, 3]


def test_the_rest_is_counted():
    for number in range(15):
        publish(f"Hyra {number}")

    hits = found("hyra")

    assert (len(hits.shown), hits.total) == (search.ARTICLES_SHOWN, 15)


def test_a_rebuilt_index_finds_the_same_and_forgets_old_words():
    publish("Hyra")
    KnownWord.objects.create(word="simhall")
    SynonymGroupFactory(words=["hyra", "rentier"])

    count = search_index.rebuild()

    assert (count, titles("hyra")) == (1, ["Hyra"])
    assert set(KnownWord.objects.values_list("word", flat=True)) == {"hyra", "rentier"}


def test_starting_synonyms_stand_in_one_group_each():
    synonyms.load()

    keys = [key for group in SynonymGroup.objects.all() for key in group.keys]

    assert len(keys) == len(set(keys))


def test_a_city_with_its_own_synonyms_keeps_them():
    SynonymGroupFactory()

    assert synonyms.load() == 0


def test_two_editors_at_once_do_not_overwrite_each_other():
    group = SynonymGroupFactory()
    editor, at = UserFactory(), datetime(2026, 11, 23, 8, tzinfo=UTC)
    synonyms.change(group, ["ett", "två"], revision=0, by=editor, at=at)

    with pytest.raises(synonyms.Outdated):
        synonyms.change(group, ["tre", "fyra"], revision=0, by=editor, at=at)

    group.refresh_from_db()
    assert group.words == ["ett", "två"]


def test_words_that_lead_to_an_article_find_it_in_every_language():
    rent = publish("Hyra")
    publish("Vuokra", article=rent.article, language="fi")

    synonyms.lead_to(rent.article, ["simhall"], by=UserFactory(), at=MONDAY_NINE)

    assert titles("simhall") == ["Hyra"]
    assert titles("simhall", language="fi") == ["Vuokra"]
