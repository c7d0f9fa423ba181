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
from telephony.models import UNDER_WAY, Attempt, Callback

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
        return open_contact(callback, agent=agent) or contacts.start(
            Contact.Channel.PHONE, agent=agent, at=at, callback=callback
        )


def take_next(*, agent: User, at: datetime) -> Contact | None:
    """Claim the first that is due in the agent's queues, and open a contact for it; none, if nothing is left."""
    with transaction.atomic():
        callback = offers.claim_next(agent=agent, at=at)
        if callback is None:
            return None
        return contacts.start(Contact.Channel.PHONE, agent=agent, at=at, callback=callback)


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
        offers.decline(callback, callback.lease_token, agent=agent, at=at)
        if contact:
            drop_if_empty(contact, agent=agent, at=at)


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
        attempts.report(attempt, outcome, agent=agent, at=at)
        if contact and outcome != Attempt.Outcome.REACHED:
            drop_if_empty(contact, agent=agent, at=at)


def drop_if_empty(contact: Contact, *, agent: User, at: datetime) -> bool:
    """Remove a contact in which nobody has written, chosen or looked up anything; answer whether it is gone."""
    untouched = Contact.objects.still_open().filter(
        pk=contact.pk, revision=0, urgent="", call=None, identity_checks=None, look_ups=None
    )
    with transaction.atomic():
        found = untouched.select_for_update(of=["self"]).first()
        if found is None:
            return False
        found.delete()
        events.record(agent, "contact.dropped", contact, at=at, contact=contact.pk)
    return True
