"""What comes after an attempt: pure rules, from its outcome and the line's hours.

Three attempts at most, as far apart as somebody needs who is in another call (busy) or away from the phone (no answer):
first minutes, then the next half of a day in which the line is answered. An answering machine and a rejected call say as
little as silence does: somebody may be at work, or may not pick up a number that they do not know.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from districts.phone_hours import LOCAL, PhoneHours
from telephony import open_time
from telephony.models import Attempt
from telephony.models.callbacks import Ending, Needs

Outcome = Attempt.Outcome

MOST_ATTEMPTS = 3
MOST_NETWORK_FAILURES = 5  # none of them is the resident's fault, and none uses up an attempt
FIRST_PAUSE = {
    Outcome.BUSY: timedelta(minutes=5),
    Outcome.NO_ANSWER: timedelta(minutes=30),
    Outcome.ANSWERING_MACHINE: timedelta(minutes=30),
    Outcome.REJECTED: timedelta(minutes=30),
}
NETWORK_PAUSE = timedelta(minutes=5)
NOON = time(12)
SPREAD = 0.2  # of a pause: those who were tried together are not tried together again
HALF_DAY_SPREAD = timedelta(minutes=30)
SENSIBLE = timedelta(days=14)  # nobody waits longer for the next attempt: a person decides


@dataclass(frozen=True)
class Again:
    """It waits once more, with the place that it has, and is not rung before the moment."""

    eligible_at: datetime


NextStep = Again | Ending | Needs


@dataclass(frozen=True)
class Tried:
    """An attempt that has ended, and what the callback has behind it, this one included."""

    attempt: UUID
    outcome: Outcome
    ended_at: datetime
    attempts_used: int
    network_failures: int


def uses_one_up(outcome: Outcome) -> bool:
    return outcome not in {Outcome.NETWORK_FAILURE, Outcome.CANCELLED}


def next_step(tried: Tried, hours: Callable[[], PhoneHours], *, talk: timedelta) -> NextStep:
    """Say what happens now.

    hours: asked for only when there is a next attempt. talk: how long one takes; so much of an opening must be left.
    """
    match tried.outcome:
        case Outcome.REACHED:
            return Ending.REACHED
        case Outcome.INVALID_NUMBER:
            return Needs.INVALID_NUMBER
        case Outcome.NETWORK_FAILURE:
            if tried.network_failures >= MOST_NETWORK_FAILURES:
                return Needs.NETWORK
        case _:
            if tried.attempts_used >= MOST_ATTEMPTS:
                return Ending.NOT_REACHED
    eligible_at = first_time_to_ring(hours(), _after_a_pause(tried), talk=talk)
    if eligible_at is None or eligible_at - tried.ended_at > SENSIBLE:
        return Ending.NOT_REACHED
    return Again(eligible_at)


def first_time_to_ring(hours: PhoneHours, after: datetime, *, talk: timedelta) -> datetime | None:
    """Answer the first moment, `after` or later, at which the line is answered for as long as a talk takes."""
    for opening in open_time.openings_after(hours, after):
        if opening.ends_at - opening.starts_at >= talk:
            return opening.starts_at
    return None


def _after_a_pause(tried: Tried) -> datetime:
    share = tried.attempt.int % 1000 / 1000  # the same whenever it is asked
    if tried.outcome == Outcome.NETWORK_FAILURE:
        return tried.ended_at + NETWORK_PAUSE * (1 + SPREAD * share)
    pause = FIRST_PAUSE[tried.outcome]
    soonest = tried.ended_at + pause * (1 + SPREAD * share)
    if tried.attempts_used == 1:
        return soonest
    return max(soonest, _next_half_day(tried.ended_at) + HALF_DAY_SPREAD * share)


def _next_half_day(at: datetime) -> datetime:
    """Answer noon, or midnight after it, by the city's clock."""
    local = at.astimezone(LOCAL)
    if local.time() < NOON:
        return datetime.combine(local.date(), NOON, LOCAL)
    return datetime.combine(local.date() + timedelta(days=1), time.min, LOCAL)
