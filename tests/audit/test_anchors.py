"""What is kept outside the database, so that a cut end is seen."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from contactcenter.audit import anchors, events, schedule, verification
from contactcenter.audit.verification import Broken, Problem

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def record(count: int) -> None:
    for _ in range(count):
        events.record(None, "line.opened", at=AT)


def anchored_at(*positions: int) -> None:
    """Record events, and anchor those at these positions."""
    for position in range(1, max(positions) + 1):
        event = events.record(None, "line.opened", at=AT)
        if position in positions:
            anchors.write(event, at=AT)


def problem_found() -> tuple[int, Problem]:
    with pytest.raises(Broken) as broken:
        verification.whole_trail(at=timezone.now(), using="default")
    return broken.value.position, broken.value.problem


@pytest.mark.django_db(transaction=True)
def test_every_so_many_events_one_is_anchored_when_it_is_committed(settings):
    settings.AUDIT_ANCHOR_EVERY = 3

    record(7)

    assert [anchor.position for anchor in anchors.read()] == [3, 6]


@pytest.mark.django_db(transaction=True)
def test_anchor_that_cannot_be_written_keeps_no_act_back(settings, tmp_path, caplog):
    settings.AUDIT_ANCHOR_EVERY = 1
    settings.AUDIT_ANCHOR_FILE = tmp_path  # a folder

    record(1)

    assert "IsADirectoryError" in caplog.text


def test_clock_anchors_the_newest_event_once():
    record(2)

    schedule.anchor()
    schedule.anchor()

    assert [anchor.position for anchor in anchors.read()] == [2]


def test_shutting_down_anchors_the_newest_event(capsys):
    record(2)

    call_command("anchor_audit")
    call_command("anchor_audit")

    assert capsys.readouterr().out == "Anchored at position 2.\nNothing new to anchor.\n"


def test_empty_trail_needs_no_anchor(anchor_file):
    schedule.anchor()

    assert not anchor_file.exists()


def test_file_is_for_its_owner_only(anchor_file):
    anchored_at(1)

    assert anchor_file.stat().st_mode & 0o777 == 0o600


def test_anchor_stands_in_the_log_too(anchor_file, caplog):
    with caplog.at_level(logging.INFO, logger="contactcenter.audit.anchors"):
        anchored_at(1)

    assert caplog.messages == [f"audit anchor {anchor_file.read_text().strip()}"]


def test_line_that_was_torn_by_a_power_cut_is_passed_over(anchor_file):
    anchored_at(1, 2)
    anchor_file.write_text(anchor_file.read_text() + '{"position": 3, "ha')

    record(1)
    schedule.anchor()

    assert [anchor.position for anchor in anchors.read()] == [1, 2, 3]
    assert verification.whole_trail(at=AT, using="default").uncovered == 0


def test_anchor_taken_out_of_the_middle_is_noticed(anchor_file):
    anchored_at(1, 2, 3)
    lines = anchor_file.read_text().splitlines(keepends=True)
    anchor_file.write_text(lines[0] + lines[2])

    assert problem_found() == (3, Problem.ANCHORS_ALTERED)


def test_anchor_changed_by_hand_is_noticed(anchor_file):
    anchored_at(1, 2, 3)
    first, second, third = anchor_file.read_text().splitlines(keepends=True)
    changed = json.dumps(json.loads(second) | {"at": "2020-01-01T00:00:00+00:00"})
    anchor_file.write_text(f"{first}{changed}\n{third}")

    assert problem_found() == (2, Problem.ANCHORS_ALTERED)


def test_anchor_made_up_without_the_key_is_noticed(anchor_file):
    anchored_at(1)
    forged = json.dumps({"position": 2, "hash": "0" * 64, "at": AT.isoformat(), "seal": "0" * 64})
    anchor_file.write_text(f"{anchor_file.read_text()}{forged}\n")

    assert problem_found() == (2, Problem.ANCHORS_ALTERED)


def test_young_trail_without_anchors_is_whole_but_says_what_is_uncovered():
    record(3)

    report = verification.whole_trail(at=timezone.now(), using="default")

    assert (report.anchor, report.uncovered) == (None, 3)


def test_trail_without_anchors_is_not_whole_once_an_event_is_older_than_an_hour():
    record(3)

    with pytest.raises(Broken) as broken:
        verification.whole_trail(at=timezone.now() + timedelta(minutes=61), using="default")

    assert (broken.value.position, broken.value.problem) == (1, Problem.NOT_ANCHORED)


def test_anchor_of_an_event_that_was_committed_while_reading_is_no_false_alarm():
    anchored_at(2)
    seen = anchors.read()  # as verification does, before it asks the database

    anchored_at(1)

    assert [anchor.position for anchor in seen] == [2]
