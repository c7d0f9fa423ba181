from datetime import timedelta

import pytest

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from knowledge import article_settings, articles, search, search_index
from knowledge.models import Article
from tests.factories import (
    MONDAY_NINE,
    ArticleFactory,
    ArticleTextFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofia() -> User:
    return UserFactory(roles=[Role.EDITOR], display_name="Sofia")


@pytest.fixture
def daniel() -> User:
    return UserFactory(roles=[Role.EDITOR], display_name="Daniel")


def test_settings_are_changed_by_one_at_a_time(sofia, daniel):
    article = ArticleFactory()
    other = ArticleFactory()
    article_settings.change(
        article, revision=0, by=sofia, at=MONDAY_NINE, sources="SFS", related=[other]
    )

    with pytest.raises(articles.Outdated):
        article_settings.change(article, revision=0, by=daniel, at=MONDAY_NINE, sources="Other")

    article.refresh_from_db()
    assert (article.sources, list(article.related.all())) == ("SFS", [other])


def found(query: str) -> list[str]:
    return [hit.text.title for hit in search.find_articles(query, at=MONDAY_NINE).hits.shown]


def test_what_moves_to_another_topic_is_found_by_its_name_at_once(sofia):
    text = ArticleTextFactory(title="Vad kostar glasögonen?")
    search_index.put(text)
    assert found("tandvård") == []

    article_settings.change(
        text.article, revision=0, by=sofia, at=MONDAY_NINE, topic=TopicFactory(name_sv="Tandvård")
    )

    assert found("tandvård") == ["Vad kostar glasögonen?"]


def test_withdrawing_takes_an_article_from_residents_and_not_from_staff(sofia):
    article = ArticleTextFactory().article

    article_settings.withdraw(article, by=sofia, at=MONDAY_NINE)
    article_settings.withdraw(article, by=sofia, at=MONDAY_NINE)

    assert not Article.objects.public_at(MONDAY_NINE).exists()
    assert Article.objects.published().exists()
    assert AuditEvent.objects.get().action == "article.withdrawn"


def test_a_review_says_when_the_next_one_is_due(sofia):
    article = ArticleFactory(review_due=MONDAY_NINE.date() - timedelta(days=1))
    next_time = MONDAY_NINE.date() + articles.REVIEWED_WITHIN

    article_settings.mark_reviewed(article, review_due=next_time, by=sofia, at=MONDAY_NINE)

    assert article.review_due == next_time
