"""Positions without gaps, in the order of commits, however many act at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from contactcenter.audit import chain, events, verification
from contactcenter.audit.models import AuditEvent

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PEOPLE, ACTS = 8, 50


@pytest.mark.django_db
def test_first_event_begins_the_chain_and_the_next_follows_it():
    first = events.record(None, "line.opened", at=AT)
    second = events.record(None, "line.closed", at=AT)

    assert (first.position, first.previous_hash) == (1, chain.GENESIS)
    assert (second.position, second.previous_hash) == (2, first.hash)
    assert second.recorded_at >= first.recorded_at


@pytest.mark.django_db
def test_hash_needs_the_key(settings):
    event = events.record(None, "line.opened", at=AT)

    settings.AUDIT_KEY = "another key, as long as a key should be"

    assert chain.link(event) != event.hash


@pytest.mark.django_db
def test_event_of_an_act_that_is_rolled_back_leaves_no_gap():
    events.record(None, "line.opened", at=AT)
    act_that_is_rolled_back()

    events.record(None, "line.moved", at=AT)

    assert list(AuditEvent.objects.order_by("position").values_list("position", "action")) == [
        (1, "line.opened"),
        (2, "line.moved"),
    ]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap_and_commit_in_the_order_of_the_chain():
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        busy = [pool.submit(act_again_and_again, person) for person in range(PEOPLE)]
        watch = pool.submit(holes_seen_while, busy)
        seen = watch.result()
        for person in busy:
            person.result()

    report = verification.run(at=timezone.now())
    assert report.events == report.last == PEOPLE * ACTS
    assert seen == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_transaction_that_cannot_see_the_newest_event_is_refused():
    events.record(None, "line.opened", at=AT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        AuditEvent.objects.count()
        events.record(None, "line.moved", at=AT, using="owner")

        with pytest.raises(IntegrityError):
            events.record(None, "line.closed", at=AT)
        transaction.set_rollback(True)


def act_that_is_rolled_back() -> None:
    with transaction.atomic():
        events.record(None, "line.closed", at=AT)
        transaction.set_rollback(True)


def act_again_and_again(person: int) -> None:
    try:
        for act in range(ACTS):
            with transaction.atomic():
                events.record(None, "line.opened", at=AT, person=person, act=act)
                time.sleep(0.001)  # the rest of the act: others come meanwhile
            if act % 5 == 0:
                act_that_is_rolled_back()
    finally:
        connection.close()


def holes_seen_while(busy: list) -> list[list[int]]:
    """Look all the time: an event that is committed before an earlier one would be seen as a hole."""
    holes = []
    try:
        while not all(person.done() for person in busy):
            seen = list(AuditEvent.objects.order_by("position").values_list("position", flat=True))
            if seen != list(range(1, len(seen) + 1)):
                holes.append(seen)
    finally:
        connection.close()
    return holes
