"""Old months are dropped whole, and what stays can still be proved."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from contactcenter.audit import anchors, chain, events, retention, verification
from contactcenter.audit.models import AuditEvent, Checkpoint
from contactcenter.audit.partitions import month_after
from contactcenter.audit.verification import Broken, Problem

pytestmark = pytest.mark.django_db(databases=["owner"])


@pytest.fixture
def months() -> list[date]:
    """This month and the two before it, with three events each; the last one is anchored."""
    months = [month_after(timezone.now().astimezone(UTC).date(), back) for back in (-2, -1, 0)]
    for month in months:
        execute("SELECT audit_make_partition(%s)", month)
        for day in (1, 1, 1):
            event = record_on(month.replace(day=day))
    anchors.write(event, at=event.at)
    return months


@pytest.fixture
def five_years_on(months):
    """The moment when the first two months have been kept for five years."""
    return datetime.combine(months[2].replace(year=months[2].year + 5), time.min, tzinfo=UTC)


def test_months_are_dropped_when_they_ended_five_years_ago(months, five_years_on):
    dropped = retention.drop_overdue(at=five_years_on, using="owner")

    assert [month.first_day for month in dropped] == months[:2]
    assert positions() == [7, 8, 9, 10, 11]
    events = AuditEvent.objects.using("owner").filter(position__gt=9).order_by("position")
    assert list(events.values_list("action", "details")) == [
        ("audit.month_dropped", {"month": months[0].isoformat()}),
        ("audit.month_dropped", {"month": months[1].isoformat()}),
    ]


def test_nothing_is_dropped_a_moment_earlier(months, five_years_on, settings):
    settings.AUDIT_KEEP_YEARS = 6

    assert retention.drop_overdue(at=five_years_on, using="owner") == []
    assert len(positions()) == 9


def test_what_stays_is_verified_from_the_checkpoint_on(months, five_years_on):
    retention.drop_overdue(at=five_years_on, using="owner")

    report = verification.whole_trail(at=five_years_on, using="owner")

    assert (report.dropped_to, report.events, report.last) == (6, 5, 11)
    assert report.anchor.position == 9


@pytest.mark.parametrize("change", ["position = 7", "hash = md5(hash)", "at = now()"])
def test_altered_checkpoint_is_noticed(months, five_years_on, change):
    retention.drop_overdue(at=five_years_on, using="owner")
    execute(f"UPDATE audit_checkpoint SET {change} WHERE position = 6")

    assert problem_found(five_years_on) == Problem.CHECKPOINT_ALTERED


def test_month_dropped_by_hand_is_noticed(months, five_years_on):
    execute(f"DROP TABLE audit_auditevent_{months[0]:%Y_%m}")

    with pytest.raises(Broken) as broken:
        verification.whole_trail(at=five_years_on, using="owner")

    assert (broken.value.position, broken.value.problem) == (1, Problem.MISSING)


def test_nothing_is_dropped_from_a_trail_that_is_broken(months, five_years_on):
    execute("UPDATE audit_auditevent SET actor = 'nobody' WHERE position = 8")

    with pytest.raises(Broken):
        retention.drop_overdue(at=five_years_on, using="owner")

    assert len(positions()) == 9
    assert not Checkpoint.objects.using("owner").exists()


def test_chain_goes_on_from_the_checkpoint_when_no_event_is_left(months, five_years_on):
    retention.drop_overdue(at=five_years_on, using="owner")
    execute("DELETE FROM audit_auditevent")

    event = events.record(None, "line.opened", at=five_years_on, using="owner")

    assert event.position == 7
    assert event.previous_hash == Checkpoint.objects.using("owner").get(position=6).hash


@pytest.mark.django_db(databases=["default", "owner"])
def test_purge_drops_what_is_overdue_and_says_so(months, five_years_on, capsys):
    with time_machine.travel(five_years_on):
        call_command("purge", "--dry-run")
        assert len(positions()) == 9
        call_command("purge")

    listed = "".join(f"  {month:%Y-%m}\n" for month in months[:2])
    said = capsys.readouterr().out
    assert f"Audit trail: 2 months would be dropped.\n{listed}" in said
    assert said.endswith(f"Audit trail: 2 months dropped.\n{listed}")
    assert len(positions()) == 5


@pytest.mark.django_db(databases=["default", "owner"])
def test_purge_refuses_to_shorten_a_broken_trail(months, five_years_on):
    execute("UPDATE audit_auditevent SET actor = 'nobody' WHERE position = 8")

    with time_machine.travel(five_years_on), pytest.raises(CommandError, match="position 8"):
        call_command("purge")


def record_on(day: date) -> AuditEvent:
    """Record an event as if the database's clock had shown that day."""
    before = chain.newest("owner")
    moment = datetime.combine(day, time(12), tzinfo=UTC)
    event = AuditEvent(
        position=before.position + 1 if before else 1,
        recorded_at=moment,
        at=moment,
        action="line.opened",
        previous_hash=before.hash if before else chain.GENESIS,
    )
    event.hash = chain.link(event)
    event.save(using="owner", force_insert=True)
    return event


def problem_found(at: datetime) -> Problem:
    with pytest.raises(Broken) as broken:
        verification.whole_trail(at=at, using="owner")
    return broken.value.problem


def positions() -> list[int]:
    return list(
        AuditEvent.objects.using("owner").order_by("position").values_list("position", flat=True)
    )


def execute(statement: str, *values: object) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
