"""Who waits, as it stands beside an agent's own contacts: callers in line, and the callbacks whose promise comes first.

In SQL: every open desk asks this every five seconds, and Django takes ten times as long to write it as PostgreSQL to answer.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from cases.callback_lists import Row
from cases.clocks import as_clock
from contactcenter.accounts.models import User
from telephony import calls
from telephony.models import Callback, Queue

SHOWN = 5

# Of queues and callbacks only what is shown of them here.
QUEUES = """
SELECT queue.id, queue.name, queue.near_promise_minutes
  FROM telephony_queue AS queue JOIN telephony_queuemember AS member ON member.queue_id = queue.id
 WHERE member.user_id = %s
"""
IN_LINE = """
SELECT queue_id, count(*), min(queued_at) AS since
  FROM telephony_call
 WHERE queue_id = ANY(%s) AND state = 'queued' AND queued_at > %s
 GROUP BY queue_id
 ORDER BY since
"""
# What somebody could do something about now: what is due, and what needs a person.
TO_SEE_TO = "(status = 'needs_person' OR status = 'waiting' AND eligible_at <= %s)"
FIRST = f"""
SELECT id, queue_id, promised_by, attempts_used, revision
  FROM telephony_callback
 WHERE queue_id = ANY(%s) AND {TO_SEE_TO}
 ORDER BY promised_by, id LIMIT {SHOWN}
"""  # noqa: S608  (parts of our own)
NUMBER = f"""
SELECT count(*) FROM telephony_callback JOIN telephony_queuemember USING (queue_id) WHERE user_id = %s AND {TO_SEE_TO}
"""  # noqa: S608


@dataclass(frozen=True)
class Line:
    """Those who wait in one line."""

    queue: str
    callers: int
    since: datetime
    at: datetime

    @property
    def seconds(self) -> int:
        return max(0, int((self.at - self.since).total_seconds()))

    @property
    def clock(self) -> str:
        """Write how long the first one has waited, as a clock does: 04:12."""
        return as_clock(self.seconds)


@dataclass(frozen=True)
class Waiting:
    lines: list[Line]
    callbacks: list[Row]

    @property
    def stamp(self) -> tuple[object, ...]:
        """Answer what is another one as soon as somebody comes or goes. Time that passes is counted on by script."""
        lines = [(line.queue, line.callers, line.since) for line in self.lines]
        rows = [(row.callback.pk, row.callback.revision, row.is_late) for row in self.callbacks]
        return (lines, rows)


def of(agent: User, *, at: datetime) -> Waiting:
    """Answer for the queues that the agent answers: three queries; one for whoever answers none."""
    queues = {queue.pk: queue for queue in Queue.objects.raw(QUEUES, [agent.pk])}
    if not queues:
        return Waiting([], [])
    with connection.cursor() as cursor:
        cursor.execute(IN_LINE, [list(queues), at - calls.LONGEST_WAIT])
        lines = [
            Line(queues[pk].name, callers, since, at) for pk, callers, since in cursor.fetchall()
        ]
    first = list(Callback.objects.raw(FIRST, [list(queues), at]))
    for callback in first:
        callback.queue = queues[callback.queue_id]
    return Waiting(lines, [Row(callback, at) for callback in first])


def number(agent: User, *, at: datetime) -> int:
    """Count the callbacks that the agent could see to now."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [agent.pk, at])
        (count,) = cursor.fetchone()
    return int(count)
