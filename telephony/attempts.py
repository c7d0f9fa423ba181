"""Ringing somebody back: checked at the last moment, written down before anything is dialled, and said how it went.

Only the agent says that somebody was reached. An attempt that may have rung is never made again by itself: a person says
what came of it. Locks are taken in one order: callback, number, presence, audit trail.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, TextChoices
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import dial_time, outcomes, placing, presence, relay
from telephony.drivers import registry
from telephony.drivers.base import Driver
from telephony.models import Attempt, Callback, Presence
from telephony.offers import NotYours

Outcome = Attempt.Outcome
State = Attempt.State
Status = Callback.Status


class AlreadyReported(Exception):
    """Somebody has said already how the attempt went, and said otherwise."""


class NotDialled(Exception):
    """Nobody has dialled yet: there is nothing to say about it but that it was not done."""


class Answer(TextChoices):
    """What a person says of an attempt that may have rung."""

    REACHED = "reached", _("Reached")
    NOT_REACHED = "not_reached", _("Not reached")
    RING_AGAIN = "ring_again", _("Ring again")


OUTCOMES = {
    Answer.REACHED: Outcome.REACHED,
    Answer.NOT_REACHED: Outcome.NO_ANSWER,
    Answer.RING_AGAIN: Outcome.CANCELLED,
}


def begin(callback: Callback, token: UUID, *, agent: User, at: datetime) -> Attempt:
    """Check everything once more and write the attempt down; a driver that rings by itself is told once that is kept.

    Raises NotYours for whoever does not hold the callback, and Refused when nobody may be rung now: the callback has
    taken its next step by then.
    """
    driver = registry.driver()
    health = driver.health()  # asked before anything is locked: a switch may be slow
    with transaction.atomic(durable=True):  # a refusal, too, is kept although it is raised
        held = _held(callback, token, agent=agent, at=at)
        refused = dial_time.refusal(held, agent=agent, health=health, at=at)
        if refused:
            outcomes.follow(held, refused.step, at=at)
            events.record(agent, "callback.not_dialled", held, at=at, reason=refused.reason)
        else:
            attempt = _prepare(held, driver, agent=agent, at=at)
            events.record(agent, "callback.dialled", held, at=at, attempt=attempt.number)
    callback.refresh_from_db()
    if refused:
        raise refused
    return attempt


def report(attempt: Attempt, outcome: Outcome, *, agent: User, at: datetime) -> None:
    """Say how one's own attempt went. Whoever presses twice has said it once."""
    with transaction.atomic():
        found = _locked(attempt)
        if found.agent_id != agent.pk:
            raise NotYours
        if found.placed_at is None and outcome != Outcome.CANCELLED:
            raise NotDialled
        _end(found, outcome, agent=agent, at=at)
    attempt.refresh_from_db()


def settle(attempt: Attempt, answer: Answer, *, agent: User, at: datetime) -> None:
    """Say what came of an attempt that may have rung: anybody who answers the queue may, after asking."""
    with transaction.atomic():
        found = _locked(attempt)
        if found.state not in {State.UNKNOWN, State.ENDED}:
            raise NotYours  # whoever rings just now says so
        _end(found, OUTCOMES[answer], agent=agent, at=at)
    attempt.refresh_from_db()


def _end(attempt: Attempt, outcome: Outcome, *, agent: User, at: datetime) -> None:
    if attempt.state != State.ENDED:
        outcomes.end(attempt, outcome, by=agent, at=at)
    elif attempt.outcome != outcome:
        raise AlreadyReported


def _held(callback: Callback, token: UUID, *, agent: User, at: datetime) -> Callback:
    """Lock the callback, for whoever holds it."""
    held = Callback.objects.filter(
        pk=callback.pk,
        status=Status.OFFERED,
        offered_to=agent,
        lease_token=token,
        lease_until__gt=at,
    )
    whole = held.select_related("queue__line__unit").prefetch_related("attempts")
    found = whole.select_for_update(no_key=True, of=["self"]).first()
    if found is None:
        raise NotYours
    return found


def _prepare(callback: Callback, driver: Driver, *, agent: User, at: datetime) -> Attempt:
    number = 1 + max((attempt.number for attempt in callback.attempts.all()), default=0)
    attempt = callback.attempts.create(
        number=number, agent=agent, driver=driver.name, created_at=at, rung_at=at
    )
    Callback.objects.filter(pk=callback.pk).update(
        status=Status.DIALLING, lease_until=None, revision=F("revision") + 1
    )
    presence.enter(agent, Presence.State.IN_CALL, at=at)
    if placing.rings_by_itself(driver):
        relay.ring(attempt)
    return attempt


def _locked(attempt: Attempt) -> Attempt:
    """Lock the attempt's callback, and read the attempt as it is then."""
    Callback.objects.select_for_update(no_key=True).get(pk=attempt.callback_id)
    whole = Attempt.objects.select_related("callback__queue__line", "callback__slot", "agent")
    return whole.get(pk=attempt.pk)
