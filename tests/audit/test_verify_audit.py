"""`manage.py verify_audit`: what it prints, how it ends, what it keeps."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from contactcenter.audit import anchors, events, schedule, verification
from contactcenter.audit.models import AuditEvent, Verification

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def record(count: int) -> AuditEvent:
    for _ in range(count):
        event = events.record(None, "line.opened", at=AT)
    return event


def test_whole_trail_is_counted_and_what_the_anchor_covers_is_said(capsys):
    anchors.write(record(3), at=AT)
    record(2)

    call_command("verify_audit")

    assert capsys.readouterr().out == (
        "5 events are whole, up to position 5.\n"
        "The last anchor, of 2026-11-23 08:00 UTC, covers position 3."
        " Not covered yet: 2 events, 4 to 5.\n"
    )


def test_trail_that_is_covered_to_its_end_says_so(capsys):
    anchors.write(record(3), at=AT)

    call_command("verify_audit")

    assert capsys.readouterr().out.endswith("covers position 3. Nothing is uncovered.\n")


def test_missing_anchor_file_is_named(capsys, anchor_file):
    record(1)

    call_command("verify_audit")

    assert f"There is no anchor in {anchor_file}." in capsys.readouterr().out


def test_anchors_that_cannot_be_read_are_no_proof(settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = tmp_path  # a folder

    with pytest.raises(CommandError, match="The anchors cannot be read"):
        call_command("verify_audit")


def test_anchor_that_lags_behind_is_warned_of(capsys):
    anchors.write(record(1), at=AT)
    record(1)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("verify_audit")

    assert "Is the clock running?" in capsys.readouterr().err


def test_broken_trail_ends_with_an_error_that_names_the_first_broken_position():
    record(3)
    forge_at_the_end()

    with pytest.raises(CommandError, match="position 4: this event is not as it was written"):
        call_command("verify_audit")


def test_outcome_is_kept():
    record(2)
    call_command("verify_audit")
    forge_at_the_end()
    with pytest.raises(CommandError):
        call_command("verify_audit")

    whole, broken = Verification.objects.order_by("pk")
    assert (whole.events, whole.problem, whole.position) == (2, "", None)
    assert (broken.events, broken.problem, broken.position) == (2, "altered", 3)


def test_clock_verifies_once_a_day():
    record(1)
    schedule.verify()
    schedule.verify()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        schedule.anchor()
        schedule.verify()

    assert Verification.objects.count() == 2


def test_clock_starts_no_second_verification_beside_one_that_is_under_way():
    record(1)
    cache.add(schedule.VERIFYING, True)
    schedule.verify()

    cache.delete(schedule.VERIFYING)
    assert Verification.objects.count() == 0
    schedule.verify()
    assert Verification.objects.count() == 1


def test_clock_fails_loudly_on_a_broken_trail():
    record(1)
    forge_at_the_end()

    with pytest.raises(verification.Broken):
        schedule.verify()


def forge_at_the_end() -> None:
    """The application's role may insert; it has not the key, if somebody else uses it."""
    last = AuditEvent.objects.order_by("-position").first()
    AuditEvent.objects.create(
        position=last.position + 1,
        recorded_at=last.recorded_at,
        at=AT,
        action="line.closed",
        previous_hash=last.hash,
        hash="0" * 64,
    )
