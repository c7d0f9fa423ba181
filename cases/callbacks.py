"""Ringing somebody back from the desk: the callback, and the contact in which it is kept, in one act."""

import uuid
from datetime import datetime

from django.db import transaction

from cases import contacts
from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import attempts, dial_time, offers, placing
from telephony.drivers import registry
from telephony.models import UNDER_WAY, Attempt, Callback, Queue

# What an agent can say of a call, in the order of the keys: 1, 2, 3 …
OUTCOMES = [
    Attempt.Outcome.REACHED,
    Attempt.Outcome.NO_ANSWER,
    Attempt.Outcome.BUSY,
    Attempt.Outcome.REJECTED,
    Attempt.Outcome.ANSWERING_MACHINE,
    Attempt.Outcome.INVALID_NUMBER,
    Attempt.Outcome.NETWORK_FAILURE,
]


def take(
    callback: Callback, token: uuid.UUID | None = None, *, agent: User, at: datetime
) -> Contact:
    """Accept what is offered, by its token, or claim what waits; answer the contact that is opened for it.

    Whoever takes it twice comes back to the contact that is open.
    """
    with transaction.atomic():
        if token:
            offers.accept(callback, token, agent=agent, at=at)
        else:
            offers.claim(callback, agent=agent, at=at)
        return _contact_for(callback, agent=agent, at=at)


def take_next(*, agent: User, at: datetime) -> Contact | None:
    """Claim the first that is due in the agent's queues, and open a contact for it; none, if nothing is left."""
    with transaction.atomic():
        callback = offers.claim_next(_answered_now(agent, at=at), agent=agent, at=at)
        return _contact_for(callback, agent=agent, at=at) if callback else None


def _answered_now(agent: User, *, at: datetime) -> list[int]:
    """Answer in which of the agent's queues somebody may be rung now: whom a closed line would refuse is no next one."""
    mine = Queue.objects.active().of_agent(agent).select_related("line__unit")
    return [pk for pk, first in dial_time.first_times(mine, at=at).items() if first == at]


def _contact_for(callback: Callback, *, agent: User, at: datetime) -> Contact:
    """Come back to the agent's contact from an earlier try, or open one."""
    return open_contact(callback, agent=agent) or contacts.start(
        Contact.Channel.PHONE, agent=agent, at=at, callback=callback
    )


def open_contact(callback: Callback, *, agent: User) -> Contact | None:
    """Answer the agent's contact with the callback that is still open: what they wrote before they tried again stands there."""
    mine = Contact.objects.still_open().of_agent(agent).filter(callback=callback)
    return mine.order_by("pk").first()


def is_held(callback: Callback, *, agent: User) -> bool:
    """Say whether it is the agent's now, by the row as it was read."""
    return callback.status in UNDER_WAY and callback.offered_to_id == agent.pk


def ring(callback: Callback, contact: Contact, *, agent: User, at: datetime) -> None:
    """Write the attempt down, and ring. When it may not be rung, its contact goes unless something is written there.

    The agent's own phone dials by a link; pressing our button is what counts as dialled.
    """
    try:
        attempt = _begin(callback, agent=agent, at=at)
    except (dial_time.Refused, offers.NotYours):
        callback.refresh_from_db()
        if not is_held(callback, agent=agent):  # it is, for the second of a double click
            drop_if_empty(contact, agent=agent, at=at)
        raise
    driver = registry.driver()
    if not placing.rings_by_itself(driver):
        placing.place(attempt.pk, driver=driver, at=at)


def _begin(callback: Callback, *, agent: User, at: datetime) -> Attempt:
    if callback.lease_token is None:
        raise offers.NotYours
    return attempts.begin(callback, callback.lease_token, agent=agent, at=at)


def give_back(callback: Callback, contact: Contact | None, *, agent: User, at: datetime) -> None:
    """Take it not, or not after all; an empty contact goes with it."""
    if callback.lease_token is None:
        raise offers.NotYours
    with transaction.atomic():
        empty = _empty(contact)
        offers.decline(callback, callback.lease_token, agent=agent, at=at)
        if empty:
            _drop(empty, agent=agent, at=at)


def report(
    contact: Contact | None,
    attempt: Attempt,
    outcome: Attempt.Outcome,
    *,
    agent: User,
    at: datetime,
) -> None:
    """Tell what came of the call. A contact in which nobody was reached and nothing was written is no contact: it goes."""
    with transaction.atomic():
        empty = None if outcome == Attempt.Outcome.REACHED else _empty(contact)
        attempts.report(attempt, outcome, agent=agent, at=at)
        if empty:
            _drop(empty, agent=agent, at=at)


@transaction.atomic
def drop_if_empty(contact: Contact, *, agent: User, at: datetime) -> bool:
    """Remove a contact in which nobody has written, chosen or looked up anything; answer whether it is gone."""
    empty = _empty(contact)
    if empty:
        _drop(empty, agent=agent, at=at)
    return empty is not None


def _empty(contact: Contact | None) -> Contact | None:
    """Answer the contact if nothing stands there, and lock it: before the callback, and long before the audit trail."""
    if contact is None:
        return None
    untouched = Contact.objects.still_open().filter(
        pk=contact.pk, revision=0, urgent="", call=None, identity_checks=None, look_ups=None
    )
    return untouched.select_for_update(of=["self"]).first()


def _drop(contact: Contact, *, agent: User, at: datetime) -> None:
    Contact.objects.filter(pk=contact.pk).delete()
    events.record(agent, "contact.dropped", contact, at=at, contact=contact.pk)
