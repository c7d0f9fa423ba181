"""Forgetting the trail's oldest months, whole partitions at a time, so that what stays can still be proved."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

from contactcenter.audit import chain, checkpoints, events, verification
from contactcenter.audit.models import AuditEvent
from contactcenter.audit.partitions import month_after

PARTITION = re.compile(r"audit_auditevent_(?P<year>\d{4})_(?P<month>\d\d)")


@dataclass(frozen=True)
class Month:
    """A month's partition; months are UTC's."""

    first_day: date
    table: str

    def span(self) -> tuple[datetime, datetime]:
        days = self.first_day, month_after(self.first_day, 1)
        start, end = (datetime.combine(day, time.min, tzinfo=UTC) for day in days)
        return start, end


def overdue(*, at: datetime, using: str) -> list[Month]:
    """List the months that ended more than AUDIT_KEEP_YEARS ago, oldest first."""
    limit = month_after(at.astimezone(UTC).date(), -12 * settings.AUDIT_KEEP_YEARS)
    return [month for month in _months(using) if month.first_day < limit]


def drop_overdue(*, at: datetime, using: str) -> list[Month]:
    """Drop the months whose time is over. Needs the owner's connection.

    Raises verification.Broken rather than drop from a trail that is not whole: that would do away with the proof.
    """
    months = overdue(at=at, using=using)
    if months:
        verification.run(at=at, using=using)
    for month in months:
        _drop(month, at=at, using=using)
    return months


def _drop(month: Month, *, at: datetime, using: str) -> None:
    """Seal the month's last event and drop its table; locks in the order of whoever records: the trail's, the table's."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1s'")  # rather tomorrow than keep people waiting
        chain.lock(using)
        of_month = AuditEvent.objects.using(using).recorded_between(*month.span())
        last = of_month.newest_first().first()
        if last:
            verification.check_genuine(last)
            checkpoints.write(last, month=month.first_day, at=at, using=using)
        cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(month.table)))
        events.record(None, "audit.month_dropped", at=at, using=using, month=month.first_day)


def _months(using: str) -> list[Month]:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_auditevent'::regclass ORDER BY 1"
        )
        names = [PARTITION.search(table) for (table,) in cursor.fetchall()]
    return [
        Month(date(int(name["year"]), int(name["month"]), 1), name[0]) for name in names if name
    ]
