"""The lead's picture: counted rightly, and as cheap for thirty queues as for one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony import overview
from telephony.overview import Line, Promises
from tests.factories import (
    AttemptFactory,
    CallbackFactory,
    CallFactory,
    PresenceFactory,
    QueueFactory,
    QueueMemberFactory,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def picture(queue):
    return next(each for each in overview.of_all(at=NOW).queues if each.queue == queue)


def rung(queue, *, placed_at, **more):
    """Somebody who was rung to the end today; they had been promised a call before ten."""
    callback = CallbackFactory(
        queue=queue, promised_by=NOW, status="closed", ending="reached", closed_at=NOW, **more
    )
    AttemptFactory(
        callback=callback, state="ended", outcome="reached", placed_at=placed_at, ended_at=NOW
    )


def test_callers_are_counted_with_the_longest_wait():
    queue = QueueFactory()
    for minutes in (1, 4):
        CallFactory(queue=queue, state="queued", queued_at=NOW - minutes * MINUTE)
    CallFactory(queue=queue, state="talking", queued_at=NOW - 9 * MINUTE)

    assert picture(queue).line == Line(2, NOW - 4 * MINUTE)


def test_callbacks_are_counted_by_how_near_their_promise_is():
    queue = QueueFactory(near_promise_minutes=10)
    for minutes in (-1, 5, 11):
        CallbackFactory(queue=queue, promised_by=NOW + minutes * MINUTE)
    CallbackFactory(
        queue=queue, status="needs_person", needs="network", promised_by=NOW + 30 * MINUTE
    )

    assert picture(queue).promises == Promises(
        waiting=3, near=1, late=1, needs_person=1, kept=0, due=1
    )


def test_a_promise_is_kept_when_we_rang_in_time_today():
    queue = QueueFactory()
    rung(queue, placed_at=NOW - MINUTE)
    rung(queue, placed_at=NOW + MINUTE)
    CallbackFactory(
        queue=queue, status="closed", ending="reached", closed_at=NOW - timedelta(days=1)
    )

    promises = picture(queue).promises
    assert (promises.kept, promises.due) == (1, 2)


def test_nobody_there_is_no_wait_of_zero_minutes():
    assert picture(QueueFactory()).wait is None


def test_who_talks_to_a_caller_is_in_a_call_whatever_they_said():
    member = QueueMemberFactory()
    PresenceFactory(user=member.user)
    CallFactory(queue=member.queue, agent=member.user, state="talking")

    now = picture(member.queue)
    assert now.states == {"in_call": 1}
    assert now.wait == 5 * MINUTE


def test_the_wait_counts_callers_in_every_queue_of_the_same_people():
    member = QueueMemberFactory()
    other = QueueMemberFactory(user=member.user)
    PresenceFactory(user=member.user)
    assert picture(member.queue).wait == timedelta()

    CallFactory(queue=other.queue, state="queued", queued_at=NOW)

    assert picture(member.queue).wait > 5 * MINUTE


def test_who_is_away_is_not_shown():
    PresenceFactory(state="away")
    ready = PresenceFactory()

    assert [person.presence for person in overview.of_all(at=NOW).people] == [ready]


def test_whoever_holds_a_callback_rings():
    ready = PresenceFactory()
    CallbackFactory(
        status="offered",
        offered_to=ready.user,
        lease_token="0" * 32,
        lease_until=NOW + MINUTE,
    )

    assert [person.state for person in overview.of_all(at=NOW).people] == ["ringing"]


def test_the_stamp_changes_with_what_is_shown():
    queue = QueueFactory()
    before = overview.stamp(overview.of_all(at=NOW), at=NOW)
    assert overview.stamp(overview.of_all(at=NOW), at=NOW) == before

    CallbackFactory(queue=queue)

    assert overview.stamp(overview.of_all(at=NOW), at=NOW) != before


def test_the_stamp_changes_when_another_caller_waits_longest():
    call = CallFactory(queue=QueueFactory(), state="queued", queued_at=NOW - MINUTE)
    before = overview.stamp(overview.of_all(at=NOW), at=NOW)

    type(call).objects.update(queued_at=NOW - 5 * MINUTE)

    assert overview.stamp(overview.of_all(at=NOW), at=NOW) != before


def one_more_of_everything():
    member = QueueMemberFactory()
    PresenceFactory(user=member.user)
    CallbackFactory(queue=member.queue)
    CallFactory(queue=member.queue, state="queued", queued_at=NOW)
    rung(member.queue, placed_at=NOW)


def test_thirty_queues_cost_no_more_queries_than_one():
    one_more_of_everything()
    with CaptureQueriesContext(connection) as with_one:
        overview.of_all(at=NOW)

    for _number in range(29):
        one_more_of_everything()
    with CaptureQueriesContext(connection) as with_thirty:
        overview.of_all(at=NOW)

    assert len(with_thirty) == len(with_one)


def test_who_was_rung_in_time_and_not_reached_is_not_late():
    queue = QueueFactory()
    CallbackFactory(queue=queue, promised_by=NOW - MINUTE, attempts_used=1)

    promises = picture(queue).promises
    assert (promises.waiting, promises.late, promises.due) == (1, 0, 0)
