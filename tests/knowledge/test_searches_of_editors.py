import pytest
from django.test import Client
from django.urls import reverse

from contactcenter.accounts.roles import Role
from knowledge.models import SynonymGroup, UnansweredSearch
from tests.factories import (
    ArticleTextFactory,
    SynonymGroupFactory,
    UnansweredSearchFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=[Role.EDITOR], language="en"))
    return client


def test_what_was_not_found_is_listed_and_leaves_when_it_is_answered(editor):
    group = SynonymGroupFactory(words=["bad", "simning"])
    asked = UnansweredSearchFactory(words="simhall", people=7)
    listed = editor.get(reverse("editor:searches")).content.decode()
    assert "simhall" in listed
    assert ">7<" in listed

    answered = editor.post(
        reverse("editor:answer-search", args=[asked.pk]), {"group": group.pk, "article": ""}
    )

    assert answered.status_code == 302
    group.refresh_from_db()
    assert group.words == ["bad", "simning", "simhall"]
    assert "Nothing waits here." in editor.get(reverse("editor:searches")).content.decode()


def test_dismissed_it_leaves_the_list(editor):
    asked = UnansweredSearchFactory()

    editor.post(reverse("editor:dismiss-search", args=[asked.pk]))

    assert not UnansweredSearch.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize("chosen", ["neither", "both"])
def test_either_words_or_an_article_are_chosen(editor, chosen):
    asked = UnansweredSearchFactory()
    both = {"group": SynonymGroupFactory().pk, "article": ArticleTextFactory().article.pk}

    answer = editor.post(
        reverse("editor:answer-search", args=[asked.pk]), both if chosen == "both" else {}
    )

    assert answer.status_code == 422
    assert "Choose either words or an article." in answer.content.decode()


def test_words_are_added_changed_and_removed(editor):
    editor.post(reverse("editor:add-synonyms"), {"words": "bad\n simning \nbad\n", "revision": 0})
    [group] = SynonymGroup.objects.all()
    assert group.words == ["bad", "simning"]

    address = reverse("editor:change-synonyms", args=[group.pk])
    editor.post(address, {"words": "bad\nsimhall", "revision": 0})
    group.refresh_from_db()
    assert group.words == ["bad", "simhall"]

    editor.post(reverse("editor:remove-synonyms", args=[group.pk]))
    assert not SynonymGroup.objects.exists()


def test_what_a_colleague_saved_meanwhile_is_shown_and_nothing_is_lost(editor):
    group = SynonymGroupFactory(words=["bad", "simning"], revision=1)
    address = reverse("editor:change-synonyms", args=[group.pk])

    late = editor.post(address, {"words": "bad\nsimhall", "revision": 0})

    assert late.status_code == 409
    page = late.content.decode()
    assert "What was saved in the meantime" in page
    assert "simhall" in page
    again = editor.post(address, {"words": "bad\nsimhall", "revision": 1})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("bad", "at least two words"),
        ("bad\nbads", "at least two words"),
        ("bad\n???", "too long, or no word"),
        (f"bad\n{'x' * 61}", "too long, or no word"),
        ("bad\n19850709-9805", "personal number"),
        ("bad\nhyran", "another group"),
    ],
)
def test_words_that_do_not_hold_are_refused(editor, words, fault):
    SynonymGroupFactory(words=["hyra", "vuokra"])

    answer = editor.post(reverse("editor:add-synonyms"), {"words": words, "revision": 0})

    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert SynonymGroup.objects.count() == 1
