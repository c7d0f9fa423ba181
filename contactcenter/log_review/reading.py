"""Events as a person reads them: in words, with names where the trail has numbers, each checked against its seal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cases.models import IdentityCheck, LookUp, LookUpAlert
from contactcenter.accounts.models import User
from contactcenter.audit import anchors, chain
from contactcenter.audit.anchors import Anchor
from contactcenter.audit.models import AuditEvent, AuditEventQuerySet, Verification
from contactcenter.audit.verification import Problem
from contactcenter.log_review import actions, reviews
from contactcenter.log_review.models import Decision

PAGE_SIZE = 50
PERSON = User._meta.label_lower
LONGEST_ID = 12  # characters
NOTICEABLY_LATER = timedelta(minutes=1)

Words = Mapping[Any, actions.Words]
PURPOSES: Words = dict(LookUp.Purpose.choices) | {reviews.PURPOSE: _("Monthly review")}
WORDS: Mapping[str, Words] = {  # of codes among the details, by the detail's name
    "outcome": dict(LookUp.Outcome.choices),
    "method": dict(IdentityCheck.Method.choices),
    "alerts": dict(LookUpAlert.Rule.choices),
    "verdict": dict(Decision.Verdict.choices),
}


@dataclass(frozen=True)
class Entry:
    """One event in the list."""

    event: AuditEvent
    action: actions.Words
    subject_name: str
    details: list[tuple[str, str]]
    is_genuine: bool

    @property
    def subject(self) -> str:
        """The subject as it stands in the trail; of a pseudonym the beginning."""
        identifier = Truncator(self.event.subject_id).chars(LONGEST_ID)
        return f"{self.event.subject_kind} {identifier}".strip()

    @property
    def purpose(self) -> actions.Words:
        """The purpose in words; one that somebody has written, as they wrote it."""
        return PURPOSES.get(self.event.purpose, self.event.purpose)

    @property
    def was_recorded_later(self) -> bool:
        return abs(self.event.recorded_at - self.event.at) > NOTICEABLY_LATER


@dataclass(frozen=True)
class Page:
    """A stretch of the list, and below which position the next one begins."""

    entries: list[Entry]
    older: int | None


@dataclass(frozen=True)
class Proof:
    """How far the trail is proved whole."""

    verification: Verification | None
    anchor: Anchor | None
    uncovered: int

    @property
    def problem(self) -> actions.Words:
        """Say what was found broken; nothing, if nothing was."""
        found = self.verification.problem if self.verification else ""
        return Problem(found).label if found else ""


def page(found: AuditEventQuerySet, *, below: int) -> Page:
    events = list(found.below(below)[: PAGE_SIZE + 1])
    shown = events[:PAGE_SIZE]
    return Page(_entries(shown), shown[-1].position if len(events) > PAGE_SIZE else None)


def proof(newest: AuditEvent) -> Proof:
    anchor = anchors.newest()
    uncovered = newest.position - anchor.position if anchor else newest.position
    return Proof(Verification.objects.order_by("-pk").first(), anchor, max(uncovered, 0))


def _entries(events: Sequence[AuditEvent]) -> list[Entry]:
    people = User.objects.in_bulk(
        {int(event.subject_id) for event in events if event.subject_kind == PERSON}
    )
    return [
        Entry(
            event=event,
            action=actions.name(event.action),
            subject_name=_name_of_subject(event, people),
            details=[
                (name, in_words(value, WORDS.get(name, {})))
                for name, value in event.details.items()
            ],
            is_genuine=chain.is_genuine(event),
        )
        for event in events
    ]


def _name_of_subject(event: AuditEvent, people: dict[int, User]) -> str:
    """Name a person who signs in here, as they are called today; others stay as they stand in the trail."""
    person = people.get(int(event.subject_id)) if event.subject_kind == PERSON else None
    return str(person) if person else ""


def in_words(value: Any, words: Words | None = None) -> str:
    """Write a detail as text, whatever it is made of; codes that have words, in words."""
    match value:
        case None:
            return "–"
        case dict():
            return ", ".join(f"{name}: {in_words(entry)}" for name, entry in value.items())
        case list():
            return ", ".join(in_words(entry, words) for entry in value) or "–"
    return str((words or {}).get(value, value))
