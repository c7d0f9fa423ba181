"""What was corrected in a contact, in words, with what the lists call it today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.corrections import Difference, as_kept
from cases.models import Contact, Outcome, Question
from cases.models.contacts import LANGUAGES
from contactcenter.accounts.models import User
from districts.models import District
from knowledge.models import Topic

LISTS = (
    ("topic", Topic.objects, "code"),
    ("district", District.objects, "slug"),
    ("outcome", Outcome.objects, "code"),
)


@dataclass(frozen=True)
class Line:
    """One corrected field in words. `question`: its number, None for the contact itself."""

    question: int | None
    field: str | Promise
    old: str | Promise
    new: str | Promise


@dataclass(frozen=True)
class Entry:
    """One correction: who, when, and what."""

    by: User
    at: datetime
    lines: list[Line]


def history(contact: Contact) -> list[Entry]:
    """Answer with every correction in words, newest first, in as many queries for one as for all."""
    corrections = list(contact.corrections.select_related("by"))
    changes = [change for correction in corrections for change in correction.changes]
    names = _names_of(changes)
    return [
        Entry(
            correction.by, correction.at, [_line_of(change, names) for change in correction.changes]
        )
        for correction in corrections
    ]


def in_words(differences: Iterable[Difference]) -> list[Line]:
    changes = [as_kept(difference) for difference in differences]
    names = _names_of(changes)
    return [_line_of(change, names) for change in changes]


def _line_of(change: dict[str, Any], names: dict[tuple[str, Any], Any]) -> Line:
    field = change["field"]
    old, new = (names.get((field, change[side]), change[side]) for side in ("old", "new"))
    return Line(change["question"], _label(change), old, new)


def _label(change: dict[str, Any]) -> str | Promise:
    model: type[Model] = Contact if change["question"] is None else Question
    return cast(Field, model._meta.get_field(change["field"])).verbose_name


def _names_of(changes: list[dict[str, Any]]) -> dict[tuple[str, Any], Any]:
    """Answer what every code in the changes is called today; asks the database only about lists that occur."""
    names: dict[tuple[str, Any], Any] = {
        (field, value): label
        for field, choices in (("channel", Contact.Channel.choices), ("language", LANGUAGES))
        for value, label in choices
    }
    names |= {("interpreter", True): _("Yes"), ("interpreter", False): _("No")}
    for field, rows, key in LISTS:
        names[field, None] = _("Not chosen")
        codes = {
            change[side]
            for change in changes
            for side in ("old", "new")
            if change["field"] == field
        }
        if codes:
            found = rows.filter(**{f"{key}__in": codes})
            names |= {(field, getattr(row, key)): str(row) for row in found}
    return names
