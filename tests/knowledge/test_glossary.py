"""Hard words: found in texts, shown to residents, kept by editors."""

import threading

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from contactcenter.audit.models import AuditEvent
from knowledge import glossary, hard_words
from knowledge.models import GlossaryTerm
from tests import xss
from tests.factories import MONDAY_NINE, GlossaryTermFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["editor"], language="en"))
    return client


def typed(**changes: str) -> dict[str, str]:
    return {
        "language": "sv",
        "term": "Riksnorm",
        "other_forms": "riksnormen",
        "explanation": "Ett belopp.",
        "sources": "",
        "revision": "0",
    } | changes


def found(text: str, language: str = "sv") -> list[str]:
    return [term.term for term in glossary.words_in(text, language)]


def test_words_are_found_in_every_form_once_and_in_the_texts_order():
    GlossaryTermFactory(term="norm")
    GlossaryTermFactory(term="riksnorm", other_forms="riksnormen, Riksnormens")
    GlossaryTermFactory(term="överklaga", other_forms="överklagar")

    assert found("Du ÖVERKLAGAR. RIKSNORMEN är en norm, säger riksnormens text.") == [
        "överklaga",
        "riksnorm",
        "norm",
    ]


def test_a_word_within_another_word_or_in_another_language_is_none():
    GlossaryTermFactory(term="norm")

    assert found("Normalt och enormt.") == []
    assert found("The norm.", "en") == []


def test_the_longer_of_two_words_is_meant():
    GlossaryTermFactory(term="bistånd")
    GlossaryTermFactory(term="ekonomiskt bistånd")

    assert found("Ekonomiskt bistånd ges.") == ["ekonomiskt bistånd"]


def test_signs_in_a_word_are_only_signs():
    GlossaryTermFactory(term="a.b (c*", other_forms=", ,")

    assert found("Här står a.b (c* i texten.") == ["a.b (c*"]


def test_finding_them_takes_one_query(django_assert_num_queries):
    GlossaryTermFactory.create_batch(5)

    with django_assert_num_queries(1):
        glossary.words_in("En text.", "sv")


def test_the_starting_words_are_loaded_once_and_not_over_what_people_changed():
    first = hard_words.load()
    GlossaryTerm.objects.filter(language="sv", term="riksnorm").update(explanation="Mine.")

    second = hard_words.load()

    assert (first >= 40, second) == (True, 0)
    assert GlossaryTerm.objects.get(language="sv", term="riksnorm").explanation == "Mine."


def test_every_starting_word_says_where_it_comes_from_and_fits():
    for entry in hard_words.read():
        assert entry["source"]
        for language in entry.keys() - {"source"}:
            GlossaryTerm(language=language, sort_key="x", **entry[language]).full_clean()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_residents_read_them_in_their_language_or_in_swedish(client, language):
    GlossaryTermFactory(term="riksnorm")
    GlossaryTermFactory(language="en", term="national norm")

    html = client.get(f"/{language}/words/").content.decode()

    assert ("national norm" in html) == (language == "en")
    assert ('lang="sv" dir="ltr"><dt>riksnorm' in html) == (language != "en")


def test_an_editor_adds_changes_and_removes_a_word(editor):
    editor.post(reverse("editor:add-word"), typed())
    word = GlossaryTerm.objects.get()
    editor.post(reverse("editor:change-word", args=[word.pk]), typed(term="Ärende"))
    word.refresh_from_db()
    seen = editor.get(reverse("editor:words"), {"language": "sv"}).content.decode()
    editor.post(reverse("editor:remove-word", args=[word.pk]))

    assert (word.term, word.sort_key, word.revision) == ("Ärende", "|rende", 1)
    assert "Ärende" in seen
    assert not GlossaryTerm.objects.exists()
    acts = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["word.added", "word.changed", "word.removed"]


def test_a_word_stands_once_in_a_language(editor):
    GlossaryTermFactory(term="riksnorm")

    response = editor.post(reverse("editor:add-word"), typed())

    assert response.status_code == 422
    assert "already in the list" in response.content.decode()


def test_who_saves_over_a_colleague_is_told_and_loses_nothing(editor):
    word = GlossaryTermFactory(explanation="Theirs.", revision=1)
    address = reverse("editor:change-word", args=[word.pk])

    first = editor.post(address, typed(explanation="Mine."))
    again = editor.post(address, typed(explanation="Mine.", revision="1"))

    html = first.content.decode()
    assert first.status_code == 409
    assert "Theirs." in html
    assert "Mine." in html
    assert again.status_code == 302


def test_nothing_that_is_written_runs(client, editor):
    for number, payload in enumerate(xss.STORABLE):
        GlossaryTermFactory(term=f"{payload[:50]} {number}", explanation=payload[:300])
    word = GlossaryTerm.objects.first()

    for page in [
        client.get("/sv/words/"),
        editor.get(reverse("editor:words")),
        editor.get(reverse("editor:change-word", args=[word.pk])),
        editor.get(reverse("editor:remove-word", args=[word.pk])),
    ]:
        xss.assert_harmless(page.content.decode())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_word_at_once_one_is_told():
    both, results = threading.Barrier(2), []
    fields = {"term": "riksnorm", "language": "sv", "explanation": "Ett belopp."}
    editor = UserFactory(roles=["editor"])

    def add() -> None:
        both.wait()
        try:
            results.append(str(glossary.add(by=editor, at=MONDAY_NINE, **fields)))
        except glossary.AlreadyThere:
            results.append("already there")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["already there", "riksnorm"]
