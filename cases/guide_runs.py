"""Guides at the desk: what an agent and a caller answered together is kept with a question of the contact."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cases import contacts
from cases.models import Contact, GuideRun, Question
from contactcenter.accounts.models import User
from contactcenter.audit import events
from knowledge import guides
from knowledge.models import GuideVersion


class NotFinished(Exception):
    """The answers do not lead to an outcome yet."""


@transaction.atomic
def save(
    question: Question, version: GuideVersion, answers: str, *, agent: User, at: datetime
) -> None:
    """Keep where the guide led, in the place of what was answered in it before. Raises guides.NoSuchWay, contacts.Closed.

    The event names the guide, never what somebody answered.
    """
    outcome = guides.walk(guides.of_text(version.content), answers).outcome
    if outcome is None:
        raise NotFinished
    contact = question.contact
    contacts.touch(contact, at=at)
    kept = {
        "version": version,
        "answers": answers,
        "outcome": outcome.code,
        "by": agent,
        "at": at,
    }
    GuideRun.objects.update_or_create(question=question, guide=version.slug, defaults=kept)
    events.record(
        agent,
        "contact.guide_saved",
        contact,
        at=at,
        contact=contact.pk,
        question=question.number,
        guide=version.slug,
        version=version.number,
    )


@transaction.atomic
def remove(run: GuideRun, *, agent: User, at: datetime) -> None:
    """Take back what was kept with a question, as with the wrong one. Whoever presses twice removes nothing more."""
    contact = run.question.contact
    contacts.touch(contact, at=at)
    number, slug = run.question.number, run.guide
    removed, _rows = GuideRun.objects.filter(pk=run.pk).delete()
    if removed:
        events.record(
            agent,
            "contact.guide_removed",
            contact,
            at=at,
            contact=contact.pk,
            question=number,
            guide=slug,
        )


def of(contact: Contact) -> QuerySet[GuideRun]:
    """Answer what has been kept in a contact, by question. Mostly there is none, and nothing is joined."""
    runs = GuideRun.objects.filter(question__contact=contact)
    return runs.prefetch_related("question", "version", "by")
