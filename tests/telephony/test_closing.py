"""When an office closes, nobody whom we promised a call is forgotten."""

from datetime import date, timedelta

import pytest

from contactcenter.audit.models import AuditEvent
from contactcenter.messages.models import Message
from districts.models import ExceptionDay
from telephony import closing, offers, slots
from telephony.models import Callback, Queue, Slot
from tests.factories import (
    MONDAY_NINE,
    CallbackFactory,
    ServiceFactory,
    SlotFactory,
    UserFactory,
)
from tests.telephony.open_lines import agent_of, open_queue

pytestmark = pytest.mark.django_db

Status, Ending = Callback.Status, Callback.Ending
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TUESDAY_TEN = MONDAY_NINE + DAY + HOUR


@pytest.fixture
def other(queue):
    """Another line for the same assignment, whose half hours hold two each."""
    return open_queue(planned_agents=2, service=queue.service)


def booked(queue, starts_at=TUESDAY_TEN, **details):
    slot = Slot.objects.filter(queue=queue, starts_at=starts_at).first()
    slot = slot or SlotFactory(queue=queue, starts_at=starts_at, capacity=5)
    Slot.objects.filter(pk=slot.pk).update(booked=slot.booked + 1)
    return CallbackFactory(
        queue=queue, slot=slot, eligible_at=starts_at, promised_by=slot.ends_at, **details
    )


def move_all(queue, to, **when):
    callbacks = Callback.objects.live()
    return closing.move_all(queue, callbacks, to=to, by=UserFactory(), at=MONDAY_NINE, **when)


# Answered


def test_all_are_answered_in_one_act(queue):
    waiting, needs_person = (
        CallbackFactory(queue=queue, is_confirmed_by_code=True),
        CallbackFactory(queue=queue, status=Status.NEEDS_PERSON, needs="network"),
    )
    in_half_hour = booked(queue)

    count = closing.answer_all(
        queue, queue.callbacks.all(), reason="Fire", by=UserFactory(), at=MONDAY_NINE
    )

    assert count == 3
    for callback in (waiting, needs_person, in_half_hour):
        callback.refresh_from_db()
        assert (callback.ending, callback.ending_note) == (Ending.ANSWERED, "Fire")
    assert Slot.objects.get().booked == 0
    assert Message.objects.get().kind == "callback-answered"  # to the one whose number we know
    event = AuditEvent.objects.get()
    assert (event.action, event.details["count"]) == ("queue.callbacks_answered", 3)


def test_whom_somebody_rings_just_now_is_left_to_them(queue):
    callback = CallbackFactory(queue=queue)
    offers.claim(callback, agent=agent_of(queue), at=MONDAY_NINE)
    Callback.objects.update(status=Status.DIALLING)

    count = closing.answer_all(queue, [callback], reason="Fire", by=UserFactory(), at=MONDAY_NINE)

    assert count == 0
    assert Callback.objects.get().status == Status.DIALLING


# Moved


def test_half_hour_becomes_the_same_one_of_the_other_queue(queue, other):
    callback = booked(queue)

    assert move_all(queue, other) == 1

    callback.refresh_from_db()
    assert (callback.queue, callback.slot.queue) == (other, other)
    assert (callback.slot.starts_at, callback.slot.booked) == (TUESDAY_TEN, 1)
    assert Slot.objects.get(queue=queue).booked == 0


def test_where_that_is_full_it_becomes_the_next_that_is_free(queue, other):
    slots.fill(other, at=MONDAY_NINE)
    Slot.objects.filter(queue=other, starts_at=TUESDAY_TEN).update(booked=2)
    callbacks = [booked(queue), booked(queue), booked(queue)]

    move_all(queue, other)

    moved = [Callback.objects.get(pk=callback.pk).slot.starts_at for callback in callbacks]
    next_one, the_one_after = TUESDAY_TEN + HOUR / 2, TUESDAY_TEN + HOUR
    assert moved == [next_one, next_one, the_one_after]


def test_who_is_rung_as_soon_as_possible_keeps_their_place(queue, other):
    callback = CallbackFactory(queue=queue, asked_at=MONDAY_NINE - HOUR)

    move_all(queue, other)

    callback.refresh_from_db()
    assert (callback.queue, callback.arrived_at) == (other, MONDAY_NINE - HOUR)
    assert callback.promised_by == MONDAY_NINE + HOUR


def test_closed_day_is_moved_to_the_next_on_which_there_is_room(queue):
    slots.fill(queue, at=MONDAY_NINE)
    callback, soon = booked(queue), CallbackFactory(queue=queue)
    tuesday = date(2026, 11, 24)
    ExceptionDay.objects.create(line=queue.line, first=tuesday, last=tuesday, reason="Moving")

    stranded = closing.stranded(queue, at=MONDAY_NINE)
    closing.move_all(queue, stranded, to=queue, by=UserFactory(), at=MONDAY_NINE)

    callback.refresh_from_db()
    soon.refresh_from_db()
    assert callback.slot.starts_at == MONDAY_NINE + 2 * DAY - HOUR  # Wednesday at eight
    assert soon.promised_by == MONDAY_NINE + HOUR
    assert closing.stranded(queue, at=MONDAY_NINE) == []


def test_from_a_day_on(queue):
    slots.fill(queue, at=MONDAY_NINE)
    callback = CallbackFactory(queue=queue)

    move_all(queue, queue, first=date(2026, 11, 26))

    callback.refresh_from_db()
    assert callback.promised_by == MONDAY_NINE + 3 * DAY
    assert callback.eligible_at < callback.promised_by


def test_offer_is_taken_out_of_the_agents_hands(queue, other):
    callback = CallbackFactory(queue=queue)
    offers.claim(callback, agent=agent_of(queue), at=MONDAY_NINE)

    move_all(queue, other)

    callback.refresh_from_db()
    assert (callback.status, callback.offered_to) == (Status.WAITING, None)


def test_nobody_is_moved_when_there_is_not_room_for_all(queue, other):
    other.planned_agents = 0  # no half hours
    other.save()
    soon, callback = CallbackFactory(queue=queue), booked(queue)

    with pytest.raises(closing.NoRoom):
        move_all(queue, other)

    for each in (soon, callback):
        each.refresh_from_db()
        assert each.queue == queue
    assert not Message.objects.exists()
    assert not AuditEvent.objects.exists()


def test_queue_for_other_questions_does_not_take_them_over(queue):
    other = open_queue(service=ServiceFactory(code="elder-care"))

    with pytest.raises(closing.OtherService):
        move_all(queue, other)


def test_who_waited_first_is_rung_first_there_too(queue, other):
    early = CallbackFactory(queue=queue, asked_at=MONDAY_NINE - HOUR)
    later = CallbackFactory(queue=other, asked_at=MONDAY_NINE - HOUR / 2)

    move_all(queue, other)

    assert list(other.callbacks.waiting().in_order()) == [early, later]


def test_whoever_has_a_time_on_that_day_or_later_keeps_it(queue):
    slots.fill(queue, at=MONDAY_NINE)
    Slot.objects.filter(starts_at=TUESDAY_TEN).update(capacity=1, is_edited=True)
    callback, today = booked(queue, is_confirmed_by_code=True), CallbackFactory(queue=queue)

    assert move_all(queue, queue, first=date(2026, 11, 24)) == 1
    assert move_all(queue, queue, first=date(2026, 11, 24)) == 0  # pressed twice

    callback.refresh_from_db()
    today.refresh_from_db()
    assert callback.slot.starts_at == TUESDAY_TEN
    assert today.promised_by == TUESDAY_TEN - HOUR
    assert not Message.objects.exists()


def test_nobody_is_moved_to_a_queue_that_is_out_of_use(queue, other):
    CallbackFactory(queue=queue)
    Queue.objects.filter(pk=other.pk).update(is_active=False)

    with pytest.raises(closing.NoRoom):
        move_all(queue, other)


def test_every_place_in_a_half_hour_is_free_again(queue):
    callbacks = [booked(queue), booked(queue), booked(queue)]

    closing.answer_all(queue, callbacks[:2], reason="Fire", by=UserFactory(), at=MONDAY_NINE)

    assert Slot.objects.get().booked == 1
