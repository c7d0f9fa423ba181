"""Handing a callback to an agent, and getting it back. Whoever holds its token may go on; nobody else.

One conditional UPDATE decides who wins, and the database allows an agent one callback at a time. A callback that is
given back keeps its place, and no attempt is counted. Locks are taken in one order: callback, presence, audit trail.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import presence
from telephony.models import Callback, Presence, Queue
from telephony.models.callbacks import CallbackQuerySet

Status = Callback.Status
TIME_TO_DIAL = timedelta(minutes=3)  # from "I take it" to dialling: to read what is known
ONE_EACH = "one_callback_at_a_time_per_agent"
GIVEN_BACK = {
    "status": Status.WAITING,
    "offered_to": None,
    "lease_token": None,
    "lease_until": None,
    "accepted_at": None,
    "revision": F("revision") + 1,
}


class AlreadyTaken(Exception):
    """A colleague was faster, or the callback is over."""


class TooEarly(Exception):
    """The callback waits, but it may not be rung yet."""


class HasOne(Exception):
    """The agent holds a callback already."""


class Busy(Exception):
    """The agent is in a call."""


class NotYours(Exception):
    """The offer has run out, or was never this agent's."""


def offer(callback: Callback, agent: User, *, at: datetime) -> None:
    """Ring at the agent's desk: they have as long as the queue says to take it."""
    lease_until = at + timedelta(seconds=callback.queue.lease_seconds)
    with _one_each(), transaction.atomic():
        _take(callback, agent, at=at, accepted_at=None, lease_until=lease_until)
        events.record(None, "callback.offered", callback, at=at, agent=agent.pk)


def claim(callback: Callback, *, agent: User, at: datetime) -> None:
    """Take a callback from the list: offered and accepted in one. Who does so is ready, whatever they said before."""
    with _one_each(), transaction.atomic():
        _claim(callback, agent, at=at)


def claim_next(*, agent: User, at: datetime) -> Callback | None:
    """Take the first of the agent's queues that nobody else is just taking; none, if nothing is due there."""
    with _one_each(), transaction.atomic():
        theirs = Callback.objects.due(at).filter(queue__in=Queue.objects.active().of_agent(agent))
        callback = theirs.in_order().select_for_update(skip_locked=True, of=["self"]).first()
        if callback:
            _claim(callback, agent, at=at)
    return callback


def _claim(callback: Callback, agent: User, *, at: datetime) -> None:
    _take(callback, agent, at=at, accepted_at=at, lease_until=at + TIME_TO_DIAL)
    _be_ready(agent, at=at)
    events.record(agent, "callback.claimed", callback, at=at)


def accept(callback: Callback, token: uuid.UUID, *, agent: User, at: datetime) -> None:
    """Take what is offered. Whoever presses twice has accepted it once."""
    with transaction.atomic():
        held = _held(callback, token, agent).filter(lease_until__gt=at)
        won = held.filter(accepted_at=None).update(
            accepted_at=at, lease_until=at + TIME_TO_DIAL, revision=F("revision") + 1
        )
        if not (won or held.exists()):
            raise NotYours
        callback.refresh_from_db()
        if won:
            events.record(agent, "callback.accepted", callback, at=at)


def decline(callback: Callback, token: uuid.UUID, *, agent: User, at: datetime) -> None:
    """Give it back before anything is dialled. The agent is set away: else it would come straight back to them."""
    with transaction.atomic():
        if not _held(callback, token, agent).update(**GIVEN_BACK):
            raise NotYours
        callback.refresh_from_db()
        presence.step_away(agent, at=at)
        events.record(agent, "callback.declined", callback, at=at)


def expire(*, at: datetime) -> int:
    """Take back every offer whose time is out, or whose agent has gone; answer how many."""
    gone = Q(offered_to__presence__state__in=[Presence.State.BREAK, Presence.State.AWAY])
    over = Callback.objects.filter(gone | Q(lease_until__lte=at), status=Status.OFFERED)
    return sum(_expire(callback, at=at) for callback in over.select_related("offered_to"))


def _expire(callback: Callback, *, at: datetime) -> bool:
    """Take one back, unless its agent has just accepted it, or dialled: then its lease or its status is another."""
    agent, lease = callback.offered_to, callback.lease_until
    with transaction.atomic():
        held = Callback.objects.filter(pk=callback.pk, status=Status.OFFERED)
        held = held.filter(lease_token=callback.lease_token, lease_until=lease)
        taken_back = bool(agent and held.update(**GIVEN_BACK))
        if agent and taken_back:
            presence.step_away(agent, at=at)
            events.record(None, "callback.offer_expired", callback, at=at, agent=agent.pk)
    return taken_back


def _held(callback: Callback, token: uuid.UUID, agent: User) -> CallbackQuerySet:
    return Callback.objects.filter(
        pk=callback.pk, status=Status.OFFERED, offered_to=agent, lease_token=token
    )


def _take(
    callback: Callback,
    agent: User,
    *,
    at: datetime,
    accepted_at: datetime | None,
    lease_until: datetime,
) -> None:
    """Give a waiting callback to the agent, or raise: the one place where a callback leaves the line."""
    won = (
        Callback.objects.due(at)
        .filter(pk=callback.pk)
        .update(
            status=Status.OFFERED,
            offered_to=agent,
            lease_token=uuid.uuid4(),
            lease_until=lease_until,
            accepted_at=accepted_at,
            revision=F("revision") + 1,
        )
    )
    callback.refresh_from_db()
    if not won:
        raise TooEarly if callback.status == Status.WAITING else AlreadyTaken


def _be_ready(agent: User, *, at: datetime) -> None:
    match presence.of(agent).state:
        case Presence.State.READY:
            return
        case Presence.State.IN_CALL:
            raise Busy
    presence.enter(agent, Presence.State.READY, at=at)


@contextmanager
def _one_each() -> Iterator[None]:
    """Name the constraint that refuses an agent a second callback."""
    try:
        yield
    except IntegrityError as error:
        if ONE_EACH not in str(error):
            raise
        raise HasOne from error
