"""What a team lead decides about somebody who waits: who rings them, and how soon. Each is one conditional UPDATE.

A page says which revision of the callback it was shown; whoever decides about one that has moved on meanwhile is told.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony.models import Callback

Status = Callback.Status


class MovedOn(Exception):
    """Somebody was faster: the callback has been offered, rung or changed since the page was shown."""


class NotAMember(Exception):
    """They do not answer this queue."""


@transaction.atomic
def give(callback: Callback, agent: User | None, *, revision: int, by: User, at: datetime) -> None:
    """Let one agent ring, for as long as the queue lets a callback be somebody's own; None: anybody again."""
    queue = callback.queue
    if agent and not queue.members.filter(user=agent).exists():
        raise NotAMember
    until = at + timedelta(minutes=queue.owned_minutes) if agent else None
    _change(callback, revision, owner=agent, owned_until=until)
    person = str(agent) if agent else ""
    events.record(by, "callback.given", callback, at=at, queue=queue.pk, person=person)


@transaction.atomic
def prioritise(callback: Callback, priority: int, *, revision: int, by: User, at: datetime) -> None:
    """Put somebody before others who came earlier, or back to where they came."""
    was = callback.priority
    _change(callback, revision, priority=priority)
    events.record(
        by,
        "callback.prioritised",
        callback,
        at=at,
        queue=callback.queue_id,
        was=was,
        priority=priority,
    )


def _change(callback: Callback, revision: int, **changes: Any) -> None:
    shown = Callback.objects.waiting().filter(pk=callback.pk, revision=revision)
    if not shown.update(revision=F("revision") + 1, **changes):
        raise MovedOn
    callback.refresh_from_db()
