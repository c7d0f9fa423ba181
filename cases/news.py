"""News and work instructions: written by those who lead and edit, and read by everybody whom they are for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Exists, F, Func, OuterRef, Q

from cases.models import NewsItem, NewsRead
from cases.models.news import NewsItemQuerySet
from contactcenter.accounts.models import User, UserQuerySet
from contactcenter.audit import events

READ_NEWS = "cases.read_news"
WRITE_NEWS = "cases.write_news"
FOUND_SHOWN = 6


class Outdated(Exception):
    """Somebody changed the item after the page was shown."""


@transaction.atomic
def publish(*, by: User, at: datetime, **fields: Any) -> NewsItem:
    """Write an item, which its author need not read. Whoever presses twice has written one."""
    once = {name: fields.pop(name) for name in ("starts_at", "title", "body")}
    item, is_new = NewsItem.objects.get_or_create(author=by, **once, defaults=fields)
    if is_new:
        mark_read(item, revision=item.revision, reader=by, at=at)
        events.record(by, "news.published", item, at=at, starts_at=item.starts_at)
    return item


@transaction.atomic
def change(
    item: NewsItem, *, revision: int, is_correction: bool, by: User, at: datetime, **fields: Any
) -> None:
    """Change the item, unless it is no longer the revision that was on the page.

    It is to be read again by everybody else; a correction of the wording is not. Saving it as it was changes nothing.
    """
    if all(getattr(item, name) == value for name, value in fields.items()):
        return
    shown = NewsItem.objects.filter(pk=item.pk, revision=revision)
    if not shown.update(revision=F("revision") + 1, **fields):
        raise Outdated
    if is_correction:
        item.reads.filter(revision=revision).update(revision=revision + 1)
    item.refresh_from_db()
    mark_read(item, revision=item.revision, reader=by, at=at)
    events.record(by, "news.changed", item, at=at, is_correction=is_correction)


@transaction.atomic
def end(item: NewsItem, *, by: User, at: datetime) -> None:
    """Show the item no longer; it is found in the archive. What has ended before stays as it was."""
    if NewsItem.objects.published_at(at).filter(pk=item.pk, starts_at__lt=at).update(ends_at=at):
        events.record(by, "news.ended", item, at=at)


@transaction.atomic
def withdraw(item: NewsItem, *, by: User, at: datetime) -> None:
    """Take back an item that nobody has been shown yet. Nothing of it stays."""
    coming = NewsItem.objects.in_state(NewsItem.State.COMING, at=at)
    withdrawn, _rows = coming.filter(pk=item.pk).delete()
    if withdrawn:
        events.record(by, "news.withdrawn", item, at=at)


@transaction.atomic
def mark_read(item: NewsItem, *, revision: int, reader: User, at: datetime) -> None:
    """Keep that somebody has read the item as it was on their page; a later change is to be read again."""
    seen = min(revision, item.revision)
    read, is_new = item.reads.get_or_create(reader=reader, defaults={"revision": seen, "at": at})
    if not is_new:
        NewsRead.objects.filter(pk=read.pk, revision__lt=seen).update(revision=seen, at=at)


def unread_for(person: User, *, at: datetime) -> NewsItemQuerySet:
    """Keep what is important, is shown at the moment, is for the person, and has not been read as it stands now."""
    published = NewsItem.objects.published_at(at).addressed_to(person)
    read = NewsRead.objects.filter(
        item=OuterRef("pk"), reader=person, revision=OuterRef("revision")
    )
    return published.filter(~Exists(read), is_important=True)


def audience(item: NewsItem) -> UserQuerySet:
    """Keep the people for whom the item is, who can read it today."""
    people = User.objects.granted(READ_NEWS)
    return people.filter(competences__overlap=item.competences) if item.competences else people


def split_audience(item: NewsItem) -> tuple[UserQuerySet, UserQuerySet]:
    """Part the audience into those who have read the item as it stands now, with `read_at`, and those who have not."""
    people = audience(item)
    reads = NewsRead.objects.filter(item=item, revision=item.revision)
    have_read = Exists(reads.filter(reader=OuterRef("pk")))
    read_at = reads.filter(reader=OuterRef("pk")).values("at")
    return people.filter(have_read).annotate(read_at=read_at[:1]), people.filter(~have_read)


def known_competences() -> list[str]:
    """List the competences that somebody has today, each once."""
    each = User.objects.filter(is_active=True).annotate(
        competence=Func(F("competences"), function="unnest")
    )
    return sorted(set(each.values_list("competence", flat=True)), key=str.casefold)


@dataclass(frozen=True)
class Found:
    """What the news say. `total`: how many items there are, when not all are shown."""

    template: ClassVar[str] = "desk/news/_found.html"

    items: list[NewsItem]
    total: int

    def __len__(self) -> int:
        return self.total


def find(query: str, *, at: datetime) -> Found:
    """Find the items that hold at the moment and say every word; those first that have the query in their heading."""
    query = query.replace("\0", " ").strip()  # which PostgreSQL cannot look for
    if not query:
        return Found([], 0)
    hits = NewsItem.objects.published_at(at).saying(query)
    in_heading = Q(title__icontains=query)
    ordered = hits.annotate(in_heading=in_heading).order_by("-in_heading", "-starts_at", "-pk")
    return Found(list(ordered[:FOUND_SHOWN]), hits.count())
