"""Opening a closed contact again: it becomes the open contact of whoever opens it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, TextChoices
from django.utils.translation import gettext_lazy as _

from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.audit import events

# Later a new contact is started, which may name the old one's code: a month's figures stand still one day.
OPEN_AGAIN_WITHIN = timedelta(days=30)


class Reason(TextChoices):
    """Opening again shows what was written, so the log wants to know why, as for reading it."""

    RETURNED = "returned", _("The resident is back about the same matter")
    NOT_FINISHED = "not_finished", _("Something is left to do")
    BY_MISTAKE = "by_mistake", _("It was closed by mistake")


class AlreadyOpen(Exception):
    """A second click, or a colleague, opened it before."""


class TooLate(Exception):
    """The contact was closed too long ago."""


def is_possible(contact: Contact, *, at: datetime) -> bool:
    return contact.closed_at is not None and contact.closed_at > at - OPEN_AGAIN_WITHIN


@transaction.atomic
def reopen(contact: Contact, *, reason: str, agent: User, at: datetime) -> None:
    """Make it the agent's open contact. One conditional UPDATE decides who does, when two press at the same moment."""
    recently_closed = Contact.objects.filter(pk=contact.pk, closed_at__gt=at - OPEN_AGAIN_WITHIN)
    was_reopened = recently_closed.update(
        closed_at=None, agent=agent, touched_at=at, revision=F("revision") + 1
    )
    before = contact.agent_id
    contact.refresh_from_db()
    if not was_reopened:
        raise AlreadyOpen if contact.is_open else TooLate
    events.record(
        agent,
        "contact.reopened",
        contact,
        at=at,
        contact=contact.pk,
        purpose=reason,
        agent_before=before,
    )
