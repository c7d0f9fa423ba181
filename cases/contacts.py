"""A contact from start to end. Its times are by the database's clock: `at` comes from contactcenter.database.now()."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from cases.models import Contact, Question
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.codes import new_code


class Closed(Exception):
    """The contact was closed before, perhaps by a second click or by a colleague."""


class OutcomesMissing(Exception):
    """Every question needs an outcome before its contact can be closed."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(_("Every question needs an outcome."))
        self.numbers = numbers


@transaction.atomic
def start(
    channel: Contact.Channel, *, agent: User, at: datetime, is_training: bool = False
) -> Contact:
    """Open a contact with one empty question. Nothing about the resident is needed."""
    contact = Contact.objects.create(
        code=new_code(),
        channel=channel,
        agent=agent,
        is_training=is_training,
        opened_at=at,
        touched_at=at,
    )
    contact.questions.create(number=1)
    events.record(agent, "contact.started", contact, at=at, contact=contact.pk, channel=channel)
    return contact


@transaction.atomic
def add_question(contact: Contact, *, at: datetime) -> Question:
    """Add an empty question; the contact's row is the lock that keeps two agents from giving one number twice."""
    _touch_if_open(contact, at=at)
    last = contact.questions.aggregate(last=Max("number"))["last"] or 0
    return contact.questions.create(number=last + 1)


@transaction.atomic
def close(contact: Contact, *, agent: User, at: datetime) -> None:
    """Close the contact, once: every question has an outcome, and whoever presses twice closes nothing more."""
    _touch_if_open(contact, at=at)
    missing = contact.questions.filter(outcome=None).values_list("number", flat=True)
    if missing:
        raise OutcomesMissing(list(missing))
    Contact.objects.filter(pk=contact.pk).update(closed_at=at)
    contact.refresh_from_db()
    events.record(agent, "contact.closed", contact, at=at, contact=contact.pk)


def _touch_if_open(contact: Contact, *, at: datetime) -> None:
    """Count a change; one conditional UPDATE decides whether the contact is still open, and locks it."""
    touched = Contact.objects.still_open().filter(pk=contact.pk)
    if not touched.update(touched_at=at, revision=F("revision") + 1):
        raise Closed
