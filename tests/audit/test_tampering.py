"""The trail tells on whoever changes it, and where, though it be the tables' owner."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone

from contactcenter.audit import anchors, events, verification
from contactcenter.audit.models import AuditEvent
from contactcenter.audit.verification import Broken, Problem, Report
from tests.audit import tampering
from tests.endurance import scaled

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
EVENTS, ANCHORED = 300, [100, 200, 280]


@pytest.fixture
def trail() -> None:
    """Three hundred events of some variety, and three anchors, the last of which covers the 280th."""
    for n in range(1, EVENTS + 1):
        event = events.record(
            None,
            f"thing.done_{n % 7}",
            at=AT + timedelta(seconds=n),
            unit=["", "Järva", "Skärholmen"][n % 3],
            purpose="a purpose" if n % 2 else "",
            contact=n if n % 5 == 0 else None,
            using="owner",
            n=n,
        )
        if n in ANCHORED:
            anchors.write(event, at=AT)
    tampering.drop_unique_positions()


def verified() -> Report:
    return verification.whole_trail(at=timezone.now(), using="owner")


def test_whole_trail_is_found_whole_and_what_no_anchor_covers_is_named(trail):
    report = verified()

    assert (report.events, report.last) == (300, 300)
    assert report.anchor.position == 280
    assert report.uncovered == 20


@pytest.mark.endurance
def test_every_random_edit_insertion_deletion_and_reordering_is_found_where_it_is(trail):
    missed = []
    for seed in range(scaled(1000)):
        random = Random(seed)
        tamper = tampering.TAMPERINGS[seed % len(tampering.TAMPERINGS)]
        with transaction.atomic(using="owner"):
            expected = tamper(random, EVENTS)
            found = first_broken()
            transaction.set_rollback(True, using="owner")
        if found != expected:
            missed.append((seed, tamper.__name__, expected, found))

    assert missed == []
    assert verified().events == EVENTS


def test_every_truncation_older_than_the_last_anchor_is_found(trail):
    for left in reversed(range(280)):
        AuditEvent.objects.using("owner").filter(position__gt=left).delete()

        with pytest.raises(Broken) as broken:
            verified()
        assert (broken.value.position, broken.value.problem) == (left + 1, Problem.CUT_OFF)


def test_truncation_younger_than_the_last_anchor_shows_as_fewer_uncovered_events(trail):
    AuditEvent.objects.using("owner").filter(position__gt=290).delete()

    assert verified().uncovered == 10


def test_history_that_was_written_anew_with_the_key_is_not_what_the_anchors_saw(trail):
    AuditEvent.objects.using("owner").filter(position__gt=150).delete()
    for _ in range(200):
        events.record(None, "thing.done", at=AT, using="owner")

    with pytest.raises(Broken) as broken:
        verified()

    assert (broken.value.position, broken.value.problem) == (200, Problem.REPLACED)


def test_events_of_two_histories_are_told_apart(trail):
    """An older copy of the database was brought back, people went on with it, and then somebody put newer events behind them."""
    newer = event_of_another_history(position=151)
    AuditEvent.objects.using("owner").filter(position=151).delete()
    newer.save(using="owner", force_insert=True)

    assert first_broken() == 152


def first_broken() -> int | None:
    try:
        verified()
    except Broken as broken:
        return broken.position
    return None


def event_of_another_history(position: int) -> AuditEvent:
    """Record once more at a position where something else was recorded."""
    with transaction.atomic(using="owner"):
        AuditEvent.objects.using("owner").filter(position__gte=position).delete()
        event = events.record(None, "thing.undone", at=AT, using="owner")
        transaction.set_rollback(True, using="owner")
    return event
