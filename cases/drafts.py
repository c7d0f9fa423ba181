"""An open contact is its own draft: what is typed is saved as it is typed, field by field.

One conditional UPDATE decides for each field whether it still holds what the writer began from. Different fields always
merge. Where two people typed into one field, the later text is kept beside the earlier one until somebody chooses.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, TextChoices

from cases import contacts
from cases.models import Contact, OtherVersion, Question
from contactcenter.accounts.models import User
from contactcenter.personal_numbers import mask
from districts.phone_hours import LOCAL

Value = str | int | bool | None  # a choice is its row's number, None when nothing is chosen

CONTACT_FIELDS = ("language", "interpreter")
QUESTION_FIELDS = ("topic", "district", "outcome", "note")
CHOICES = {"topic", "district", "outcome"}
FREE_TEXT = {"note"}
NOTE_LIMIT = 5_000  # characters


class Keep(TextChoices):
    """Which of two versions: what stands in the field, the other one, or one after the other."""

    STORED = "stored"
    OTHER = "other"
    BOTH = "both"


class Outdated(Exception):
    """Somebody changed the field, or chose, after the two versions were shown."""


@dataclass(frozen=True)
class Change:
    """A value for one field, and what stood there when the writer began.

    question: its number; None for a field of the contact itself.
    bases: several when an earlier save was not answered, so that the page cannot know which of them stands there.
    """

    question: int | None
    field: str
    value: Value
    bases: tuple[Value, ...]


@dataclass(frozen=True)
class Saved:
    """How saving a field went. `stored`: what stands there now, which is not the change's value in a conflict."""

    change: Change
    stored: Value
    is_conflict: bool = False


@transaction.atomic
def save(contact: Contact, changes: Iterable[Change], *, agent: User, at: datetime) -> list[Saved]:
    """Save what somebody typed. Raises contacts.Closed when the contact is no longer open.

    No event is recorded: this happens every second, and who took part stands in contact.started and contact.joined.
    """
    contacts.touch(contact, at=at)
    return [_save_field(contact, _masked(change, at=at), agent=agent, at=at) for change in changes]


@transaction.atomic
def choose(version: OtherVersion, keep: Keep, *, shown: str, at: datetime) -> None:
    """Settle which of the two versions stands in the field, unless it has changed since they were shown.

    shown: what stood in the field then, as a form carries it.
    """
    contacts.touch(version.contact, at=at)
    question, field = place_of(version)
    chosen = {
        Keep.STORED: shown,
        Keep.OTHER: version.value,
        Keep.BOTH: f"{shown}\n\n{version.value}",
    }[keep]
    unchanged = _rows(version.contact, question).filter(**{field: from_text(field, shown)})
    is_settled = unchanged.update(**{field: from_text(field, chosen)})
    if not is_settled or not OtherVersion.objects.filter(pk=version.pk).delete()[0]:
        raise Outdated


def place_of(version: OtherVersion) -> tuple[int | None, str]:
    """Answer the question's number and the field that a version is for; of a removed question, the last one's note."""
    if version.question:
        return version.question.number, version.field
    if version.field in CONTACT_FIELDS:
        return None, version.field
    return version.contact.questions.order_by("-number").values_list("number", flat=True)[0], "note"


def unsaved_notes(contact: Contact, changes: Iterable[Change], *, at: datetime) -> list[str]:
    """Answer the texts that stand nowhere in the contact: it was closed before they came."""
    stored = set(contact.questions.values_list("note", flat=True))
    typed = [as_text(_masked(each, at=at).value) for each in changes if each.field in FREE_TEXT]
    return [text for text in typed if text and text not in stored]


def _save_field(contact: Contact, change: Change, *, agent: User, at: datetime) -> Saved:
    rows = _rows(contact, change.question)
    expected = reduce(or_, (Q(**{change.field: value}) for value in (*change.bases, change.value)))
    if rows.filter(expected).update(**{change.field: change.value}):
        return Saved(change, change.value)
    return _keep_beside(contact, change, agent=agent, at=at)


def _keep_beside(contact: Contact, change: Change, *, agent: User, at: datetime) -> Saved:
    """Keep what was typed for somebody to choose: text also when its question has been removed meanwhile."""
    question = contact.questions.filter(number=change.question or 0).first()
    if question or change.field in (*CONTACT_FIELDS, "note"):
        place: dict[str, Any] = {
            "contact": contact,
            "question": question,
            "field": change.field,
            "by": agent,
        }
        kept = OtherVersion.objects.filter(**place).first()
        text = _continued(kept.value, change) if kept else as_text(change.value)
        OtherVersion.objects.update_or_create(**place, defaults={"value": text, "at": at})
    stored = _rows(contact, change.question).values_list(change.field, flat=True).first()
    return Saved(change, stored, is_conflict=True)


def _continued(kept: str, change: Change) -> str:
    """Put the new text where it goes on from what is kept; text that was typed anew comes after what is kept."""
    text = as_text(change.value)
    if change.field not in FREE_TEXT or kept in text:
        return text
    for base in map(as_text, change.bases):
        if base and (kept == base or kept.endswith(f"\n\n{base}")):
            return kept.removesuffix(base) + text
    return f"{kept}\n\n{text}"


def _rows(contact: Contact, question: int | None) -> QuerySet:
    """Answer the row that the field belongs to, as something that can be updated on a condition."""
    if question is None:
        return Contact.objects.filter(pk=contact.pk)
    return Question.objects.filter(contact=contact, number=question)


def _masked(change: Change, *, at: datetime) -> Change:
    """Put dots in the place of personal numbers before anything is stored or compared."""
    if change.field not in FREE_TEXT:
        return change
    today = at.astimezone(LOCAL).date()
    value, *bases = (mask(as_text(text), today=today) for text in (change.value, *change.bases))
    return replace(change, value=value, bases=tuple(bases))


def as_text(value: Value) -> str:
    """Write a value as a form carries it."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def from_text(field: str, text: str) -> Value:
    """Read a value that a form carried."""
    if field in CHOICES:
        return int(text) if text.isdecimal() and len(text) < 19 else None  # of a bigint
    return bool(text) if field == "interpreter" else text
