"""What we promise to somebody who wants to be rung as soon as possible."""

from datetime import UTC, date, datetime, timedelta

import pytest

from districts.phone_hours import Mode, PhoneHours
from telephony import promises
from tests.factories import MONDAY_NINE, AgreementFactory, CallbackFactory, SlotFactory
from tests.telephony.open_lines import open_queue

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def queue(db):
    return open_queue(planned_agents=2, talk_minutes=5, promise_minutes=60)


def minutes_promised(queue, district=None):
    return (promises.soon(queue, district, at=MONDAY_NINE).by - MONDAY_NINE) / MINUTE


def test_without_an_agreement_the_queues_own_minutes_hold(queue):
    promise = promises.soon(queue, None, at=MONDAY_NINE)

    assert (promise.by, promise.agreement) == (MONDAY_NINE + 60 * MINUTE, None)


def test_agreement_may_ask_for_less_and_its_version_is_kept(queue):
    old = AgreementFactory(service=queue.service, callback_within_minutes=90)
    newest = AgreementFactory(
        district=old.district,
        service=queue.service,
        version=2,
        valid_from=date(2026, 6, 1),
        callback_within_minutes=30,
    )

    promise = promises.soon(queue, old.district, at=MONDAY_NINE)

    assert (promise.by, promise.agreement) == (MONDAY_NINE + 30 * MINUTE, newest)


def test_who_waits_already_makes_it_longer_as_far_as_the_agreement_goes(queue):
    agreement = AgreementFactory(service=queue.service, callback_within_minutes=75)
    CallbackFactory.create_batch(28, queue=queue)  # 28 talks of 5 minutes, two people

    assert minutes_promised(queue, agreement.district) == 70
    CallbackFactory.create_batch(4, queue=queue)
    with pytest.raises(promises.TooManyWait):
        minutes_promised(queue, agreement.district)


def test_booked_half_hours_have_their_own_time(queue):
    CallbackFactory.create_batch(30, queue=queue, slot=SlotFactory(queue=queue, capacity=30))

    assert minutes_promised(queue) == 60


def test_asked_at_night_the_promise_counts_from_the_opening(queue):
    at_midnight = datetime(2026, 11, 23, 23, tzinfo=UTC)

    assert promises.soon(queue, None, at=at_midnight).by == datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize("wish", ["is_active", "takes_callbacks"])
def test_queue_that_takes_no_callbacks_promises_nothing(queue, wish):
    setattr(queue, wish, False)

    with pytest.raises(promises.CannotPromise):
        minutes_promised(queue)


def test_line_without_published_hours_promises_nothing():
    queue = open_queue(PhoneHours(mode=Mode.NOT_PUBLISHED), planned_agents=2)

    with pytest.raises(promises.CannotPromise):
        minutes_promised(queue)
