"""Requests that nobody confirmed, and reminders: what the clock does about bookings."""

from datetime import timedelta

import pytest

from contactcenter.messages.models import Message
from telephony import expiry, reminders, schedule
from telephony.models import Callback, Slot
from tests.factories import MONDAY_NINE, CallbackFactory, SlotFactory
from tests.telephony.open_lines import open_queue

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def unconfirmed(**details):
    return CallbackFactory(
        status=Callback.Status.UNCONFIRMED,
        confirmed_at=None,
        promised_by=None,
        expires_at=MONDAY_NINE + 30 * MINUTE,
        **details,
    )


def test_request_that_nobody_confirmed_is_over_after_half_an_hour():
    request, waiting = unconfirmed(), CallbackFactory()

    assert expiry.expire(at=MONDAY_NINE + 29 * MINUTE) == 0
    assert expiry.expire(at=MONDAY_NINE + 30 * MINUTE) == 1
    assert expiry.expire(at=MONDAY_NINE + 31 * MINUTE) == 0

    request.refresh_from_db()
    waiting.refresh_from_db()
    assert (request.ending, waiting.is_live) == (Callback.Ending.EXPIRED, True)


@pytest.fixture
def reminded(db):
    """Somebody who is rung at ten and wants to be reminded."""
    slot = SlotFactory(queue=open_queue(), starts_at=MONDAY_NINE + 60 * MINUTE, booked=1)
    return CallbackFactory(
        queue=slot.queue,
        slot=slot,
        eligible_at=slot.starts_at,
        promised_by=slot.ends_at,
        wants_reminder=True,
        is_confirmed_by_code=True,
        language="ar",
    )


def test_reminder_is_written_an_hour_before_and_once(reminded):
    assert reminders.send_due(at=MONDAY_NINE - MINUTE) == 0
    assert reminders.send_due(at=MONDAY_NINE) == 1
    assert reminders.send_due(at=MONDAY_NINE + MINUTE) == 0

    message = Message.objects.get()
    assert (message.kind, message.language) == ("callback-reminder", "ar")
    assert message.expires_at == reminded.slot.starts_at


@pytest.mark.parametrize(
    "differs",
    [
        {"wants_reminder": False},
        {"status": Callback.Status.CLOSED, "ending": "cancelled", "closed_at": MONDAY_NINE},
        {"slot": None},
    ],
)
def test_nobody_else_is_reminded(reminded, differs):
    Callback.objects.update(**differs)

    assert reminders.send_due(at=MONDAY_NINE) == 0


def test_the_clock_does_all_of_it(reminded):
    schedule.expire_requests()
    schedule.fill_slots()
    schedule.remind()

    assert Slot.objects.exists()
