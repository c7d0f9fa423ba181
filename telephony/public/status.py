"""What is told of a callback to whoever has its code. Nothing here tells whose number it is, nor whether we knew it before.

A request that was folded into a live one tells of its own promise, and of what happened since its own time came: as if it were
the only one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from contactcenter import encryption
from districts.phone_hours.wording import moment_text
from telephony.models import Attempt, Callback
from telephony.public import plain_services, times

SEND_AGAIN_AFTER = timedelta(minutes=1)
GROUPS_OF_A_CODE = (3, 6)  # where a code is parted, so that it can be read aloud


class State(StrEnum):
    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    RINGING = "ringing"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


Status, Ending = Callback.Status, Callback.Ending
STATE_OF_ENDING = {
    Ending.REACHED: State.REACHED,
    Ending.RANG_IN: State.REACHED,
    Ending.NOT_REACHED: State.NOT_REACHED,
    Ending.CANCELLED: State.CANCELLED,
    Ending.WITHDRAWN: State.WITHDRAWN,
    Ending.ANSWERED: State.WITHDRAWN,
    Ending.EXPIRED: State.EXPIRED,
}
ALIVE = {State.WAITING, State.RINGING}
RINGING = {Attempt.State.PREPARED, Attempt.State.PLACED}


@dataclass(frozen=True)
class Shown:
    """A callback at a moment, in the reader's language."""

    callback: Callback
    at: datetime
    state: State
    tried_at: list[datetime]

    @property
    def is_alive(self) -> bool:
        return self.state in ALIVE

    @property
    def may_change(self) -> bool:
        """Answer whether there is still something to move or to cancel."""
        return self.state is State.WAITING

    @property
    def code(self) -> str:
        """Answer the code in three parts, as it is read."""
        first, second = GROUPS_OF_A_CODE
        code = self.callback.code
        return f"{code[:first]} {code[first:second]} {code[second:]}"

    @property
    def spelt(self) -> str:
        """Answer the code sign by sign, for those who listen."""
        return ", ".join(self.callback.code)

    @property
    def promise(self) -> str:
        """Say when we ring; nothing once that is past: a day of the week would be read as the next one."""
        is_past = self.callback.promised_by is not None and self.callback.promised_by <= self.at
        return "" if is_past else times.promise_text(self.callback, self.at)

    @property
    def about(self) -> str:
        """Say what it is about, unless whoever looks over a shoulder must not know who is calling."""
        if self.callback.do_not_say_who:
            return ""
        return plain_services.words(self.callback.service)

    @property
    def ending_of_number(self) -> str:
        """Answer the last two digits: enough to see that the number was mistyped."""
        return encryption.decrypt(self.callback.number)[-2:] if self.callback.number else ""

    @property
    def tried(self) -> list[str]:
        return [moment_text(moment, self.at) for moment in self.tried_at]


def of(callback: Callback, *, at: datetime) -> Shown:
    lives = callback.folded_into or callback
    since = own_time(callback) if callback.folded_into else callback.asked_at
    attempts = lives.attempts.filter(created_at__gte=since)
    made = attempts.exclude(outcome=Attempt.Outcome.CANCELLED).order_by("number")
    states = list(made.values_list("placed_at", "state"))
    tried_at = [moment for moment, state in states if moment and state == Attempt.State.ENDED]
    is_ringing = any(state in RINGING for _moment, state in states)
    return Shown(callback, at, state_of(callback, lives, is_ringing, at=at), tried_at)


def own_time(callback: Callback) -> datetime:
    """Answer from when on we might have rung about it, had it been the only one."""
    return max(callback.asked_at, callback.eligible_at)


def state_of(callback: Callback, lives: Callback, is_ringing: bool, *, at: datetime) -> State:
    if callback.status == Status.UNCONFIRMED:
        is_over = callback.expires_at is not None and callback.expires_at <= at
        return State.EXPIRED if is_over else State.UNCONFIRMED
    if callback.status == Status.CLOSED and callback.ending != Ending.FOLDED:
        return STATE_OF_ENDING[Ending(callback.ending)]
    if lives.closed_at:
        return state_of_folded(callback, lives, lives.closed_at, at=at)
    return State.RINGING if is_ringing else State.WAITING


def state_of_folded(
    callback: Callback, lives: Callback, closed_at: datetime, *, at: datetime
) -> State:
    """Answer how it went with the live one, if that was after its own time had come; that somebody cancelled it is not told."""
    is_rung = lives.ending in {Ending.REACHED, Ending.RANG_IN, Ending.NOT_REACHED}
    if is_rung and closed_at >= own_time(callback):
        return STATE_OF_ENDING[Ending(lives.ending)]
    is_over = callback.promised_by is not None and callback.promised_by <= at
    return State.NOT_REACHED if is_over else State.WAITING


def may_send_again(callback: Callback, *, at: datetime) -> bool:
    """Answer whether the last code was sent long enough ago to send another."""
    sent = callback.confirmations.values_list("sent_at", flat=True).first()
    return at - (sent or callback.asked_at) >= SEND_AGAIN_AFTER
