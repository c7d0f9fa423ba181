"""Who waits, beside an agent's own contacts and in the navigation."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cases import waiting
from telephony import calls
from telephony.models import Callback, Queue
from tests.cases.callbacks import agent_of, due, open_queue
from tests.factories import CallFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue() -> Queue:
    return open_queue(name="Elder care")


def test_callers_are_counted_by_queue_from_the_one_who_waits_longest(queue):
    now = timezone.now()
    agent, other = agent_of(queue), open_queue(name="Not mine")
    for line, minutes in ((queue, 2), (queue, 5), (other, 9)):
        CallFactory(queue=line, state="queued", queued_at=now - timedelta(minutes=minutes))
    CallFactory(queue=queue, state="ringing", queued_at=now)
    CallFactory(queue=queue, state="queued", queued_at=now - calls.LONGEST_WAIT)

    [line] = waiting.of(agent, at=now).lines

    assert (line.queue, line.callers, line.clock) == ("Elder care", 2, "05:00")


def test_the_callbacks_are_those_that_can_be_seen_to_the_nearest_promise_first(queue):
    now = timezone.now()
    agent = agent_of(queue)
    late = due(queue, asked_at=now - timedelta(hours=2))
    soon = due(queue, status=Callback.Status.NEEDS_PERSON, needs=Callback.Needs.NETWORK)
    due(queue, eligible_at=now + timedelta(hours=1))
    due(open_queue(name="Not mine"))

    shown = waiting.of(agent, at=now).callbacks

    assert [(row.callback, row.is_late) for row in shown] == [(late, True), (soon, False)]
    assert waiting.number(agent, at=now) == 2


@pytest.mark.parametrize("count", [1, 30])
def test_three_queries_however_many_wait(queue, count, django_assert_num_queries):
    now, agent = timezone.now(), agent_of(queue)
    for _ in range(count):
        due(queue)
        CallFactory(queue=queue, state="queued", queued_at=now)

    with django_assert_num_queries(3):
        html = render_to_string("desk/_waiting.html", {"waiting": waiting.of(agent, at=now)})

    assert html.count("Elder care") == 1 + min(count, waiting.SHOWN)


def test_whoever_answers_no_queue_is_told_nothing_for_one_query(queue, django_assert_num_queries):
    now, agent = timezone.now(), UserFactory(roles=["agent"])
    due(queue)

    with django_assert_num_queries(1):
        assert waiting.of(agent, at=now) == waiting.Waiting([], [])


def test_the_navigation_says_how_many(client, queue):
    due(queue), due(queue)
    client.force_login(agent_of(queue))

    assert '<span class="count">2</span>' in client.get(reverse("keys")).content.decode()
