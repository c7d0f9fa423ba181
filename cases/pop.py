"""What an agent sees of a call that rings, and the contact that is opened for it.

Nothing here says who rings: the line, the language, how long they have waited, and codes of what this number has with us
today. Whatever a code leads to asks for its own permission and purpose.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases import contacts
from cases.clocks import as_clock
from cases.models import Contact
from cases.models.contacts import LANGUAGES
from contactcenter.accounts.models import User
from telephony.models import Call, Callback


@dataclass(frozen=True)
class Pop:
    """waited: in line, until it was answered or until now."""

    call: Call
    waited: timedelta
    callbacks: list[Callback]
    contacts: list[Contact]
    own: Contact | None  # the one that was opened for this call

    @property
    def language(self) -> str:
        """Answer the language's name, if the caller has chosen one."""
        return str(dict(LANGUAGES).get(self.call.language, ""))

    @property
    def clock(self) -> str:
        """Write the wait as a clock does."""
        return as_clock(int(self.waited.total_seconds()))


def of(call: Call, *, at: datetime) -> Pop:
    return Pop(
        call=call,
        waited=waited(call, at=at),
        callbacks=live_callbacks(call),
        contacts=contacts_of_today(call, at=at),
        own=Contact.objects.filter(call=call).first(),
    )


def waited(call: Call, *, at: datetime) -> timedelta:
    began = call.queued_at or call.arrived_at
    until = call.answered_at or call.ended_at or at
    return max(until - began, timedelta())


def live_callbacks(call: Call) -> list[Callback]:
    """Answer what we have promised to this number; a hidden number has been promised nothing."""
    if not call.number_hash:
        return []
    promised = Callback.objects.live().filter(number_hash=call.number_hash)
    return list(promised.select_related("queue").order_by("promised_by", "pk"))


def contacts_of_today(call: Call, *, at: datetime) -> list[Contact]:
    if not call.number_hash:
        return []
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    earlier = Contact.objects.filter(
        call__number_hash=call.number_hash, opened_at__gte=midnight, is_training=False
    )
    return list(earlier.exclude(call=call).order_by("opened_at", "pk"))


@transaction.atomic
def open_contact(call: Call, *, agent: User, at: datetime) -> Contact:
    """Open the contact of the call, once: whoever presses twice, or after a colleague, comes to the same one."""
    call = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    there = Contact.objects.filter(call=call).first()
    if there:
        return there
    contact = contacts.start(Contact.Channel.PHONE, agent=agent, at=at)
    contact.call = call
    if call.language in dict(LANGUAGES):
        contact.language = call.language
    contact.save(update_fields=["call", "language"])
    return contact
