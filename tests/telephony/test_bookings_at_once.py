"""Many people confirm at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from telephony import bookings, slots
from telephony.models import Callback
from tests.factories import MONDAY_NINE, SlotFactory
from tests.telephony.asking import ask, code_of, number
from tests.telephony.open_lines import open_queue

pytestmark = pytest.mark.django_db(transaction=True)

Status, Ending = Callback.Status, Callback.Ending
HOUR = timedelta(hours=1)
TEN = MONDAY_NINE + HOUR


def test_fifty_people_confirm_the_last_place_at_once_and_one_gets_it():
    queue = open_queue(planned_agents=2)
    slot = SlotFactory(queue=queue, starts_at=TEN, capacity=1)
    free = SlotFactory(queue=queue, starts_at=TEN + HOUR)
    asked = [ask(queue, number(f"070-174 06 {n:02}"), slot=slot) for n in range(10, 60)]
    codes = {callback.pk: code_of(callback) for callback in asked}
    ready = Barrier(len(asked))

    def confirm(callback):
        try:
            ready.wait(timeout=30)
            return bookings.confirm(callback, codes[callback.pk], at=MONDAY_NINE).status
        except slots.Full as full:
            return full.free
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as people:
        answers = list(people.map(confirm, asked))

    assert answers.count(Status.WAITING) == 1
    assert answers.count([free]) == 49
    slot.refresh_from_db()
    assert slot.booked == Callback.objects.live().filter(slot=slot).count() == 1


def test_two_confirmations_of_one_number_at_once_leave_one_live_callback():
    queue = open_queue(planned_agents=2)
    asked = [ask(queue) for _ in range(2)]
    codes = {callback.pk: code_of(callback) for callback in asked}
    ready = Barrier(2)

    def confirm(callback):
        try:
            ready.wait(timeout=30)
            return bookings.confirm(callback, codes[callback.pk], at=MONDAY_NINE).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        shown = set(people.map(confirm, asked))

    assert shown == {Callback.objects.live().get().pk}
    assert Callback.objects.get(ending=Ending.FOLDED).folded_into_id in shown
