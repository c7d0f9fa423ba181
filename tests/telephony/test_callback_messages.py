"""What is written about a callback holds when it goes out, also when the provider was slow."""

from datetime import datetime, timedelta

import pytest
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter.messages.models import Message
from telephony import callback_messages, changes
from tests.factories import MONDAY_NINE, CallbackFactory, SlotFactory, UserFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def callback():
    """Booked, and the SMS that says so waits for its second try."""
    callback = CallbackFactory(is_confirmed_by_code=True)
    callback_messages.tell_time(callback, "booked", at=MONDAY_NINE)
    Message.objects.update(due_at=MONDAY_NINE + 10 * MINUTE)
    return callback


def to_be_sent():
    at = MONDAY_NINE + 10 * MINUTE
    return list(Message.objects.due(at).of_use(at).values_list("kind", flat=True))


def test_a_time_is_of_no_use_when_it_is_over(callback):
    assert Message.objects.get().expires_at == callback.promised_by


def test_an_old_time_is_not_sent_after_a_new_one(callback):
    slot = SlotFactory(queue=callback.queue, starts_at=MONDAY_NINE + 60 * MINUTE)

    changes.move(callback, slot, by=UserFactory(), at=MONDAY_NINE)

    assert to_be_sent() == ["callback-moved"]


def test_a_time_is_not_sent_after_the_call_was_cancelled(callback):
    changes.cancel(callback, by=None, at=MONDAY_NINE)

    assert to_be_sent() == ["callback-cancelled"]


def test_a_time_is_not_sent_to_a_number_that_was_changed(callback):
    number = PhoneNumber.from_string("+46701740699")

    changes.ask_new_number(callback, number, by=UserFactory(), at=MONDAY_NINE)

    assert to_be_sent() == []


def test_whose_number_has_been_forgotten_gets_no_sms():
    assert not callback_messages.will_be_told(CallbackFactory(number="", is_confirmed_by_code=True))


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"is_confirmed_by_code": True}, True),
        ({}, False),
        ({"is_confirmed_by_code": True, "no_message": True}, False),
        ({"is_confirmed_by_code": True, "do_not_say_who": True}, False),
        ({"is_confirmed_by_code": True, "phone": "+4684650004"}, False),
    ],
)
def test_who_gets_an_sms(details, told):
    callback = CallbackFactory(**details)

    callback_messages.tell_answered(callback, at=MONDAY_NINE)

    assert callback_messages.will_be_told(callback) is told
    assert Message.objects.due(MONDAY_NINE).exists() is told


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-11-23T20:59+01:00", "2026-11-23T20:59+01:00"),
        ("2026-11-23T21:00+01:00", "2026-11-24T07:00+01:00"),
        ("2026-11-24T06:59+01:00", "2026-11-24T07:00+01:00"),
        ("2026-10-24T22:00+02:00", "2026-10-25T07:00+01:00"),  # the clocks go back
    ],
)
def test_what_nobody_waits_for_wakes_nobody(written, due):
    callback = CallbackFactory(is_confirmed_by_code=True)

    callback_messages.tell_answered(callback, at=datetime.fromisoformat(written))

    assert Message.objects.get().due_at == datetime.fromisoformat(due)
