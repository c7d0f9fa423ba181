"""What must hold at the moment of ringing, where more than one agent, call or process is at it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from telephony import attempts, dial_time
from telephony.dial_time import Reason
from telephony.models import Attempt, Call, Callback
from tests.factories import (
    MONDAY_NINE,
    AttemptFactory,
    CallbackFactory,
    CallFactory,
    ServiceFactory,
)
from tests.telephony.open_lines import agent_of, claimed, open_queue

Status = Callback.Status
A_MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A callback that an agent holds."""
    return held_in(open_queue())


def held_in(queue, **details):
    return claimed(CallbackFactory(queue=queue, **details), agent_of(queue))


def same_number(callback):
    """The same person asks about something else, and another agent holds that."""
    other = open_queue(service=ServiceFactory(code="elder-care"))
    return held_in(other, number=callback.number, number_hash=callback.number_hash)


def begun(callback):
    return attempts.begin(callback, callback.lease_token, agent=callback.offered_to, at=MONDAY_NINE)


def refusal(callback):
    with pytest.raises(dial_time.Refused) as caught:
        begun(callback)
    return caught.value.reason


def test_call_of_ours_is_over_when_its_agent_has_said_so(held):
    """The switch's word for its end may be lost."""
    attempt = AttemptFactory(
        callback=held, state="ended", outcome="no_answer", ended_at=MONDAY_NINE - A_MINUTE
    )
    CallFactory(
        number_hash=held.number_hash,
        state=Call.State.RINGING,
        direction=Call.Direction.OUT,
        attempt=attempt,
    )

    assert begun(held)


def test_whoever_a_colleague_rings_about_something_else_is_rung_later(held):
    begun(same_number(held))

    assert refusal(held) == Reason.ON_THE_LINE
    assert (held.status, held.eligible_at) == (Status.WAITING, MONDAY_NINE + A_MINUTE)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_dial_one_number_at_once_one_rings(held):
    both = [held, same_number(held)]
    ready = Barrier(2)

    def dial(callback):
        try:
            ready.wait(timeout=30)
            return begun(callback)
        except dial_time.Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        made = list(people.map(dial, both))

    assert sum(map(bool, made)) == Attempt.objects.count() == 1


def test_switch_that_does_not_answer_costs_nobody_their_place(held, settings):
    settings.TELEPHONY_DRIVER = "tests.telephony.scripted.Unwell"

    assert refusal(held) == Reason.SWITCH_AWAY
    assert (held.status, held.eligible_at) == (Status.WAITING, MONDAY_NINE)
