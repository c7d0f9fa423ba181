"""Asking a driver to ring: once per attempt. PostgreSQL knows what is to be placed; Celery is the bell.

`placed_at` is set by one conditional UPDATE that commits before the driver is asked, outside of any transaction. Whatever
happens after that (an exception, a time-out, a worker that is killed), nobody asks a second time by themselves.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from contactcenter import encryption
from contactcenter.audit import events
from telephony import outcomes
from telephony.drivers.base import Capability, Driver, Leg, NotPlaced, Outcome, Placed
from telephony.models import Attempt, Callback

SAID_BY_SWITCH = {  # a switch can say that nobody was reached; that somebody was, only the agent
    outcome: Attempt.Outcome(outcome)
    for outcome in (
        Outcome.BUSY,
        Outcome.NO_ANSWER,
        Outcome.REJECTED,
        Outcome.INVALID_NUMBER,
        Outcome.NETWORK_FAILURE,
        Outcome.CANCELLED,
    )
}
logger = logging.getLogger(__name__)

State = Attempt.State
PLACED_WITHIN = timedelta(seconds=30)  # later, nobody sits waiting for it any more
ANSWERS_WITHIN = timedelta(seconds=30)  # longer than a driver waits for its switch
SILENT_FOR = timedelta(minutes=10)  # of an agent's browser, in the middle of a call


def place(pk: UUID, *, driver: Driver, at: datetime) -> None:
    """Let the driver ring, unless that was asked for already, is over, or is too old."""
    attempt = _claim(pk, at=at)
    if attempt is None:
        return
    try:
        placed = _ask(driver, attempt, at=at)
    except NotPlaced as error:
        logger.warning("Attempt %s was not placed: %s", pk, error)
        _settle(attempt, Attempt.Outcome.NETWORK_FAILURE, at=at)
    except Exception:
        logger.exception("Attempt %s may have rung", pk)
        _settle(attempt, None, at=at)
    else:
        _keep(attempt, placed, at=at)


def find_unknown(*, driver: Driver, at: datetime) -> int:
    """Look into every attempt of which nothing was heard for too long; answer how many have to be shown to a person."""
    silent = Attempt.objects.filter(state=State.PREPARED)
    found = 0
    for attempt in silent.filter(placed_at=None, created_at__lte=at - PLACED_WITHIN):
        _settle(attempt, Attempt.Outcome.CANCELLED, at=at)
    for attempt in silent.filter(placed_at__lte=at - ANSWERS_WITHIN):
        found += _look_into(attempt, driver=driver, at=at)
    return found


def rings_by_itself(driver: Driver) -> bool:
    return Capability.ORIGINATE in driver.capabilities


def _claim(pk: UUID, *, at: datetime) -> Attempt | None:
    """Say, for good, that the driver is being asked. The callback's row is the lock: nobody cancels it meanwhile."""
    with transaction.atomic(durable=True):
        dialling = Callback.objects.filter(attempts=pk, status=Callback.Status.DIALLING)
        if not dialling.select_for_update(no_key=True).exists():
            return None
        fresh = Attempt.objects.filter(pk=pk, state=State.PREPARED, placed_at=None)
        if not fresh.filter(created_at__gt=at - PLACED_WITHIN).update(placed_at=at):
            return None
    return Attempt.objects.select_related("callback__queue", "agent").get(pk=pk)


def _ask(driver: Driver, attempt: Attempt, *, at: datetime) -> Placed:
    """Ring the agent first, then the resident: nobody is rung by silence. No name goes out, only the city's number."""
    callback = attempt.callback
    return driver.place(
        attempt.pk,
        Leg("agent", attempt.agent.email),
        Leg("citizen", encryption.decrypt(callback.number)),
        caller_id=settings.CALLER_ID,
        ring_seconds=callback.queue.ring_seconds,
        at=at,
    )


def _keep(attempt: Attempt, placed: Placed, *, at: datetime) -> None:
    if not placed.is_certain:
        _settle(attempt, None, at=at)
        return
    Attempt.objects.filter(pk=attempt.pk, state=State.PREPARED).update(
        state=State.PLACED, provider_ref=placed.provider_ref
    )


@transaction.atomic
def _settle(attempt: Attempt, outcome: Attempt.Outcome | None, *, at: datetime) -> None:
    """End an attempt whose outcome is certain, show it to a person otherwise; unless somebody was faster."""
    Callback.objects.select_for_update(no_key=True).get(pk=attempt.callback_id)
    still = Attempt.objects.select_related("callback__queue__line", "callback__slot", "agent")
    found = still.filter(pk=attempt.pk, state=State.PREPARED, placed_at=attempt.placed_at).first()
    if found is None:
        return
    if outcome:
        outcomes.end(found, outcome, at=at)
        action = "callback.attempt_ended"
    else:
        outcomes.doubt(found, at=at)
        action = "callback.may_have_rung"
    events.record(None, action, found.callback, at=at, attempt=found.number, outcome=found.outcome)


def _look_into(attempt: Attempt, *, driver: Driver, at: datetime) -> bool:
    """Ask the switch what became of the attempt, if it can be asked; answer whether a person has to say."""
    try:
        state = driver.lookup(attempt.pk, attempt.provider_ref, at=at)
    except Exception:  # whatever a switch does: then a person says
        logger.exception("Nothing is known of attempt %s", attempt.pk)
        _settle(attempt, None, at=at)
        return True
    outcome = Attempt.Outcome.CANCELLED if state is None else SAID_BY_SWITCH.get(state.outcome)
    _settle(attempt, outcome, at=at)
    return outcome is None
