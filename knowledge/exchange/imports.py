"""Taking a file in: kept as it was read, shown, then written as drafts in one act or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge import articles
from knowledge.exchange import plan, reading
from knowledge.exchange.plan import Entry, Plan
from knowledge.exchange.rows import CONTENT, Row
from knowledge.models import Article, ArticleImport


class NotRight(Exception):
    """A row is wrong by now; nothing has changed."""


class AlreadyTaken(Exception):
    """Somebody pressed first."""


def keep(name: str, content: bytes, *, by: User, at: datetime) -> ArticleImport:
    """Read a file and keep its rows; raises reading.NotReadable."""
    rows = reading.read(name, content, today=timezone.localdate(at))
    return ArticleImport.objects.create(
        file_name=name[:200], rows=[[row.place, row.values] for row in rows], by=by, at=at
    )


def plan_of(kept: ArticleImport) -> Plan:
    """Compare the file with what is published at the moment."""
    return plan.compare([Row(place, values) for place, values in kept.rows])


@transaction.atomic
def take(kept: ArticleImport, *, by: User, at: datetime) -> int:
    """Write everything new in the file as drafts; answer how many. Nobody sees them before a colleague publishes them."""
    waiting = ArticleImport.objects.filter(pk=kept.pk, taken_at=None)
    if not waiting.update(taken_at=at, taken_by=by):
        raise AlreadyTaken
    planned = plan_of(kept)
    if not planned.is_right:
        raise NotRight
    begun: dict[str, Article] = {}
    for entry in planned.changes:
        write(entry, begun, by=by, at=at)
    ArticleImport.objects.filter(pk=kept.pk).update(taken_count=len(planned.changes))
    events.record(by, "article.imported", kept, at=at, texts=len(planned.changes))
    return len(planned.changes)


def write(entry: Entry, begun: dict[str, Article], *, by: User, at: datetime) -> None:
    """Write one row as a draft. `begun`: the articles that the file has made so far."""
    values = entry.fields
    article = entry.article or begun.get(values["slug"])
    if article is None:
        about = {name: values[name] for name in ("slug", "title", "topic")}
        draft = articles.create(is_public=values["is_public"] != "no", by=by, at=at, **about)
        begun[draft.article.slug] = draft.article
    else:
        draft = articles.begin(article, values["language"], by=by, at=at)
    content = {name: values[name] for name in [*CONTENT, "change", "change_note"]}
    if draft.is_translation and values["source_version"]:
        content["source_version"] = values["source_version"]
    articles.save(draft, revision=draft.revision, by=by, at=at, **content)


@transaction.atomic
def drop(kept: ArticleImport, *, by: User, at: datetime) -> None:
    """Forget a file that nobody has taken in."""
    dropped, _rows = ArticleImport.objects.filter(pk=kept.pk, taken_at=None).delete()
    if dropped:
        events.record(by, "article.import_dropped", at=at)
