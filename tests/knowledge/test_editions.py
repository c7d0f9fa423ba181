"""Every change to what residents read makes a new edition; what only staff see does not."""

import pytest

from districts import editions
from knowledge.models import Article, ArticleText, Topic
from tests.factories import ArticleFactory, ArticleTextFactory, PhoneLineFactory

pytestmark = pytest.mark.django_db

CHANGES = {
    "a topic is renamed": lambda _text: Topic.objects.update(name_en="Renamed"),
    "an article goes": lambda _text: Article.objects.update(is_public=False),
    "its facts change": lambda _text: Article.objects.update(facts_version=2),
    "a related question": lambda text: text.article.related.add(ArticleFactory()),
    "where to turn": lambda text: text.article.lines.add(PhoneLineFactory()),
    "a translation": lambda text: ArticleTextFactory(article=text.article, language="fi"),
    "a text is replaced": lambda _text: ArticleText.objects.update(state="replaced"),
    "a text goes": lambda _text: ArticleText.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_residents_read_makes_a_new_edition(change):
    text = ArticleTextFactory()
    before = editions.stamp()

    CHANGES[change](text)

    assert editions.stamp() != before


def test_a_draft_makes_none():
    article = ArticleTextFactory().article
    before = editions.stamp()

    draft = ArticleTextFactory(article=article, version=2, state="draft")
    draft.body = "Typing"
    draft.save()
    draft.delete()

    assert editions.stamp() == before
