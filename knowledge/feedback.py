"""What readers say about an article, and what editors do about it. Flags, which agents raise: flags.py.

A resident's answer is no act of anybody we know, and so is not recorded in the trail: its row is the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from contactcenter import personal_numbers
from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge.models import Article, Feedback
from knowledge.models.feedback import ASKS_FOR_WORK, FeedbackQuerySet, newest_title

Kind = Feedback.Kind
COUNTS = {
    "useful": Count("pk", filter=Q(kind=Kind.USEFUL)),
    "not_useful": Count("pk", filter=Q(kind=Kind.NOT_USEFUL)),
    "flags": Count("pk", filter=Q(kind=Kind.FLAG, handled_at=None)),
    "waiting": Count("pk", filter=Q(handled_at=None) & ASKS_FOR_WORK),
}


class AlreadyHandled(Exception):
    """A colleague has handled it, or opened it again, in the meantime."""


def leave(
    article: Article,
    *,
    language: str,
    version: int | None,
    is_useful: bool,
    comment: str,
    at: datetime,
) -> Feedback:
    """Keep a resident's answer. A personal number that was written in spite of our asking is not stored.

    version: of the text in the language; none if they read it in Swedish because it is not translated.
    """
    return Feedback.objects.create(
        article=article,
        language=language,
        version=version,
        kind=Kind.USEFUL if is_useful else Kind.NOT_USEFUL,
        comment=personal_numbers.mask(comment, today=timezone.localdate(at)),
        at=at,
    )


@transaction.atomic
def handle(feedback: Feedback, *, note: str, by: User, at: datetime) -> None:
    """Take it off the list of what waits, with a word about what was done."""
    waiting = Feedback.objects.unhandled().filter(pk=feedback.pk)
    note = personal_numbers.mask(note, today=timezone.localdate(at))
    if not waiting.update(handled_by=by, handled_at=at, note=note):
        raise AlreadyHandled
    events.record(by, "feedback.handled", feedback, at=at, article=feedback.article_id)


@transaction.atomic
def reopen(feedback: Feedback, *, by: User, at: datetime) -> None:
    """Put it back among what waits; the note stays, to be gone on from."""
    done = Feedback.objects.handled().filter(pk=feedback.pk)
    if not done.update(handled_by=None, handled_at=None):
        raise AlreadyHandled
    events.record(by, "feedback.reopened", feedback, at=at, article=feedback.article_id)


@dataclass(frozen=True)
class Tally:
    """What has been said about an article in the time that feedback is kept."""

    slug: str  # of the article
    title: str
    useful: int
    not_useful: int
    flags: int
    waiting: int

    @property
    def percent_useful(self) -> int | None:
        answers = self.useful + self.not_useful
        return round(100 * self.useful / answers) if answers else None


def tallies(feedback: FeedbackQuerySet) -> list[Tally]:
    """Count by article; those first that were most often not useful."""
    names = {"slug": F("article__slug"), "title": newest_title()}
    rows: Iterable[Any] = feedback.order_by().values(**names).annotate(**COUNTS)
    counted = [Tally(**row) for row in rows]
    return sorted(counted, key=lambda tally: (-tally.not_useful, -tally.flags, tally.slug))
