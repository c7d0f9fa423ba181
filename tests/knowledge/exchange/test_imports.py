"""Files taken in: drafts for a colleague to publish, or nothing at all."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from knowledge.exchange import export, imports
from knowledge.models import Article, ArticleImport, ArticleText
from tests.factories import (
    MONDAY_NINE,
    ArticleFactory,
    ArticleTextFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TWO = """slug;language;topic;title;short_answer
the-norm;sv;;Vad är normen?;Så mycket.
the-norm;en;;What is the norm?;So much.
new-one;sv;norm;Ny?;Ja.
new-one;en;norm;New?;Yes.
"""


@pytest.fixture
def editor() -> User:
    return UserFactory(roles=[Role.EDITOR], language="en")


@pytest.fixture
def norm() -> Article:
    article = ArticleFactory(slug="the-norm", topic=TopicFactory(code="norm"))
    ArticleTextFactory(article=article, title="Norm?", body="It stays.")
    return article


def handed_in(by: User, content: str = TWO) -> ArticleImport:
    return imports.keep("texts.csv", content.encode(), by=by, at=MONDAY_NINE)


def test_everything_new_becomes_a_draft_and_nothing_is_published(editor, norm):
    kept = handed_in(editor)

    count = imports.take(kept, by=editor, at=MONDAY_NINE)

    drafts = ArticleText.objects.being_written().order_by("article__slug", "language")
    assert count == 4
    assert [(t.article.slug, t.language, t.version, t.title) for t in drafts] == [
        ("new-one", "en", 1, "New?"),
        ("new-one", "sv", 1, "Ny?"),
        ("the-norm", "en", 1, "What is the norm?"),
        ("the-norm", "sv", 2, "Vad är normen?"),
    ]
    assert drafts.get(article=norm, language="sv").body == "It stays."
    assert ArticleText.objects.published().get().title == "Norm?"
    assert AuditEvent.objects.filter(action="article.imported").count() == 1


def test_one_wrong_row_and_nothing_changes(editor, norm):
    kept = handed_in(editor, TWO + "the-norm;xx;;A;B\n")

    with pytest.raises(imports.NotRight):
        imports.take(kept, by=editor, at=MONDAY_NINE)

    kept.refresh_from_db()
    assert kept.taken_at is None
    assert not ArticleText.objects.being_written().exists()
    assert not AuditEvent.objects.exists()


def test_what_became_wrong_after_it_was_shown_is_not_taken(editor, norm):
    kept = handed_in(editor)
    assert imports.plan_of(kept).is_right
    ArticleTextFactory(article=norm, version=2, state=ArticleText.State.DRAFT)

    with pytest.raises(imports.NotRight):
        imports.take(kept, by=editor, at=MONDAY_NINE)


def test_taken_in_once_it_is_the_same_when_it_has_been_published(editor, norm):
    ArticleTextFactory(article=norm, language="fa", short_answer="\u200fسلام", have_ready="a\nb")
    kept = handed_in(editor, export.as_csv(export.texts()).replace("Norm?", "Norm!"))

    assert imports.take(kept, by=editor, at=MONDAY_NINE) == 1
    with pytest.raises(imports.AlreadyTaken):
        imports.take(kept, by=editor, at=MONDAY_NINE)


def test_a_dropped_file_is_gone_and_a_taken_one_stays(editor, norm):
    dropped, taken = handed_in(editor), handed_in(editor)
    imports.take(taken, by=editor, at=MONDAY_NINE)

    for kept in (dropped, taken):
        imports.drop(kept, by=editor, at=MONDAY_NINE + timedelta(hours=1))

    assert set(ArticleImport.objects.all()) == {taken}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_the_same_moment_one_takes_it(editor, norm):
    kept = handed_in(editor)
    both, results = threading.Barrier(2), []

    def press() -> None:
        both.wait()
        try:
            results.append(imports.take(kept, by=editor, at=MONDAY_NINE))
        except imports.AlreadyTaken:
            results.append("already")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results, key=str) == [4, "already"]
    assert ArticleText.objects.being_written().count() == 4
