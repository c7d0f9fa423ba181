"""Correcting what a closed contact was registered with, without opening it again. What stood there before is kept.

Free text is never corrected, so none of it is kept here for longer than its own time.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cases.contacts import OutcomesMissing
from cases.models import Contact, Correction, Outcome, Question
from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.models import District
from knowledge.models import Topic

CONTACT_FIELDS = ("channel", "language", "interpreter")
QUESTION_FIELDS = ("topic", "district", "outcome")

# By the question's number, None for the contact itself, and the field's name.
Facts = dict[tuple[int | None, str], Any]


class ChangedMeanwhile(Exception):
    """Somebody else corrected the contact, or opened it again, after the page was shown."""


@dataclass(frozen=True)
class Difference:
    """One field that was, or would be, corrected: rows for what is chosen from a list, plain values for the rest."""

    question: int | None
    field: str
    old: Any
    new: Any


def facts_of(contact: Contact) -> Facts:
    """Answer with what can be corrected, as it stands in the database now: a form may have filled in the instance."""
    stored = Contact.objects.values(*CONTACT_FIELDS).get(pk=contact.pk)
    facts: Facts = {(None, field): value for field, value in stored.items()}
    for question in contact.questions.select_related(*QUESTION_FIELDS).defer("note"):
        facts |= {(question.number, field): getattr(question, field) for field in QUESTION_FIELDS}
    return facts


def compare(before: Facts, after: Facts) -> list[Difference]:
    """List what is different. A field that `after` says nothing about stays; one that never was is left out."""
    return [
        Difference(*field, old, after[field])
        for field, old in before.items()
        if field in after and after[field] != old
    ]


@transaction.atomic
def correct(
    contact: Contact, facts: Facts, *, revision: int, by: User, at: datetime
) -> list[Difference]:
    """Put right what is different, if the contact still is as the corrector saw it: `revision` says so.

    Answers with what was corrected; nothing is recorded where nothing is different.
    """
    _refuse_without_outcome(facts)
    differences = compare(facts_of(contact), facts)
    if not differences:
        return []
    unchanged = Contact.objects.closed().filter(pk=contact.pk, revision=revision)
    if not unchanged.update(revision=F("revision") + 1):
        raise ChangedMeanwhile
    for difference in differences:
        _rows(contact, difference.question).update(**{difference.field: difference.new})
    changes = [as_kept(difference) for difference in differences]
    Correction.objects.create(contact=contact, by=by, at=at, changes=changes)
    contact.refresh_from_db()
    events.record(by, "contact.corrected", contact, at=at, contact=contact.pk, changes=changes)
    return differences


def _refuse_without_outcome(facts: Facts) -> None:
    missing = [
        number
        for (number, field), value in facts.items()
        if field == "outcome" and value is None and number is not None
    ]
    if missing:
        raise OutcomesMissing(_("Every question needs an outcome."), missing)


def _rows(contact: Contact, question: int | None) -> Any:
    if question is None:
        return Contact.objects.filter(pk=contact.pk)
    return Question.objects.filter(contact=contact, number=question)


def as_kept(difference: Difference) -> dict[str, Any]:
    """Write a difference as a correction's row keeps it: a row is named by what stays when its name changes."""
    return {
        "question": difference.question,
        "field": difference.field,
        "old": code_of(difference.old),
        "new": code_of(difference.new),
    }


def code_of(value: Any) -> Any:
    """Name a row by its code; what is no row is its own."""
    match value:
        case Topic() | Outcome():
            return value.code
        case District():
            return value.slug
    return value
