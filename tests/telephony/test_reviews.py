"""What a person decides when nothing more happens by itself."""

from datetime import timedelta

import pytest

from contactcenter.audit.models import AuditEvent
from telephony import queues, reviews
from telephony.models import Callback
from tests.factories import MONDAY_NINE, CallbackFactory, UserFactory
from tests.telephony.open_lines import open_queue

pytestmark = pytest.mark.django_db
Status = Callback.Status
TUESDAY_NINE = MONDAY_NINE + timedelta(days=1)


@pytest.fixture
def queue():
    return open_queue()


@pytest.fixture
def lead():
    return UserFactory(roles=["team_lead"])


def missed(queue, **details):
    return CallbackFactory(
        queue=queue,
        status=Status.CLOSED,
        ending=Callback.Ending.NOT_REACHED,
        closed_at=MONDAY_NINE,
        attempts_used=3,
        **details,
    )


def test_those_not_reached_are_listed_until_somebody_has_looked(queue, lead):
    first, second = missed(queue), missed(queue)
    CallbackFactory(
        queue=queue,
        status=Status.CLOSED,
        ending=Callback.Ending.REACHED,
        closed_at=MONDAY_NINE,
    )

    reviews.tick_off(first, by=lead, at=TUESDAY_NINE)

    assert list(reviews.to_review()) == [second]
    assert AuditEvent.objects.filter(action="callback.reviewed").count() == 1
    with pytest.raises(reviews.NothingToDecide):
        reviews.tick_off(first, by=lead, at=TUESDAY_NINE)


def test_one_more_round_has_three_attempts_the_old_place_and_a_new_promise(queue, lead):
    callback = missed(queue)

    reviews.ring_again(callback, by=lead, at=TUESDAY_NINE)

    assert (callback.status, callback.attempts_used) == (Status.WAITING, 0)
    assert callback.arrived_at == MONDAY_NINE
    assert callback.promised_by == TUESDAY_NINE + timedelta(hours=1)
    with pytest.raises(reviews.NothingToDecide):
        reviews.ring_again(callback, by=lead, at=TUESDAY_NINE)


def test_whoever_asked_again_meanwhile_is_not_rung_twice(queue, lead):
    callback = missed(queue, phone="+46701740605")
    CallbackFactory(queue=queue, phone="+46701740605")

    with pytest.raises(reviews.AlreadyWaits):
        reviews.ring_again(callback, by=lead, at=TUESDAY_NINE)


def test_number_that_was_forgotten_cannot_be_rung(queue, lead):
    with pytest.raises(reviews.NumberForgotten):
        reviews.ring_again(missed(queue, number=""), by=lead, at=TUESDAY_NINE)


def test_callback_goes_back_when_the_network_works_again(queue, lead):
    callback = CallbackFactory(
        queue=queue,
        status=Status.NEEDS_PERSON,
        needs=Callback.Needs.NETWORK,
        network_failures=5,
        attempts_used=1,
    )

    reviews.put_back(callback, by=lead, at=TUESDAY_NINE)

    assert (callback.status, callback.needs) == (Status.WAITING, "")
    assert (callback.network_failures, callback.attempts_used) == (0, 1)
    with pytest.raises(reviews.NothingToDecide):
        reviews.put_back(callback, by=lead, at=TUESDAY_NINE)


def test_attempt_that_may_have_rung_does_not_go_back_by_this_door(queue, lead):
    callback = CallbackFactory(
        queue=queue, status=Status.NEEDS_PERSON, needs=Callback.Needs.MAY_HAVE_RUNG
    )

    with pytest.raises(reviews.NothingToDecide):
        reviews.put_back(callback, by=lead, at=TUESDAY_NINE)


def test_nobody_waits_in_a_queue_that_is_out_of_use(queue, lead):
    callback = missed(queue)
    queues.retire(queue, by=lead, at=TUESDAY_NINE)

    with pytest.raises(reviews.OutOfUse):
        reviews.ring_again(callback, by=lead, at=TUESDAY_NINE)
