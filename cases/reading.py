"""Reading what was written in a closed contact. It is about a resident, so it takes a purpose, and is recorded first.

That holds for the agent's own contacts, too, from the moment they are closed: docs/decisions/0074-reading-takes-a-purpose.md
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import Error, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases import guide_runs, safe_contact
from cases.models import Contact, GuideRun
from cases.safe_contact import Readable
from contactcenter.accounts.models import User
from contactcenter.audit import events


class Purpose(TextChoices):
    """What somebody may read a closed contact for."""

    RETURNED = "returned", _("The resident is back about the same matter")
    HANDOVER = "handover", _("The district asks about the matter")
    COMPLAINT = "complaint", _("A complaint about how we answered")
    EXTRACT = "extract", _("The resident wants to know what is kept")


class NotRecorded(Exception):
    """That somebody reads could not be written down, so nothing may be shown."""


@dataclass(frozen=True)
class Written:
    """What a contact holds about a person: by question number the note; guides gone through; how they may be reached."""

    notes: dict[int, str]
    guide_runs: list[GuideRun]
    safe_contact: Readable | None


def read(contact: Contact, *, purpose: str, on_paper: bool, agent: User, at: datetime) -> Written:
    """Record that the agent reads, and only then ask for what is read. What cannot be recorded is not read.

    on_paper: the agent means to print it.
    """
    try:
        with transaction.atomic(durable=True):
            events.record(
                agent,
                "contact.read",
                contact,
                at=at,
                contact=contact.pk,
                purpose=purpose,
                on_paper=on_paper,
            )
    except Error as error:
        raise NotRecorded from error
    noted = contact.questions.exclude(note="")
    return Written(
        dict(noted.values_list("number", "note")),
        list(guide_runs.of(contact)),
        safe_contact.of(contact),
    )
