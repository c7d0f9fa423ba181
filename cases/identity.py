"""Making sure who asks, before anything is looked up: a way is chosen, tried, and it either holds or it does not.

It holds for ten minutes, for that person, in that contact, for that agent. The number itself is kept nowhere: between the
steps it travels in the page, sealed.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from cryptography.fernet import InvalidToken
from django.db import transaction

from cases import e_identification
from cases.e_identification import Result
from cases.models import Contact, IdentityCheck, SafeContact
from contactcenter import encryption
from contactcenter.accounts.models import User
from contactcenter.audit import events, pseudonyms
from contactcenter.audit.pseudonyms import Pseudonym
from contactcenter.personal_numbers import PersonalNumber

Method = IdentityCheck.Method

HOLDS = timedelta(minutes=10)  # from when it was confirmed
PATIENCE = timedelta(
    minutes=30
)  # from when it was begun: hanging up and ringing back takes a while


class Refused(Exception):
    """A step was taken that does not follow on the one before."""


class ContactClosed(Refused):
    """Identity is established, and somebody looked up, in an open contact of one's own only."""


class WayNotOffered(Refused):
    """This way does not go with the contact."""


class NotValid(Refused):
    """The seal is not ours, belongs to another contact or agent, or is too old."""


class NotConfirmed(Refused):
    """Nobody has made sure yet, or it was found not to be the person."""


@dataclass(frozen=True)
class Identity:
    """Whom a check is about."""

    number: PersonalNumber
    check: IdentityCheck

    @cached_property
    def pseudonym(self) -> Pseudonym:
        return Pseudonym(self.check.subject)

    @property
    def is_confirmed(self) -> bool:
        return self.check.confirmed_at is not None

    @property
    def holds_until(self) -> datetime:
        """Answer until when it may be confirmed or, once it is, used."""
        if self.check.confirmed_at:
            return self.check.confirmed_at + HOLDS
        return self.check.begun_at + PATIENCE


def ways(contact: Contact) -> list[Method]:
    """Answer how it can be made sure here: in person on visits only, no ringing back where that may put somebody in danger."""
    offered = [Method.CALL_BACK, Method.CONTROL_QUESTIONS]
    if SafeContact.objects.filter(contact=contact, do_not_ring=True).exists():
        offered.remove(Method.CALL_BACK)
    if e_identification.is_offered():
        offered.append(Method.BANKID)
    if contact.channel == Contact.Channel.VISIT:
        offered.insert(0, Method.IN_PERSON)
    return offered


def begin(
    number: PersonalNumber, method: Method, *, contact: Contact, agent: User, at: datetime
) -> Identity:
    """Begin to make sure that it is this person. With BankID their app asks them from now on."""
    if method not in ways(contact):
        raise WayNotOffered
    subject = pseudonyms.of(number.digits, year=at.year)
    with transaction.atomic():
        require_open(contact, agent=agent)
        check = IdentityCheck.objects.create(
            contact=contact, agent=agent, subject=subject.value, method=method, begun_at=at
        )
        events.record(agent, "identity.begun", subject, at=at, contact=contact.pk, method=method)
    identity = Identity(number, check)
    if method == Method.BANKID:
        _begin_at_partner(identity, at=at)
    return identity


def confirm(identity: Identity, *, at: datetime) -> None:
    """Write down that the agent has made sure. BankID is confirmed by its partner, never by the agent's word."""
    if identity.check.method == Method.BANKID:
        raise NotConfirmed
    _settle(identity, at=at, is_person=True)


def give_up(identity: Identity, *, at: datetime) -> None:
    """Write down that it could not be made sure."""
    _settle(identity, at=at, is_person=False)


def ask_partner(identity: Identity, *, at: datetime) -> Result:
    """Fetch how far the person has come, and settle the check when they are done."""
    reference = identity.check.reference
    if not reference:
        raise NotConfirmed
    if identity.is_confirmed:
        return Result.CONFIRMED
    result = e_identification.partner().result(reference)
    if result is not Result.WAITING:
        _settle(identity, at=at, is_person=result is Result.CONFIRMED)
    return result


def seal(identity: Identity) -> str:
    """Answer what the page carries to the next step: unreadable, and of no use in another contact or to another agent."""
    return encryption.encrypt(
        json.dumps({"check": identity.check.pk, "number": identity.number.digits})
    )


def unseal(sealed: str, *, contact: Contact, agent: User, at: datetime) -> Identity:
    """Open what the page carried. The check's own row says whose it is, how it stands, and how long it holds."""
    try:
        content = json.loads(encryption.decrypt(sealed))
        pk, number = content["check"], PersonalNumber(content["number"])
    except (InvalidToken, ValueError, TypeError, KeyError):
        raise NotValid from None
    check = IdentityCheck.objects.filter(pk=pk, contact=contact, agent=agent).first()
    if check is None or check.failed_at:
        raise NotValid
    identity = Identity(number, check)
    if at >= identity.holds_until:
        raise NotValid
    return identity


def require_confirmed(identity: Identity, *, contact: Contact, agent: User, at: datetime) -> None:
    """Let only somebody go on who has made sure, in this contact, no longer than ten minutes ago. Inside a transaction."""
    require_open(contact, agent=agent)
    check = identity.check
    check.refresh_from_db()
    if (check.contact_id, check.agent_id) != (contact.pk, agent.pk) or at >= identity.holds_until:
        raise NotValid
    if not identity.is_confirmed:
        raise NotConfirmed


def require_open(contact: Contact, *, agent: User) -> None:
    """Keep the contact from being closed until the transaction ends."""
    its_own = Contact.objects.still_open().of_agent(agent).filter(pk=contact.pk)
    if not its_own.select_for_update(no_key=True).exists():
        raise ContactClosed


def _begin_at_partner(identity: Identity, *, at: datetime) -> None:
    """Outside the transaction: the partner may be slow, and what it is asked is written down before."""
    try:
        identity.check.reference = e_identification.partner().begin(identity.number)
    except e_identification.Unavailable:
        give_up(identity, at=at)
        raise
    identity.check.save(update_fields=["reference"])


@transaction.atomic
def _settle(identity: Identity, *, at: datetime, is_person: bool) -> None:
    """Confirm or fail the check, once: whoever comes second changes nothing, and is refused if it ended otherwise."""
    check = identity.check
    require_open(check.contact, agent=check.agent)
    column = "confirmed_at" if is_person else "failed_at"
    unsettled = IdentityCheck.objects.filter(pk=check.pk, confirmed_at=None, failed_at=None)
    settled = unsettled.update(**{column: at})
    check.refresh_from_db()
    if settled:
        action = "identity.confirmed" if is_person else "identity.failed"
        events.record(
            check.agent,
            action,
            identity.pseudonym,
            at=at,
            contact=check.contact_id,
            method=check.method,
        )
    elif getattr(check, column) is None:
        raise NotConfirmed
