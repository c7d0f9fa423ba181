"""Asking to be rung back."""

from datetime import timedelta

import pytest
from phonenumber_field.phonenumber import PhoneNumber

from districts.models import Interval
from telephony import bookings
from telephony.models import Callback
from tests.factories import MONDAY_NINE, QueueFactory, RegularWeekFactory, UserFactory

MOBILE = PhoneNumber.from_string("070-174 06 05", region="SE")
LANDLINE = PhoneNumber.from_string("08-465 004 10", region="SE")


@pytest.fixture
def queue(db):
    """A queue of a line that is answered on weekdays from 8 to 16."""
    queue = QueueFactory(line__mode="hours", planned_agents=2)
    week = RegularWeekFactory(line=queue.line)
    Interval.objects.bulk_create(
        Interval(week=week, weekday=day, starts_minute=480, ends_minute=960) for day in range(5)
    )
    return queue


def ask(queue, number=MOBILE, **wishes):
    request = bookings.Booking(queue=queue, number=number, source=Callback.Source.WEB, **wishes)
    return bookings.book(request, by=None, at=MONDAY_NINE)


def test_landline_goes_into_the_queue_at_once(queue):
    callback = ask(queue, LANDLINE)

    assert callback.status == Callback.Status.WAITING
    assert callback.promised_by == MONDAY_NINE + timedelta(hours=1)


def test_agents_booking_is_confirmed_at_once(queue):
    request = bookings.Booking(queue=queue, number=MOBILE, source=Callback.Source.DESK)

    callback = bookings.book(request, by=UserFactory(roles=["agent"]), at=MONDAY_NINE)

    assert callback.status == Callback.Status.WAITING
