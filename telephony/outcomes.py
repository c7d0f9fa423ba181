"""What comes of an attempt, and what becomes of its callback then: inside the caller's transaction, with the callback locked."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import line_hours
from telephony import callback_messages, presence, retries, slots
from telephony.models import Attempt, Callback, Presence
from telephony.models.callbacks import Ending, Needs
from telephony.retries import Again, NextStep

State = Attempt.State
Status = Callback.Status
Outcome = Attempt.Outcome
READY, WRAP_UP = Presence.State.READY, Presence.State.WRAP_UP
NOBODYS = {"offered_to": None, "lease_token": None, "lease_until": None, "accepted_at": None}


def end(attempt: Attempt, outcome: Outcome, *, by: User | None, at: datetime) -> None:
    """End the attempt and let its callback take the next step. by: nobody, when the switch or the clock says so."""
    was_unknown = attempt.state == State.UNKNOWN
    attempt.state, attempt.outcome, attempt.ended_at = State.ENDED, outcome, at
    attempt.save(update_fields=["state", "outcome", "ended_at"])
    if attempt.callback.is_live:  # it may have been closed meanwhile
        _go_on(attempt, at=at)
    if not was_unknown:
        reached = outcome == Outcome.REACHED
        presence.leave_call(attempt.agent, WRAP_UP if reached else READY, at=at)
    events.record(
        by,
        "callback.attempt_ended",
        attempt.callback,
        at=at,
        attempt=attempt.number,
        outcome=outcome,
    )


def doubt(attempt: Attempt, *, at: datetime) -> None:
    """Show the attempt to a person: it may have rung, so nobody rings again before somebody has asked."""
    attempt.state, attempt.unknown_at = State.UNKNOWN, at
    attempt.save(update_fields=["state", "unknown_at"])
    if attempt.callback.is_live:
        follow(attempt.callback, Needs.MAY_HAVE_RUNG, at=at)
    presence.leave_call(attempt.agent, WRAP_UP, at=at)
    events.record(None, "callback.may_have_rung", attempt.callback, at=at, attempt=attempt.number)


def follow(callback: Callback, step: NextStep, *, at: datetime) -> None:
    """Let the callback take the step: wait again, close, or wait for a person. Whoever held it does so no more."""
    changes: dict[str, Any] = {"needs": ""}
    match step:
        case Again(eligible_at):
            changes |= {"status": Status.WAITING, "eligible_at": eligible_at}
        case Ending():
            changes |= {"status": Status.CLOSED, "ending": step, "closed_at": at}
        case Needs():
            changes |= {"status": Status.NEEDS_PERSON, "needs": step}
    Callback.objects.filter(pk=callback.pk).update(
        **NOBODYS,
        **changes,
        attempts_used=callback.attempts_used,
        network_failures=callback.network_failures,
        revision=F("revision") + 1,
    )
    callback.refresh_from_db()
    if callback.status == Status.CLOSED and callback.slot:
        slots.free(callback.slot)


def _go_on(attempt: Attempt, *, at: datetime) -> None:
    """Count the attempt, and let its callback take the step that its outcome asks for."""
    callback, outcome = attempt.callback, Outcome(attempt.outcome)
    callback.attempts_used += retries.uses_one_up(outcome)
    callback.network_failures += outcome == Outcome.NETWORK_FAILURE
    if outcome == Outcome.CANCELLED:
        follow(callback, Again(callback.eligible_at), at=at)
        return
    tried = retries.Tried(
        attempt.pk, outcome, at, callback.attempts_used, callback.network_failures
    )
    step = retries.next_step(
        tried,
        lambda: line_hours.of(callback.queue.line, at=at),
        talk=timedelta(minutes=callback.queue.talk_minutes),
    )
    follow(callback, step, at=at)
    if step == Ending.NOT_REACHED:
        callback_messages.tell_not_reached(callback, at=at)
