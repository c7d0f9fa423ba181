"""What the frame of every page shows to those who answer: what they have said that they do, and the callback that is theirs."""

from dataclasses import dataclass
from datetime import datetime

from cases.clocks import as_clock
from cases.models import Contact
from contactcenter.accounts.models import User
from telephony import presence
from telephony.models import Callback, Presence

ANSWER = "telephony.answer"
# What people can say of themselves, in the order of the menu. In a call one is by being in one.
STATES = [
    Presence.State.READY,
    Presence.State.BREAK,
    Presence.State.WRAP_UP,
    Presence.State.AWAY,
]
KEYS = {
    Presence.State.READY: "p r",
    Presence.State.BREAK: "p b",
    Presence.State.WRAP_UP: "p w",
    Presence.State.AWAY: "p a",
}

# In SQL: every page and every poll asks this, and Django takes five times as long to write it as PostgreSQL to answer.
PRESENCE = """
SELECT *, (
    SELECT id FROM telephony_callback WHERE offered_to_id = user_id AND status IN ('offered', 'dialling')
) AS holds
  FROM telephony_presence WHERE user_id = %s
"""


@dataclass(frozen=True)
class OnThePhone:
    """The agent's presence and, if there is one, the callback that is offered to them or that they ring."""

    presence: Presence
    callback: Callback | None
    at: datetime

    @property
    def has_said(self) -> bool:
        """Say whether the agent has ever said what they do."""
        return not self.presence._state.adding

    @property
    def offer(self) -> Callback | None:
        """Answer the callback that waits for the agent's yes."""
        callback = self.callback
        if callback is None or callback.status != Callback.Status.OFFERED or callback.accepted_at:
            return None
        return callback

    @property
    def seconds_left(self) -> int:
        """Answer how long the offer still stands."""
        offer = self.offer
        if offer is None or offer.lease_until is None:
            return 0
        return max(0, int((offer.lease_until - self.at).total_seconds()))

    @property
    def seconds_since(self) -> int:
        """Answer for how long the presence has been what it is."""
        return max(0, int((self.at - self.presence.since).total_seconds()))

    @property
    def clock(self) -> str:
        """Write that time as a clock does: 04:12, 1:04:12."""
        return as_clock(self.seconds_since)

    @property
    def stamp(self) -> tuple[object, ...]:
        """Answer what is another one as soon as something of it changes."""
        callback = self.callback
        return (
            self.presence.state,
            self.has_said and self.presence.since,
            callback and (callback.pk, callback.status, callback.revision),
        )


def of(agent: User, *, at: datetime) -> OnThePhone:
    """One query for whoever holds no callback, two for whoever does."""
    row = next(iter(Presence.objects.raw(PRESENCE, [agent.pk])), None)
    if row is None:  # who has never said anything was never offered anything
        return OnThePhone(Presence(user=agent, state=Presence.State.AWAY, since=at), None, at)
    row.user = agent
    holds = row.holds  # type: ignore[attr-defined]
    held = Callback.objects.select_related("queue").filter(pk=holds) if holds else []
    return OnThePhone(row, next(iter(held), None), at)


def show_life(mine: OnThePhone) -> None:
    """Keep a sign of life of the agent's browser, where the last one is older than a moment."""
    seen_before = mine.at - presence.SEEN_AT_MOST_EVERY
    if mine.has_said and mine.presence.seen_at < seen_before:
        presence.seen(mine.presence.user, at=mine.at)


def end_wrap_up(contact: Contact, *, at: datetime) -> None:
    """Let whoever has just closed what they rang somebody back for be ready again, if they still are in wrap-up."""
    if contact.callback_id and presence.of(contact.agent).state == Presence.State.WRAP_UP:
        presence.enter(contact.agent, Presence.State.READY, at=at)
