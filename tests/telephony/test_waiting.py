"""How long the next caller would wait, and whether to offer them a callback."""

from datetime import timedelta

import pytest
from django.utils import timezone

from telephony import waiting
from telephony.models import Call, Presence, Queue
from tests.factories import (
    MONDAY_NINE,
    CallbackFactory,
    CallFactory,
    PresenceFactory,
    QueueFactory,
    QueueMemberFactory,
)
from tests.telephony.signing import KEY, post

State = Presence.State

pytestmark = pytest.mark.django_db


def queue_with(*states: State, **fields: object) -> Queue:
    queue = QueueFactory(**fields)
    for state in states:
        PresenceFactory(user=QueueMemberFactory(queue=queue).user, state=state)
    return queue


def add_callers(queue: Queue, number: int) -> None:
    CallFactory.create_batch(number, queue=queue, state=Call.State.QUEUED, queued_at=MONDAY_NINE)


def test_nobody_waits_while_somebody_is_free():
    assert waiting.estimate(queue_with(State.READY), at=MONDAY_NINE) == timedelta()


def test_who_holds_a_callback_is_not_free():
    queue = queue_with(State.READY)
    agent = queue.members.get().user
    CallbackFactory(
        queue=queue,
        status="dialling",
        offered_to=agent,
        lease_token="00000000-0000-4000-8000-000000000000",
    )

    assert waiting.estimate(queue, at=MONDAY_NINE) == timedelta(minutes=5)


def test_who_is_free_stays_so_while_a_colleague_dials():
    queue = queue_with(State.READY, State.IN_CALL)
    dialling = queue.members.get(user__presence__state=State.IN_CALL).user
    CallbackFactory(
        queue=queue,
        status="dialling",
        offered_to=dialling,
        lease_token="00000000-0000-4000-8000-000000000000",
    )

    assert waiting.estimate(queue, at=MONDAY_NINE) == timedelta()


def test_who_talks_to_a_caller_is_not_free():
    queue = queue_with(State.READY)
    CallFactory(queue=queue, agent=queue.members.get().user, state=Call.State.TALKING)

    assert waiting.estimate(queue, at=MONDAY_NINE) == timedelta(minutes=5)


def test_everybody_ahead_makes_the_wait_longer():
    queue = queue_with(State.IN_CALL, State.WRAP_UP)
    alone = waiting.estimate(queue, at=MONDAY_NINE)
    add_callers(queue, 4)

    assert alone == timedelta(minutes=2.5)
    assert waiting.estimate(queue, at=MONDAY_NINE) == timedelta(seconds=501)


def test_callers_in_another_line_of_the_same_people_are_ahead():
    queue, other = queue_with(State.IN_CALL), QueueFactory()
    QueueMemberFactory(queue=other, user=queue.members.get().user)
    add_callers(other, 1)

    assert waiting.estimate(queue, at=MONDAY_NINE) > timedelta(minutes=5)


def test_nobody_knows_while_nobody_is_there():
    assert waiting.estimate(queue_with(State.AWAY, State.BREAK), at=MONDAY_NINE) is None


@pytest.mark.parametrize(
    ("states", "fields", "offers"),
    [
        ([State.READY], {}, False),
        ([State.IN_CALL], {}, True),
        ([State.IN_CALL], {"offer_wait_seconds": 300}, False),
        ([State.IN_CALL], {"takes_callbacks": False}, False),
        ([], {}, True),
    ],
)
def test_a_callback_is_offered_above_a_wait(states, fields, offers):
    queue = queue_with(*states, **fields)

    assert waiting.prospect(queue, at=MONDAY_NINE).offers_callback == offers


def test_nobody_stands_behind_themselves():
    queue = queue_with(State.IN_CALL)
    add_callers(queue, 1)

    wait = waiting.estimate(queue, at=MONDAY_NINE, caller=Call.objects.get())

    assert wait == timedelta(minutes=5)


def test_the_switch_hears_how_long_a_caller_in_line_waits(client, settings):
    settings.TELEPHONY_EVENT_KEYS = [KEY]
    queue = queue_with(State.IN_CALL)
    at = timezone.now()
    said = {"id": "1", "call": "1", "kind": "queued", "queue": queue.slug, "at": at.isoformat()}

    response = post(client, said)

    assert response.json() == {"wait_seconds": 300, "offer_callback": True}
