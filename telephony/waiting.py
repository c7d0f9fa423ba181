"""How long somebody who rings now would wait in line, and whether to offer them a callback instead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from telephony import calls, erlang
from telephony.dispatching import ON_DUTY
from telephony.models import UNDER_WAY, Call, Callback, Presence, Queue

# Seconds until callers hang up, in the mean: an assumption, as in the simulated day.
PATIENCE = 480.0


@dataclass(frozen=True)
class Prospect:
    """What a caller is told. wait: the mean, by Erlang's formula A; none while nobody is there to answer."""

    wait: timedelta | None
    offers_callback: bool


def prospect(queue: Queue, *, at: datetime, caller: Call | None = None) -> Prospect:
    """Answer what to tell whoever rings next, or a caller who is in line by now."""
    wait = estimate(queue, at=at, caller=caller)
    longest = timedelta(seconds=queue.offer_wait_seconds)
    is_long = wait is None or wait > longest
    return Prospect(wait, offers_callback=queue.takes_callbacks and is_long)


def estimate(queue: Queue, *, at: datetime, caller: Call | None = None) -> timedelta | None:
    """Answer the wait. All who wait in any line that the same people answer are ahead."""
    there = Presence.objects.filter(user__queue_memberships__queue=queue, state__in=ON_DUTY)
    agents = dict(there.values_list("user", "state"))
    if not agents:
        return None
    ready = {agent for agent, state in agents.items() if state == Presence.State.READY}
    held = Callback.objects.filter(offered_to__in=ready, status__in=UNDER_WAY)
    free = ready - set(held.values_list("offered_to", flat=True)) - calls.answering()
    in_line = calls.in_line(at=at).filter(queue__members__user__in=agents).distinct()
    ahead = (in_line.exclude(pk=caller.pk) if caller else in_line).count()
    return wait_behind(ahead, free=len(free), agents=len(agents), queue=queue)


def wait_behind(ahead: int, *, free: int, agents: int, queue: Queue) -> timedelta:
    """Answer the mean wait of somebody with so many ahead of them: none, while more agents are free than that."""
    if free > ahead:
        return timedelta()
    seconds = erlang.wait_behind(ahead, agents, queue.talk_minutes * 60, PATIENCE)
    return timedelta(seconds=round(seconds))
