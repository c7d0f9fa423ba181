"""Asking to be rung back, and showing that the number is one's own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from contactcenter import encryption
from contactcenter.messages.models import Message
from telephony import bookings, changes, promises, slots
from telephony.models import Callback, Slot
from tests.factories import (
    MONDAY_NINE,
    CallbackFactory,
    ServiceFactory,
    SlotFactory,
    UserFactory,
)
from tests.telephony.asking import LANDLINE, MOBILE, ask, code_of, confirmed, number, shapes
from tests.telephony.open_lines import open_queue

Status, Ending = Callback.Status, Callback.Ending

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TEN = MONDAY_NINE + HOUR


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


# Place and promise


def test_place_and_promise_begin_when_the_code_comes_back(queue):
    callback = ask(queue)
    assert (callback.status, callback.promised_by) == (Status.UNCONFIRMED, None)

    live = bookings.confirm(callback, code_of(callback), at=MONDAY_NINE + 5 * MINUTE)

    assert live.pk == callback.pk
    assert (live.status, live.is_confirmed_by_code) == (Status.WAITING, True)
    assert live.arrived_at == live.eligible_at == MONDAY_NINE + 5 * MINUTE
    assert live.promised_by == MONDAY_NINE + 65 * MINUTE


def test_number_that_takes_no_sms_goes_into_the_queue_at_once_and_is_asked_about_at_the_call(queue):
    callback = ask(queue, LANDLINE)

    assert (callback.status, callback.is_confirmed) == (Status.WAITING, False)
    assert callback.promised_by == TEN
    assert not Message.objects.exists()


def test_without_a_way_to_send_sms_every_number_goes_into_the_queue(queue, settings):
    settings.SMS_ADAPTER = ""

    assert ask(queue).status == Status.WAITING


def test_who_wants_no_message_gets_no_code_either(queue):
    callback = ask(queue, no_message=True)

    assert callback.status == Status.WAITING
    assert not Message.objects.exists()


def test_agents_booking_is_confirmed_at_once_and_its_promise_sent(queue):
    callback = ask(queue, by=UserFactory(roles=["agent"]), language="fi")

    assert (callback.status, callback.is_confirmed) == (Status.WAITING, True)
    message = Message.objects.get()
    assert (message.kind, message.language) == ("callback-booked", "fi")


def test_booked_half_hour_promises_its_end(queue):
    slot = SlotFactory(queue=queue, starts_at=TEN)

    callback = confirmed(queue, slot=slot)

    assert (callback.eligible_at, callback.promised_by) == (TEN, TEN + 30 * MINUTE)
    assert Slot.objects.get().booked == 1


def test_nobody_is_rung_before_the_time_they_named_and_the_promise_counts_from_there(queue):
    callback = ask(queue, LANDLINE, not_before=TEN + HOUR)

    assert (callback.eligible_at, callback.promised_by) == (TEN + HOUR, TEN + 2 * HOUR)


def test_full_half_hour_is_refused_with_the_next_free_ones(queue):
    full = SlotFactory(queue=queue, starts_at=TEN, booked=2)
    free = SlotFactory(queue=queue, starts_at=TEN + HOUR)

    with pytest.raises(slots.Full) as refusal:
        ask(queue, slot=full)

    assert refusal.value.free == [free]
    assert not Callback.objects.exists()


def test_soon_is_refused_when_too_many_wait_and_half_hours_are_named_instead(queue):
    CallbackFactory.create_batch(26, queue=queue)  # 26 talks of 5 minutes, two people: 65 minutes
    free = SlotFactory(queue=queue, starts_at=TEN)

    with pytest.raises(promises.TooManyWait) as refusal:
        ask(queue)

    assert refusal.value.free == [free]


def test_half_hour_that_filled_up_meanwhile_leaves_the_code_good_for_another(queue):
    full, free = SlotFactory(queue=queue, starts_at=TEN), SlotFactory(queue=queue)
    callback = ask(queue, slot=full)
    Slot.objects.filter(pk=full.pk).update(booked=2)

    with pytest.raises(slots.Full):
        bookings.confirm(callback, code_of(callback), at=MONDAY_NINE - MINUTE)

    callback.refresh_from_db()
    assert callback.status == Status.UNCONFIRMED
    Callback.objects.update(slot=free)
    live = bookings.confirm(callback, code_of(callback), at=MONDAY_NINE - MINUTE)
    assert (live.status, live.slot) == (Status.WAITING, free)


# One live callback per number and service


def test_second_request_is_folded_and_the_live_one_shown_after_the_code(queue):
    first = confirmed(queue)
    second = ask(queue)

    shown = bookings.confirm(second, code_of(second), at=MONDAY_NINE)

    second.refresh_from_db()
    assert shown.pk == first.pk
    assert (second.ending, second.folded_into_id) == (Ending.FOLDED, first.pk)
    assert Callback.objects.live().get().pk == first.pk


def test_typing_a_known_number_is_answered_like_an_unknown_one(queue):
    slot = SlotFactory(queue=queue, starts_at=TEN)
    ask(queue, MOBILE)  # also loads what later requests share
    confirmed(queue, MOBILE)
    ask(queue, LANDLINE)

    for known, unknown, when in [
        (MOBILE, number("070-174 06 06"), None),
        (LANDLINE, number("08-465 004 11"), None),
        (LANDLINE, number("08-465 004 12"), slot),
    ]:  # by code, without one, and for a half hour
        with CaptureQueriesContext(connection) as of_known:
            folded = ask(queue, known, slot=when)
        with CaptureQueriesContext(connection) as of_unknown:
            new = ask(queue, unknown, slot=when)

        assert shapes(of_known) == shapes(of_unknown)
        assert folded.promised_by == new.promised_by
    assert Slot.objects.get().booked == 2  # a place that stayed free would tell of the known one


def test_number_has_two_live_callbacks_at_most(queue):
    for code in ["elder-care", "guardians"]:
        CallbackFactory(
            queue=open_queue(planned_agents=2, service=ServiceFactory(code=code)),
            phone=MOBILE.as_e164,
        )

    third = ask(queue)
    shown = bookings.confirm(third, code_of(third), at=MONDAY_NINE)

    assert Callback.objects.live().count() == 2
    assert shown.service.code == "elder-care"


def test_number_that_nobody_showed_to_be_theirs_is_not_rung_again_and_again_in_one_day(queue):
    for minutes in range(5):
        callback = ask(queue, LANDLINE, at=MONDAY_NINE + minutes * MINUTE)
        Callback.objects.filter(pk=callback.pk, status=Status.WAITING).update(
            status=Status.CLOSED, ending=Ending.REACHED, closed_at=MONDAY_NINE
        )

    sixth = ask(queue, LANDLINE, at=MONDAY_NINE + HOUR)

    assert (sixth.ending, sixth.promised_by) == (Ending.FOLDED, TEN + HOUR)
    assert ask(queue, LANDLINE, at=MONDAY_NINE + timedelta(days=1, minutes=5)).is_live


def test_who_shows_that_the_number_is_theirs_takes_the_place_of_who_did_not(queue):
    slot = SlotFactory(queue=queue, starts_at=TEN)
    typed_by_anybody = ask(queue, no_message=True, slot=slot)

    live = confirmed(queue, at=MONDAY_NINE + MINUTE)

    typed_by_anybody.refresh_from_db()
    assert typed_by_anybody.folded_into == live
    assert (live.status, live.arrived_at) == (Status.WAITING, MONDAY_NINE)
    assert Slot.objects.get().booked == 1  # as if nothing had happened, for whoever typed it
    changes.cancel(typed_by_anybody, by=None, at=MONDAY_NINE)
    assert Slot.objects.get().booked == 0


# Numbers


def test_number_we_do_not_ring_is_refused_in_a_sentence(queue):
    with pytest.raises(bookings.NumberRefused, match="cost extra"):
        ask(queue, number("0939-100 00 00"))


def test_number_and_pass_phrase_are_encrypted(queue):
    callback = ask(queue, LANDLINE, pass_phrase="Blå anemon")

    assert encryption.decrypt(callback.number) == "+46846500410"
    assert encryption.decrypt(callback.pass_phrase) == "Blå anemon"


def test_code_is_found_however_it_was_written(queue):
    callback = CallbackFactory(queue=queue, code="A0B1C2D3E4")

    assert bookings.of_code("aob1-c2d3 e4") == callback
    assert bookings.of_code("") is None
