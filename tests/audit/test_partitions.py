"""A table per month, made ahead; an event finds a place even where nobody made one."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from contactcenter.audit import chain, events, partitions, schedule, verification
from contactcenter.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 1)),
        (date(2026, 11, 21), 2, date(2027, 1, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2028, 2, 29), -60, date(2023, 2, 1)),
    ],
)
def test_month_after_counts_whole_months(day, months, expected):
    assert partitions.month_after(day, months) == expected


def test_this_month_and_the_next_two_are_there_from_the_start():
    assert partitions.prepare(at=timezone.now()) == []


def test_clock_makes_the_month_that_comes_into_reach():
    next_month = month(1)

    made = partitions.prepare(at=datetime(next_month.year, next_month.month, 1, tzinfo=UTC))

    assert made == [month(3)]
    schedule.prepare_partitions()


def test_event_outside_every_month_is_kept_moved_home_and_warned_of(caplog):
    stranded = record_later(days=100)

    with caplog.at_level(logging.WARNING):
        made = partitions.prepare(at=timezone.now())

    assert made == [date(stranded.recorded_at.year, stranded.recorded_at.month, 1)]
    assert "stood outside their month" in caplog.text
    assert rows_outside_every_month() == 0
    assert verification.whole_trail(at=timezone.now(), using="default").events == 2


@pytest.mark.parametrize("day", ["2026-11-02", "1999-01-01", "2199-01-01", "infinity"])
def test_only_a_month_near_today_can_be_made(day):
    with pytest.raises(ProgrammingError, match="not the first day of a month near today"):
        execute("SELECT audit_make_partition(%s)", day)


def record_later(days: int) -> AuditEvent:
    """Record two events, the second as if the database's clock were ahead."""
    first = events.record(None, "line.opened", at=timezone.now())
    second = AuditEvent(
        position=2,
        recorded_at=first.recorded_at + timedelta(days=days),
        at=first.at,
        action="line.closed",
        previous_hash=first.hash,
    )
    second.hash = chain.link(second)
    second.save(force_insert=True)
    return second


def month(ahead: int) -> date:
    return partitions.month_after(timezone.now().date(), ahead)


def rows_outside_every_month() -> int:
    return execute("SELECT count(*) FROM audit_auditevent_default")


def execute(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
