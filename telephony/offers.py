"""Handing a callback to an agent, and getting it back. Whoever holds its token may go on; nobody else.

One conditional UPDATE decides who wins, and the database allows an agent one callback at a time. A callback that is
given back keeps its place, and no attempt is counted. Locks are taken in one order: callback, presence, audit trail.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import presence
from telephony.models import Callback, Presence
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

# In one statement the row is chosen, changed and read: claiming is what many do at once.
TAKE = """
UPDATE telephony_callback
   SET status = 'offered', offered_to_id = %(agent)s, lease_token = gen_random_uuid(),
       lease_until = %(lease_until)s, accepted_at = %(accepted_at)s, revision = revision + 1
 WHERE status = 'waiting' AND eligible_at <= %(at)s AND id = {which}
RETURNING *
"""
THIS_ONE = TAKE.format(which="%(callback)s")
THE_FIRST = TAKE.format(
    which="""(
    SELECT id
      FROM telephony_callback
     WHERE status = 'waiting' AND eligible_at <= %(at)s AND queue_id = ANY(%(queues)s)
       AND (owner_id IS NULL OR owner_id = %(agent)s OR owned_until IS NULL OR owned_until <= %(at)s)
     ORDER BY priority, place_at, id
     LIMIT 1
       FOR UPDATE SKIP LOCKED
)"""
)


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
        taken = _take(THIS_ONE, agent, at=at, lease_until=lease_until, callback=callback.pk)
        if taken:
            events.record(None, "callback.offered", callback, at=at, agent=agent.pk)
    _refresh(callback, taken)


def claim(callback: Callback, *, agent: User, at: datetime) -> None:
    """Take a callback from the list: offered and accepted in one. Who does so is ready, whatever they said before."""
    _refresh(callback, _claim(THIS_ONE, agent, at=at, callback=callback.pk))


def claim_next(queues: Iterable[int], *, agent: User, at: datetime) -> Callback | None:
    """Take the first of the queues that nobody else is just taking, and no colleague's own; none, if nothing is due there."""
    return _claim(THE_FIRST, agent, at=at, queues=list(queues))


def _claim(which: str, agent: User, *, at: datetime, **of: int | list[int]) -> Callback | None:
    with _one_each(), transaction.atomic():
        taken = _take(which, agent, at=at, lease_until=at + TIME_TO_DIAL, accepted_at=at, **of)
        if taken:
            _be_ready(agent, at=at)
            events.record(agent, "callback.claimed", taken, at=at)
    return taken


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
    which: str,
    agent: User,
    *,
    at: datetime,
    lease_until: datetime,
    accepted_at: datetime | None = None,
    **of: int | list[int],
) -> Callback | None:
    """Give the agent a callback that waits and is due: the one way out of the line. None: there is none, or not any more."""
    values = {
        "agent": agent.pk,
        "at": at,
        "lease_until": lease_until,
        "accepted_at": accepted_at,
    }
    return next(iter(Callback.objects.raw(which, values | of)), None)


def _refresh(callback: Callback, taken: Callback | None) -> None:
    """Read the callback anew, and say why it was not taken."""
    callback.refresh_from_db()
    if taken is None:
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
