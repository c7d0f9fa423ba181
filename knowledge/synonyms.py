"""Words that mean the same, as editors keep them, and words that lead to an article. A changed synonym holds at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge import search_index, search_query, search_words
from knowledge.models import Article, ArticleText, AskedAs, SynonymGroup


class Outdated(Exception):
    """Somebody changed the group after the page was shown."""


@transaction.atomic
def create(words: list[str], *, by: User, at: datetime) -> SynonymGroup:
    group = SynonymGroup.objects.create(words=words, keys=keys_of(words))
    search_index.learn(words)
    events.record(by, "synonyms.created", group, at=at)
    return group


@transaction.atomic
def change(group: SynonymGroup, words: list[str], *, revision: int, by: User, at: datetime) -> None:
    """Put other words in the group, unless it is no longer the revision that was on the page."""
    shown = SynonymGroup.objects.filter(pk=group.pk, revision=revision)
    if not shown.update(words=words, keys=keys_of(words), revision=F("revision") + 1):
        raise Outdated
    group.refresh_from_db()
    search_index.learn(words)
    events.record(by, "synonyms.changed", group, at=at)


@transaction.atomic
def remove(group: SynonymGroup, *, by: User, at: datetime) -> None:
    """Take the group away; its words are words again. Whoever presses twice removes nothing more."""
    removed, _rows = SynonymGroup.objects.filter(pk=group.pk).delete()
    if removed:
        events.record(by, "synonyms.removed", group, at=at)


@transaction.atomic
def lead_to(article: Article, words: list[str], *, by: User, at: datetime) -> None:
    """Let the words find the article, in whatever language it is read."""
    AskedAs.objects.select_for_update().get_or_create(article=article, defaults={"words": []})
    asked_as = AskedAs.objects.get(article=article)
    asked_as.words = list(dict.fromkeys([*asked_as.words, *words]))
    asked_as.save()
    texts = ArticleText.objects.published().filter(article=article)
    search_index.put_all(texts.select_related("article__topic__parent", "article__asked_as"))
    search_index.learn(words)
    events.record(by, "article.asked_as", article, at=at)


def keys_of(words: Iterable[str]) -> list[str]:
    """Answer what a question is compared with, for every word or phrase of a group."""
    return sorted({search_query.key(search_query.telling(word)) for word in words})


def load() -> int:
    """Begin with the groups beside the code, where there are none yet; answer how many are new."""
    if SynonymGroup.objects.exists():
        return 0
    groups = search_words.data("synonyms")["groups"]
    SynonymGroup.objects.bulk_create(
        SynonymGroup(words=words, keys=keys_of(words)) for words in groups
    )
    return len(groups)


def load_asked_as() -> int:
    """Write down what people call the starting articles, where nobody has yet; answer for how many."""
    known = search_words.data("asked_as")["articles"]
    articles = Article.objects.filter(slug__in=known, asked_as=None)
    return len(
        AskedAs.objects.bulk_create(AskedAs(article=a, words=known[a.slug]) for a in articles)
    )
