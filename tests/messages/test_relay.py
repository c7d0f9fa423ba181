from datetime import timedelta

import pytest
from django.utils import timezone

from contactcenter.messages import relay, schedule
from contactcenter.messages.models import Message
from tests.factories import MONDAY_NINE, MessageFactory

pytestmark = pytest.mark.django_db

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def test_what_nobody_took_is_rung_for_again_after_a_minute():
    message = MessageFactory(rung_at=MONDAY_NINE)

    assert relay.to_ring_for(at=MONDAY_NINE + 59 * SECOND) == []
    assert relay.to_ring_for(at=MONDAY_NINE + 61 * SECOND) == [message.pk]
    assert relay.to_ring_for(at=MONDAY_NINE + 66 * SECOND) == []


def test_what_comes_due_is_rung_for_oldest_first():
    later = MessageFactory(due_at=MONDAY_NINE + 2 * SECOND)
    sooner = MessageFactory(due_at=MONDAY_NINE + SECOND)
    MessageFactory(due_at=MONDAY_NINE + MINUTE)

    assert relay.to_ring_for(at=MONDAY_NINE + 5 * SECOND) == [sooner.pk, later.pk]


def test_what_is_too_late_is_let_rest():
    message = MessageFactory(expires_at=MONDAY_NINE + MINUTE)

    assert relay.expire(at=MONDAY_NINE + 59 * SECOND) == 0
    assert relay.expire(at=MONDAY_NINE + MINUTE) == 1

    message.refresh_from_db()
    assert message.state == Message.State.EXPIRED
    assert relay.to_ring_for(at=MONDAY_NINE + 2 * MINUTE) == []


def test_the_clock_rings_for_what_is_due(rung):
    message = MessageFactory(due_at=timezone.now())
    MessageFactory(due_at=timezone.now(), state=Message.State.SENT)

    schedule.relay_messages()

    assert rung() == [message.pk]


def test_a_tick_costs_the_same_however_much_was_sent(django_assert_num_queries):
    MessageFactory.create_batch(30, state=Message.State.SENT)

    with django_assert_num_queries(5):  # two of them a savepoint's
        schedule.relay_messages()
