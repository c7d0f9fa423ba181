"""How somebody may be reached without danger: kept for a purpose, unreadable in the database, gone with one click."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from cases import contacts
from cases.models import Contact, SafeContact
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.encryption import decrypt, encrypt
from contactcenter.phone_numbers import fingerprint, shown


class Outdated(Exception):
    """Somebody wrote, or removed it, after the page was shown."""


@dataclass(frozen=True)
class Readable:
    """What is kept, as people read it. `dial`: what a telephone dials."""

    stored: SafeContact
    number: str
    dial: str
    pass_phrase: str

    @property
    def wishes(self) -> list[str]:
        """Say in whole sentences what not to do, the most dangerous first."""
        sentences = [
            (self.stored.do_not_ring, _("Do not ring.")),
            (self.stored.do_not_say_who, _("Do not say who is calling.")),
            (self.stored.no_message, _("Leave no message.")),
        ]
        return [sentence for holds, sentence in sentences if holds]

    @property
    def is_for_another(self) -> bool:
        """Say whether the caller rings for somebody else, whose consent matters."""
        alone = {SafeContact.Caller.SELF, SafeContact.Caller.CHILD}
        return self.stored.caller not in alone


def of(contact: Contact) -> Readable | None:
    """Answer what is kept for the contact, readably; None where nothing is."""
    stored = SafeContact.objects.filter(contact=contact).first()
    if stored is None:
        return None
    given = decrypt(stored.number) if stored.number else ""
    number = PhoneNumber.from_string(given, region="SE") if given else None
    return Readable(
        stored=stored,
        number=shown(number) if number else "",
        dial=number.as_e164 if number else "",
        pass_phrase=decrypt(stored.pass_phrase) if stored.pass_phrase else "",
    )


@transaction.atomic
def keep(
    contact: Contact,
    *,
    number: PhoneNumber | None,
    pass_phrase: str,
    revision: int,
    agent: User,
    at: datetime,
    **facts: Any,
) -> None:
    """Keep it in the place of what was kept before, unless somebody else has been there since `revision`; 0: nothing was.

    The contact's row is the lock. The trail keeps what it is for, never what it is.
    """
    contacts.touch(contact, at=at)
    before = SafeContact.objects.filter(contact=contact).values_list("revision", flat=True).first()
    if (before or 0) != revision:
        raise Outdated
    secrets = {
        "number": encrypt(shown(number)) if number else "",
        "number_hash": fingerprint(number) if number else "",
        "pass_phrase": encrypt(pass_phrase) if pass_phrase else "",
    }
    SafeContact.objects.update_or_create(
        contact=contact, defaults={**facts, **secrets, "revision": revision + 1}
    )
    events.record(
        agent,
        "contact.safe_contact_kept",
        contact,
        at=at,
        contact=contact.pk,
        purpose=facts["purpose"],
    )


@transaction.atomic
def remove(contact: Contact, *, agent: User, at: datetime) -> None:
    """Forget it, also when the contact is closed. A second click forgets nothing more."""
    removed, _rows = SafeContact.objects.filter(contact=contact).delete()
    if removed:
        Contact.objects.filter(pk=contact.pk).update(revision=F("revision") + 1)
        events.record(agent, "contact.safe_contact_removed", contact, at=at, contact=contact.pk)
