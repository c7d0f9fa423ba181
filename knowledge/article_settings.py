"""What holds for an article in every language: where it stands, who sees it and until when, and who answers for it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge import search_index
from knowledge.articles import Outdated
from knowledge.models import Article

LISTS = ["related", "units", "lines"]


@transaction.atomic
def change(article: Article, *, revision: int, by: User, at: datetime, **fields: Any) -> None:
    """Change the settings, unless they are no longer what was on the page."""
    lists = {name: fields.pop(name) for name in LISTS if name in fields}
    shown = Article.objects.filter(pk=article.pk, revision=revision)
    if not shown.update(revision=F("revision") + 1, **fields):
        raise Outdated
    article.refresh_from_db()
    for name, rows in lists.items():
        getattr(article, name).set(rows)
    search_index.put_all(  # its topic's names are among what it is found by
        article.texts.published().select_related("article__topic__parent")
    )
    events.record(by, "article.changed", article, at=at, slug=article.slug)


@transaction.atomic
def withdraw(article: Article, *, by: User, at: datetime) -> None:
    """Take the article from residents at once; staff go on reading it."""
    public = Article.objects.filter(pk=article.pk, is_public=True)
    if public.update(is_public=False, revision=F("revision") + 1):
        article.refresh_from_db()
        events.record(by, "article.withdrawn", article, at=at, slug=article.slug)


@transaction.atomic
def mark_reviewed(article: Article, *, review_due: date, by: User, at: datetime) -> None:
    """Keep that somebody has gone through the article and found it right, and when that is to be done again."""
    Article.objects.filter(pk=article.pk).update(review_due=review_due, revision=F("revision") + 1)
    article.refresh_from_db()
    events.record(by, "article.reviewed", article, at=at, slug=article.slug, review_due=review_due)
