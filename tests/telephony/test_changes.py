"""Another time, another number, or no call at all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contactcenter import encryption
from contactcenter.audit.models import AuditEvent
from contactcenter.messages.models import Message
from telephony import bookings, changes, offers, promises, slots
from telephony.models import Callback, Slot
from tests.factories import MONDAY_NINE, CallbackFactory, SlotFactory, UserFactory
from tests.telephony.asking import (
    LANDLINE,
    MOBILE,
    OTHER_LANDLINE,
    ask,
    code_of,
    number,
    shapes,
)
from tests.telephony.open_lines import agent_of

pytestmark = pytest.mark.django_db

Status, Ending, Needs = Callback.Status, Callback.Ending, Callback.Needs
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TEN = MONDAY_NINE + HOUR


def booked(slot):
    slot.refresh_from_db()
    return slot.booked


# Time


def test_from_soon_to_a_half_hour_the_arrival_stays(queue, callback):
    slot = SlotFactory(queue=queue, starts_at=TEN)

    moved = changes.move(callback, slot, by=None, at=MONDAY_NINE + MINUTE)

    moved.refresh_from_db()
    assert (moved.arrived_at, moved.place_at) == (MONDAY_NINE, TEN)
    assert (moved.promised_by, booked(slot)) == (slot.ends_at, 1)
    assert Message.objects.get().kind == "callback-moved"


def test_back_to_soon_is_a_new_arrival(queue, callback):
    slot = SlotFactory(queue=queue, starts_at=TEN)
    changes.move(callback, slot, by=None, at=MONDAY_NINE)

    moved = changes.move(callback, None, by=None, at=MONDAY_NINE + 5 * MINUTE)

    moved.refresh_from_db()
    assert moved.place_at == moved.eligible_at == MONDAY_NINE + 5 * MINUTE
    assert (moved.promised_by, booked(slot)) == (MONDAY_NINE + 65 * MINUTE, 0)


def test_to_another_half_hour_the_old_place_is_free_again(queue):
    old, new = (
        SlotFactory(queue=queue, starts_at=TEN),
        SlotFactory(queue=queue, starts_at=TEN + HOUR),
    )
    callback = ask(queue, LANDLINE, slot=old)

    changes.move(callback, new, by=None, at=MONDAY_NINE)

    assert (booked(old), booked(new)) == (0, 1)


def test_full_half_hour_leaves_everything_as_it_was(queue):
    old, full = (
        SlotFactory(queue=queue, starts_at=TEN),
        SlotFactory(queue=queue, starts_at=TEN + HOUR),
    )
    callback = ask(queue, LANDLINE, slot=old)
    Slot.objects.filter(pk=full.pk).update(booked=2)

    with pytest.raises(slots.Full):
        changes.move(callback, full, by=None, at=MONDAY_NINE)

    callback.refresh_from_db()
    assert (callback.slot, booked(old), booked(full)) == (old, 1, 2)


def test_soon_is_refused_where_too_many_wait(queue):
    callback = ask(queue, LANDLINE, slot=SlotFactory(queue=queue, starts_at=TEN))
    CallbackFactory.create_batch(26, queue=queue)

    with pytest.raises(promises.TooManyWait):
        changes.move(callback, None, by=None, at=MONDAY_NINE)


def test_request_that_is_not_confirmed_yet_takes_no_place(queue):
    slot = SlotFactory(queue=queue, starts_at=TEN)

    moved = changes.move(ask(queue), slot, by=None, at=MONDAY_NINE)

    assert (moved.status, moved.slot, booked(slot)) == (Status.UNCONFIRMED, slot, 0)


def test_same_time_again_changes_nothing(callback):
    changes.move(callback, None, by=None, at=MONDAY_NINE + HOUR)

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("status", [Status.OFFERED, Status.DIALLING])
def test_callback_under_way_is_not_moved(queue, status):
    agent = agent_of(queue)
    callback = CallbackFactory(queue=queue)
    offers.claim(callback, agent=agent, at=MONDAY_NINE)
    Callback.objects.update(status=status)

    with pytest.raises(changes.NotNow):
        changes.move(callback, SlotFactory(queue=queue, starts_at=TEN), by=None, at=MONDAY_NINE)


# No call at all


def test_cancelled_callback_gives_its_place_back_once(queue):
    slot = SlotFactory(queue=queue, starts_at=TEN)
    callback = ask(queue, LANDLINE, slot=slot)
    ask(queue, OTHER_LANDLINE, slot=slot)

    changes.cancel(callback, by=None, at=MONDAY_NINE)
    cancelled = changes.cancel(callback, by=None, at=MONDAY_NINE)

    assert (cancelled.status, cancelled.ending) == (Status.CLOSED, Ending.CANCELLED)
    assert booked(slot) == 1
    assert AuditEvent.objects.filter(action="callback.cancelled").count() == 1


def test_offer_is_taken_out_of_the_agents_hands(queue, callback):
    offers.claim(callback, agent=agent_of(queue), at=MONDAY_NINE)

    cancelled = changes.cancel(callback, by=None, at=MONDAY_NINE)

    assert (cancelled.offered_to, cancelled.lease_token) == (None, None)
    assert Message.objects.get().kind == "callback-cancelled"


def test_nobody_cancels_while_it_rings(queue, callback):
    offers.claim(callback, agent=agent_of(queue), at=MONDAY_NINE)
    Callback.objects.update(status=Status.DIALLING)

    with pytest.raises(changes.NotNow):
        changes.cancel(callback, by=None, at=MONDAY_NINE)


def test_withdrawn_callback_says_why_to_us_and_nothing_of_it_to_them(queue, callback):
    withdrawn = changes.withdraw(
        callback, reason="Rang in meanwhile", by=UserFactory(), at=MONDAY_NINE
    )

    assert (withdrawn.ending, withdrawn.ending_note) == (Ending.WITHDRAWN, "Rang in meanwhile")
    assert "Rang" not in encryption.decrypt(Message.objects.get().values)


@pytest.mark.parametrize("wish", ["no_message", "do_not_say_who"])
def test_who_may_be_in_danger_gets_no_message_and_a_row_says_so(queue, wish):
    callback = CallbackFactory(
        queue=queue, phone=MOBILE.as_e164, is_confirmed_by_agent=True, **{wish: True}
    )

    changes.cancel(callback, by=None, at=MONDAY_NINE)

    message = Message.objects.get()
    assert (message.state, message.to) == (Message.State.HELD_BACK, "")


# What was folded


def test_who_never_showed_the_number_to_be_theirs_changes_only_their_own_page(queue):
    live = ask(queue, LANDLINE)
    folded = ask(queue, LANDLINE)
    slot = SlotFactory(queue=queue, starts_at=TEN)

    moved = changes.move(folded, slot, by=None, at=MONDAY_NINE)
    assert (moved.slot, moved.promised_by, booked(slot)) == (slot, slot.ends_at, 1)
    cancelled = changes.cancel(folded, by=None, at=MONDAY_NINE)
    assert (cancelled.ending, booked(slot)) == (Ending.CANCELLED, 0)
    live.refresh_from_db()
    assert (live.status, live.slot) == (Status.WAITING, None)


def test_nobody_cancels_for_another_who_asked_for_the_same_number(queue):
    slot = SlotFactory(queue=queue, starts_at=TEN)
    live = ask(queue, LANDLINE)
    first, last = ask(queue, LANDLINE), ask(queue, LANDLINE, slot=slot)

    changes.cancel(live, by=None, at=MONDAY_NINE)

    waiting = Callback.objects.live().get()
    assert (waiting, waiting.slot, waiting.promised_by) == (last, slot, slot.ends_at)
    assert booked(slot) == 1
    first.refresh_from_db()
    assert first.ending == Ending.FOLDED


def test_who_showed_that_the_number_is_theirs_cancels_for_everybody(queue):
    typed_by_anybody = ask(queue, no_message=True)
    second = ask(queue, at=MONDAY_NINE + MINUTE)
    live = bookings.confirm(second, code_of(second), at=MONDAY_NINE + MINUTE)
    typed_by_anybody.refresh_from_db()
    assert typed_by_anybody.folded_into == live

    changes.cancel(live, by=None, at=MONDAY_NINE + 2 * MINUTE)

    assert not Callback.objects.live().exists()


def test_who_showed_it_changes_the_live_one(queue, callback):
    second = ask(queue)
    bookings.confirm(second, code_of(second), at=MONDAY_NINE)
    second.refresh_from_db()

    changes.cancel(second, by=None, at=MONDAY_NINE)

    callback.refresh_from_db()
    assert callback.ending == Ending.CANCELLED


@pytest.mark.parametrize("act", ["move", "move_soon", "cancel", "number"])
def test_a_folded_one_is_changed_with_the_same_queries_as_a_live_one(queue, act):
    here, there = (
        SlotFactory(queue=queue, starts_at=TEN, capacity=9),
        SlotFactory(queue=queue, starts_at=TEN + HOUR, capacity=9),
    )
    acts = {
        "move": lambda each: changes.move(each, there, by=None, at=MONDAY_NINE),
        "move_soon": lambda each: changes.move(each, None, by=None, at=MONDAY_NINE),
        "cancel": lambda each: changes.cancel(each, by=None, at=MONDAY_NINE),
        "number": lambda each: changes.ask_new_number(
            each, number(f"08-465 004 {each.pk % 50 + 30}"), by=None, at=MONDAY_NINE
        ),
    }
    ask(queue, LANDLINE)
    live, folded = ask(queue, OTHER_LANDLINE, slot=here), ask(queue, LANDLINE, slot=here)

    with CaptureQueriesContext(connection) as of_live:
        acts[act](live)
    with CaptureQueriesContext(connection) as of_folded:
        acts[act](folded)

    assert changes.is_shadow(folded)
    assert shapes(of_live) == shapes(of_folded)


def test_a_half_hour_takes_the_place_of_the_wish_not_to_be_rung_before(queue):
    callback = ask(queue, LANDLINE, not_before=TEN + 3 * HOUR)

    moved = changes.move(callback, SlotFactory(queue=queue, starts_at=TEN), by=None, at=MONDAY_NINE)

    assert (moved.not_before, moved.eligible_at) == (None, TEN)
