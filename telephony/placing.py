"""Asking a driver to ring: once per attempt. PostgreSQL knows what is to be placed; Celery is the bell.

`placed_at` is set by one conditional UPDATE that commits before the driver is asked, outside of any transaction. Whatever
happens after that (an exception, a time-out, a worker that is killed), nobody asks a second time by themselves.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from contactcenter import encryption
from telephony import outcomes
from telephony.drivers.base import (
    CallState,
    Capability,
    Driver,
    Leg,
    NotPlaced,
    Outcome,
    Placed,
)
from telephony.models import Attempt, Callback

logger = logging.getLogger(__name__)

State = Attempt.State
Verdict = Attempt.Outcome | Attempt.State  # how it ended; or that it goes on, or is unknown
PLACED_WITHIN = timedelta(seconds=30)  # later, nobody sits waiting for it any more
ANSWERS_WITHIN = timedelta(seconds=20)  # longer than a driver waits for its switch
SILENT_FOR = timedelta(minutes=10)  # the browser of an agent who is gone
SAID_BY_SWITCH = {  # a switch can say that nobody was reached; that somebody was, only the agent
    Outcome.BUSY: Attempt.Outcome.BUSY,
    Outcome.NO_ANSWER: Attempt.Outcome.NO_ANSWER,
    Outcome.REJECTED: Attempt.Outcome.REJECTED,
    Outcome.INVALID_NUMBER: Attempt.Outcome.INVALID_NUMBER,
    Outcome.NETWORK_FAILURE: Attempt.Outcome.NETWORK_FAILURE,
    Outcome.CANCELLED: Attempt.Outcome.CANCELLED,
}


def rings_by_itself(driver: Driver) -> bool:
    """Tell whether a worker asks the driver; otherwise the agent dials, and has placed it by that."""
    return Capability.ORIGINATE in driver.capabilities


def place(pk: UUID, *, driver: Driver, at: datetime) -> None:
    """Let the driver ring, unless that was asked for already, is over, or is too old."""
    attempt = _claim(pk, at=at)
    if attempt:
        _write_down(attempt, _ask(driver, attempt, at=at), at=at)


def find_unknown(*, driver: Driver, at: datetime) -> int:
    """Look into every attempt of which nothing was heard for too long; answer how many a person now has to see."""
    not_ended = Attempt.objects.select_related("callback__queue", "agent")
    prepared = not_ended.filter(state=State.PREPARED)
    for attempt in prepared.filter(placed_at=None, created_at__lte=at - PLACED_WITHIN):
        _write_down(attempt, Attempt.Outcome.CANCELLED, at=at)  # nobody was asked: nothing rang
    gone = Q(agent__presence=None) | Q(agent__presence__seen_at__lte=at - SILENT_FOR)
    left = not_ended.filter(gone, state=State.PLACED, placed_at__lte=at - SILENT_FOR)
    found = 0
    for attempt in [*prepared.filter(placed_at__lte=at - ANSWERS_WITHIN), *left]:
        verdict = _look_up(driver, attempt, at=at)
        _write_down(attempt, verdict, at=at)
        found += verdict == State.UNKNOWN
    return found


def _claim(pk: UUID, *, at: datetime) -> Attempt | None:
    """Say, for good, that the driver is being asked. The callback's row is the lock: nobody cancels it meanwhile."""
    with transaction.atomic(durable=True):
        dialling = Callback.objects.filter(attempts=pk, status=Callback.Status.DIALLING)
        if not dialling.select_for_update(no_key=True, of=["self"]).first():
            return None
        fresh = Attempt.objects.filter(pk=pk, state=State.PREPARED, placed_at=None)
        if not fresh.filter(created_at__gt=at - PLACED_WITHIN).update(placed_at=at):
            return None
    return Attempt.objects.select_related("callback__queue", "agent").get(pk=pk)


def _ask(driver: Driver, attempt: Attempt, *, at: datetime) -> Verdict:
    """Ring the agent first, then the resident: nobody is rung by silence. No name goes out, only the city's number."""
    callback = attempt.callback
    try:
        placed = driver.place(
            attempt.pk,
            Leg("agent", attempt.agent.email),
            Leg("citizen", encryption.decrypt(callback.number)),
            caller_id=settings.CALLER_ID,
            ring_seconds=callback.queue.ring_seconds,
            at=at,
        )
    except NotPlaced as error:
        logger.warning("Attempt %s was not placed: %s", attempt.pk, error)
        return Attempt.Outcome.NETWORK_FAILURE
    except Exception:  # whatever went wrong: it may ring
        logger.exception("Attempt %s may have rung", attempt.pk)
        return State.UNKNOWN
    _keep_reference(attempt, placed)
    return State.PLACED if placed.is_certain else State.UNKNOWN


def _keep_reference(attempt: Attempt, placed: Placed) -> None:
    """Keep what the switch calls the call, so that it can be asked about it later."""
    if placed.provider_ref:
        Attempt.objects.filter(pk=attempt.pk).update(provider_ref=placed.provider_ref)


def _look_up(driver: Driver, attempt: Attempt, *, at: datetime) -> Verdict:
    """Ask the switch what became of the attempt, if it can be asked."""
    if Capability.LOOKUP not in driver.capabilities or attempt.driver != driver.name:
        return State.UNKNOWN
    try:
        return _read(driver.lookup(attempt.pk, attempt.provider_ref, at=at))
    except Exception:  # whatever went wrong: a person says
        logger.exception("Nothing is known of attempt %s", attempt.pk)
        return State.UNKNOWN


def _read(said: CallState | None) -> Verdict:
    if said is None:  # it was never placed
        return Attempt.Outcome.CANCELLED
    if said.has_ended:
        return SAID_BY_SWITCH.get(said.outcome or Outcome.UNKNOWN, State.UNKNOWN)
    return State.UNKNOWN if said.outcome else State.PLACED


@transaction.atomic
def _write_down(attempt: Attempt, verdict: Verdict, *, at: datetime) -> None:
    """Write down what is known, unless somebody was faster."""
    Callback.objects.select_for_update(no_key=True).get(pk=attempt.callback_id)
    whole = Attempt.objects.select_related("callback__queue__line", "callback__slot", "agent")
    found = whole.filter(pk=attempt.pk, state=attempt.state, placed_at=attempt.placed_at).first()
    if found is None:
        return
    if verdict == State.PLACED:
        Attempt.objects.filter(pk=found.pk).update(state=State.PLACED)
        return
    if isinstance(verdict, Attempt.Outcome):
        outcomes.end(found, verdict, by=None, at=at)
    else:
        outcomes.doubt(found, at=at)
