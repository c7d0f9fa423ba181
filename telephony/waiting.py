"""How long somebody who rings now would wait in line, and whether to offer them a callback instead."""

from datetime import datetime, timedelta

from telephony import calls, erlang
from telephony.dispatching import ON_DUTY
from telephony.models import UNDER_WAY, Callback, Presence, Queue

# Seconds until callers hang up, in the mean: an assumption, as in the simulated day.
PATIENCE = 480.0


def estimate(queue: Queue, *, at: datetime) -> timedelta | None:
    """Answer the mean wait of the next caller, by Erlang's formula A; None while nobody is there to answer.

    All who wait in any line that the same people answer are ahead of them.
    """
    there = Presence.objects.filter(user__queue_memberships__queue=queue, state__in=ON_DUTY)
    agents = dict(there.values_list("user", "state"))
    if not agents:
        return None
    held = Callback.objects.filter(offered_to__in=agents, status__in=UNDER_WAY).count()
    ready = sum(state == Presence.State.READY for state in agents.values())
    ahead = calls.in_line(at=at).filter(queue__members__user__in=agents).distinct().count()
    if ready - held > ahead:
        return timedelta()
    seconds = erlang.wait_behind(ahead, len(agents), queue.talk_minutes * 60, PATIENCE)
    return timedelta(seconds=round(seconds))


def offers_callback(queue: Queue, *, at: datetime) -> bool:
    """Tell whether the next caller is to hear that we can ring back."""
    wait = estimate(queue, at=at)
    longest = timedelta(seconds=queue.offer_wait_seconds)
    return queue.takes_callbacks and (wait is None or wait > longest)
