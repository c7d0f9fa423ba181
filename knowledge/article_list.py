"""The articles as editors list them: by their Swedish titles, and by what waits to be done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText
from knowledge.models.articles import ArticleQuerySet, ArticleTextQuerySet

State = ArticleText.State
WORDS_AT_MOST = 12
BY_TITLE = ["title_key", "pk"]
NEEDED_IN_A_LIST = ["article", "language", "state", "source_version", "written_by"]

# What an editor can see to, by its name in the address.
WORK = {
    "to-review": _("To review"),
    "my-drafts": _("My drafts"),
    "out-of-date": _("Out of date"),
    "overdue": _("Review overdue"),
    "mine": _("Mine"),
}


def with_title() -> ArticleQuerySet:
    """Answer all articles with their `title`: the published Swedish one, or the one of its draft."""
    swedish = ArticleText.objects.filter(article=OuterRef("pk"), language=SOURCE_LANGUAGE)
    current = swedish.exclude(state=State.REPLACED).order_by(
        F("published_at").desc(nulls_last=True)
    )
    articles: ArticleQuerySet = Article.objects.annotate(
        title=Coalesce(Subquery(current.values("title")[:1]), F("slug"), output_field=CharField())
    )
    return articles.alias(title_key=swedish_key("title"))


def swedish_key(name: str) -> Func:
    """Answer the key by which titles are sorted: the database knows no Swedish, so å ä ö become { | }, which follow on z."""
    return Func(Lower(name), Value("åäöæø"), Value("{|}|}"), function="TRANSLATE")


def with_languages(articles: ArticleQuerySet) -> QuerySet[Any]:
    """Bring along what each article has in every language (`current_texts`), in one more query."""
    texts = ArticleText.objects.exclude(state=State.REPLACED).only(*NEEDED_IN_A_LIST)
    return articles.prefetch_related(Prefetch("texts", texts, to_attr="current_texts"))


def saying(articles: ArticleQuerySet, words: str) -> ArticleQuerySet:
    """Keep the articles in whose title, in some language, every word stands."""
    for word in words.replace("\0", " ").split()[:WORDS_AT_MOST]:
        articles = articles.filter(having(current_texts().filter(title__icontains=word)))
    return articles


def waiting(name: str, *, editor: User, today: date) -> Q | Exists:
    """Answer the condition that finds one kind of work, by its name in WORK."""
    conditions: dict[str, Callable[[], Q | Exists]] = {
        "to-review": lambda: having(
            current_texts().filter(state=State.IN_REVIEW).exclude(written_by=editor)
        ),
        "my-drafts": lambda: having(ArticleText.objects.being_written().filter(written_by=editor)),
        "out-of-date": lambda: having(ArticleText.objects.published().out_of_date()),
        "overdue": lambda: Q(review_due__lt=today),
        "mine": lambda: Q(owner=editor),
    }
    return conditions[name]()


COUNTED = [name for name in WORK if name != "mine"]  # owning is no work


def counts(*, editor: User, today: date) -> dict[str, int]:
    """Count every kind of work, in one query."""
    found: dict[str, int] = Article.objects.aggregate(
        **{name: Count("pk", filter=waiting(name, editor=editor, today=today)) for name in COUNTED}
    )
    return found


def lacking(articles: ArticleQuerySet, language: str) -> ArticleQuerySet:
    """Keep the articles that have not been published in the language."""
    return articles.exclude(having(ArticleText.objects.published().filter(language=language)))


def current_texts() -> ArticleTextQuerySet:
    return ArticleText.objects.exclude(state=State.REPLACED)


def having(texts: ArticleTextQuerySet) -> Exists:
    return Exists(texts.filter(article=OuterRef("pk")))
