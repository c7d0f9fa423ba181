"""Who is there: what agents say that they do, and what their silence says. Each change is one conditional UPDATE."""

from datetime import datetime, timedelta

from django.db.models import Q

from contactcenter.accounts.models import User
from telephony.models import Presence

State = Presence.State
SEEN_AT_MOST_EVERY = timedelta(seconds=10)  # a browser that polls more often writes no more
MISSED_AFTER = timedelta(seconds=90)  # browsers let a page in the background ask once a minute
GONE_AFTER = timedelta(hours=1)


def of(agent: User) -> Presence:
    """Answer what the agent does; away, for somebody who has never said."""
    row = Presence.objects.filter(user=agent).first()
    return row or Presence(user=agent, state=State.AWAY, since=agent.created_at)


def enter(agent: User, state: State, *, at: datetime) -> None:
    """Do something else from now on. Who is ready already stays ready since then: saying so again costs no turn."""
    idle_since = at if state == State.READY else None
    changes = {"state": state, "since": at, "idle_since": idle_since, "seen_at": at}
    if Presence.objects.filter(user=agent).exclude(state=state).update(**changes):
        return
    Presence.objects.bulk_create([Presence(user=agent, **changes)], ignore_conflicts=True)


def step_away(agent: User, *, at: datetime) -> None:
    """Set somebody away who is ready and did not take what was offered; who does something else keeps doing it."""
    ready = Presence.objects.filter(user=agent, state=State.READY)
    ready.update(state=State.AWAY, since=at, idle_since=None)


def leave_call(agent: User, state: State, *, at: datetime) -> None:
    """Do the next thing after a call; who has said themselves meanwhile what they do keeps doing that."""
    in_call = Presence.objects.filter(user=agent, state=State.IN_CALL)
    in_call.update(state=state, since=at, idle_since=at if state == State.READY else None)


def seen(agent: User, *, at: datetime) -> None:
    """Keep a sign of life of the agent's browser."""
    Presence.objects.filter(user=agent, seen_at__lt=at - SEEN_AT_MOST_EVERY).update(seen_at=at)


def miss(*, at: datetime) -> int:
    """Set away whoever shows no sign of life: soon, who is ready; after an hour, who has left something else behind."""
    silent = Q(state=State.READY, seen_at__lt=at - MISSED_AFTER) | Q(seen_at__lt=at - GONE_AFTER)
    there = Presence.objects.exclude(state=State.AWAY)
    return there.filter(silent).update(state=State.AWAY, since=at, idle_since=None)
