"""Many people confirm at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from contactcenter.messages.models import Message
from telephony import bookings, numbers, promises, queues, slots
from telephony.models import Callback, Confirmation
from tests.factories import MONDAY_NINE, SlotFactory, UserFactory
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


@pytest.mark.parametrize("booked", [False, True])
def test_nobody_is_left_waiting_in_a_queue_that_is_retired_while_they_confirm(booked):
    """Each of ten people has a queue of their own, so that either of the two may be faster."""
    lead = UserFactory(roles=["team_lead"])
    asked = [asked_in_a_queue_of_its_own(n, booked=booked) for n in range(10)]
    codes = {callback.pk: code_of(callback) for callback in asked}
    ready = Barrier(2 * len(asked))

    def confirm(callback):
        with at_once(ready), suppress(slots.Full, promises.CannotPromise):
            bookings.confirm(callback, codes[callback.pk], at=MONDAY_NINE)

    def retire(callback):
        with at_once(ready), suppress(queues.HasCallbacks):
            queues.retire(callback.queue, by=lead, at=MONDAY_NINE)

    with ThreadPoolExecutor(2 * len(asked)) as people:
        done = [people.submit(act, each) for each in asked for act in (confirm, retire)]
    for act in done:
        act.result()

    for callback in Callback.objects.select_related("queue"):
        assert (callback.status == Status.WAITING) == callback.queue.is_active


def asked_in_a_queue_of_its_own(n, *, booked):
    queue = open_queue(planned_agents=2)
    slot = SlotFactory(queue=queue, starts_at=TEN) if booked else None
    return ask(queue, number(f"070-174 06 {n + 10}"), slot=slot)


def test_ten_requests_for_one_number_at_once_send_no_more_codes_than_an_hour_has():
    queue = open_queue(planned_agents=2)
    ready = Barrier(10)

    def ask_at_once(_number):
        with at_once(ready):
            ask(queue)

    with ThreadPoolExecutor(10) as people:
        list(people.map(ask_at_once, range(10)))

    assert Confirmation.objects.count() == 10
    assert Message.objects.of_use(MONDAY_NINE).count() == numbers.MOST_CODES_PER_HOUR


@contextmanager
def at_once(ready):
    """Wait until all are there, and give the thread's connection back."""
    try:
        ready.wait(timeout=30)
        yield
    finally:
        connection.close()
