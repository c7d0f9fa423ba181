"""One table per month, made ahead of time by the clock; retention drops whole ones."""

import logging
from datetime import UTC, date, datetime

from django.db import connection

logger = logging.getLogger(__name__)

MONTHS_AHEAD = 2


def prepare(*, at: datetime) -> list[date]:
    """Make this month's partition and the next ones, and the months of events that fell into the safety net.

    Answers with the months that were made. The database makes them with the owner's rights: the application has none to.
    """
    stranded = _stranded_months()
    if stranded:
        logger.warning("Audit events stood outside their month; partitions were not made in time")
    months = {month_after(at.astimezone(UTC).date(), ahead) for ahead in range(MONTHS_AHEAD + 1)}
    return [month for month in sorted(months | stranded) if _make(month)]


def month_after(day: date, months: int) -> date:
    """Answer with the first day of the month so many months after the day's own."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _stranded_months() -> set[date]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT date_trunc('month', recorded_at AT TIME ZONE 'UTC')::date FROM audit_auditevent_default"
        )
        return {month for (month,) in cursor.fetchall()}


def _make(month: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_partition(%s)", [month])
        return bool(cursor.fetchone()[0])
