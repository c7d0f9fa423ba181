"""What is told of a callback to whoever has its code. Nothing here tells whose number it is, nor whether we knew it before.

A request that was folded into a live one tells of its own promise, and of what happened since it was made: as if it were the
only one.
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
        return times.promise_text(self.callback, self.at)

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
    attempts = lives.attempts.filter(placed_at__gte=callback.asked_at).exclude(
        outcome=Attempt.Outcome.CANCELLED
    )
    placed = list(attempts.order_by("number").values_list("placed_at", "state"))
    tried_at = [moment for moment, state in placed if moment and state == Attempt.State.ENDED]
    is_ringing = any(state == Attempt.State.PLACED for _moment, state in placed)
    return Shown(callback, at, state_of(callback, lives, is_ringing, at=at), tried_at)


def state_of(callback: Callback, lives: Callback, is_ringing: bool, *, at: datetime) -> State:
    if callback.status == Status.UNCONFIRMED:
        is_over = callback.expires_at is not None and callback.expires_at <= at
        return State.EXPIRED if is_over else State.UNCONFIRMED
    if callback.status == Status.CLOSED and callback.ending != Ending.FOLDED:
        return STATE_OF_ENDING[Ending(callback.ending)]
    if lives.status == Status.CLOSED:
        return state_of_folded(callback, Ending(lives.ending), at=at)
    return State.RINGING if is_ringing else State.WAITING


def state_of_folded(callback: Callback, ending: str, *, at: datetime) -> State:
    """Answer how it went with the live one; that somebody else cancelled that one is not told."""
    if ending in {Ending.REACHED, Ending.RANG_IN, Ending.NOT_REACHED}:
        return STATE_OF_ENDING[Ending(ending)]
    is_over = callback.promised_by is not None and callback.promised_by <= at
    return State.NOT_REACHED if is_over else State.WAITING


def may_send_again(callback: Callback, *, at: datetime) -> bool:
    """Answer whether the last code was sent long enough ago to send another."""
    sent = callback.confirmations.values_list("sent_at", flat=True).first()
    return at - (sent or callback.asked_at) >= SEND_AGAIN_AFTER
