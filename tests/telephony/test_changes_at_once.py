"""Two people change one callback at the same moment: who comes second sees what the first one has done."""

from datetime import timedelta

import pytest

from telephony import changes, closing
from telephony.models import Callback, Slot
from tests.factories import MONDAY_NINE, CallbackFactory, SlotFactory, UserFactory
from tests.telephony import in_turn
from tests.telephony.open_lines import open_queue

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db(transaction=True)


def cancel(callback: Callback) -> None:
    changes.cancel(Callback.objects.get(pk=callback.pk), by=None, at=MONDAY_NINE)


def answer(callback: Callback) -> None:
    lead = UserFactory(roles=["team_lead"])
    closing.answer_all(callback.queue, [callback], reason="Closed", by=lead, at=MONDAY_NINE)


@pytest.mark.parametrize("end", [cancel, answer])
def test_half_hour_that_was_just_taken_is_given_back(queue, end):
    old = SlotFactory(queue=queue, starts_at=MONDAY_NINE + HOUR, booked=1)
    new = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR)
    callback = CallbackFactory(queue=queue, slot=old)

    with in_turn.second(lambda: end(callback)) as comes:
        changes.move(callback, new, by=None, at=MONDAY_NINE)
        comes()

    assert not Callback.objects.live().exists()
    assert not Slot.objects.exclude(booked=0).exists()


def test_whoever_was_just_moved_to_another_queue_can_cancel(queue):
    callback = CallbackFactory(queue=queue)
    lead, other = UserFactory(roles=["team_lead"]), open_queue(service=queue.service)

    with in_turn.second(lambda: cancel(callback)) as comes:
        closing.move_all(queue, [callback], to=other, by=lead, at=MONDAY_NINE)
        comes()

    callback.refresh_from_db()
    assert (callback.queue, callback.ending) == (other, "cancelled")
