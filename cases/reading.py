"""Reading what was written in a closed contact. It is about a resident, so it takes a purpose, and is recorded first.

That holds for the agent's own contacts, too, from the moment they are closed: docs/decisions/0074-reading-takes-a-purpose.md
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.models import Contact, SafeContact
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.encryption import decrypt

ENCRYPTED = ("number", "pass_phrase")


class Purpose(TextChoices):
    """What somebody may read a closed contact for."""

    RETURNED = "returned", _("The resident is back about the same matter")
    HANDOVER = "handover", _("The district asks about the matter")
    COMPLAINT = "complaint", _("A complaint about how we answered")
    EXTRACT = "extract", _("The resident wants to know what is kept")


@dataclass(frozen=True)
class Written:
    """What a contact holds about a person: by question number the note; how they may be reached."""

    notes: dict[int, str]
    safe_contact: SafeContact | None


def read(contact: Contact, *, purpose: str, on_paper: bool, agent: User, at: datetime) -> Written:
    """Record that the agent reads, and only then ask for what is read. What cannot be recorded is not read.

    on_paper: the agent means to print it.
    """
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
    noted = contact.questions.exclude(note="")
    return Written(dict(noted.values_list("number", "note")), _safe_contact(contact))


def _safe_contact(contact: Contact) -> SafeContact | None:
    """Answer how the person may be reached, readably."""
    safe = SafeContact.objects.filter(contact=contact).first()
    for field in ENCRYPTED if safe else []:
        if secret := getattr(safe, field):
            setattr(safe, field, decrypt(secret))
    return safe
