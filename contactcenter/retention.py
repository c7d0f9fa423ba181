"""Forgetting what has been kept long enough, by rules that each room writes down in its own retention.py.

A rule says what is kept, what for, how long and where that is written. contactcenter/purging.py runs all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from contactcenter.audit import events

BATCH = 1000  # rows in one transaction, so that nobody waits for long


@dataclass(frozen=True)
class Rule:
    """One line of a room's table.

    since: answers with the rows whose time began at the given moment or before it.
    empties: what the columns are set to; without it the rows are deleted.
    """

    what: str
    purpose: str
    days: int
    source: str
    since: Callable[[datetime], QuerySet[Any]]
    empties: dict[str, Any] = field(default_factory=dict)

    def overdue(self, *, at: datetime) -> QuerySet[Any]:
        return self.since(at - timedelta(days=self.days))


def forget(rule: Rule, *, at: datetime) -> int:
    """Forget all rows whose time is over; answer how many. What somebody is working on just now waits for the next run."""
    forgotten = 0
    while count := _forget_batch(rule, at=at):
        forgotten += count
    return forgotten


@transaction.atomic
def _forget_batch(rule: Rule, *, at: datetime) -> int:
    """Forget some rows and record it. The lock keeps a row from being forgotten that has just become current again."""
    locked = rule.overdue(at=at).order_by().select_for_update(skip_locked=True)
    pks = list(locked.values_list("pk", flat=True)[:BATCH])
    if not pks:
        return 0
    rows = rule.overdue(at=at).filter(pk__in=pks)
    if rule.empties:
        rows.update(**rule.empties)
    else:
        rows.delete()
    events.record(None, "retention.forgotten", at=at, what=rule.what, rows=len(pks), days=rule.days)
    return len(pks)
