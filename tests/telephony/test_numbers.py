"""Showing that a number is one's own: six digits that go there by SMS and come back."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contactcenter.audit.models import AuditEvent
from contactcenter.messages.models import Message
from telephony import bookings
from telephony.models import Callback, Confirmation
from tests.factories import MONDAY_NINE
from tests.telephony.asking import ask, code_of, number

Status = Callback.Status
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_code_is_six_digits_and_only_its_keyed_hash_is_kept(queue):
    callback = ask(queue)

    code = code_of(callback)
    assert re.fullmatch(r"\d{6}", code)
    kept = json.dumps(list(Confirmation.objects.values()), default=str)
    assert code not in kept
    assert "701740605" not in kept


def test_code_is_over_after_ten_minutes(queue):
    callback = ask(queue)

    with pytest.raises(bookings.WrongCode):
        bookings.confirm(callback, code_of(callback), at=MONDAY_NINE + 10 * MINUTE)


def test_after_five_wrong_tries_the_right_code_helps_no_more(queue):
    callback = ask(queue)
    code = code_of(callback)
    for _ in range(5):
        with pytest.raises(bookings.WrongCode):
            bookings.confirm(callback, wrong(code), at=MONDAY_NINE)

    with pytest.raises(bookings.WrongCode):
        bookings.confirm(callback, code, at=MONDAY_NINE)


def test_code_of_one_request_is_none_of_another(queue):
    one, other = ask(queue), ask(queue)

    with pytest.raises(bookings.WrongCode):
        bookings.confirm(other, code_of(one), at=MONDAY_NINE)


def test_new_code_replaces_the_first(queue):
    callback = ask(queue)
    first = code_of(callback)
    bookings.send_new_code(callback, at=MONDAY_NINE + MINUTE)

    with pytest.raises(bookings.WrongCode):
        bookings.confirm(callback, first, at=MONDAY_NINE + 2 * MINUTE)
    assert bookings.confirm(callback, code_of(callback), at=MONDAY_NINE + 2 * MINUTE).is_live


def test_number_that_had_three_codes_gets_no_more_this_hour_and_nothing_shows_it(queue):
    for _ in range(3):
        ask(queue)
    with CaptureQueriesContext(connection) as fourth:
        callback = ask(queue)
    with CaptureQueriesContext(connection) as first:
        ask(queue, number("070-174 06 06"))

    assert callback.status == Status.UNCONFIRMED
    assert not Message.objects.of_use(MONDAY_NINE).filter(
        key=f"callback-code:{callback.confirmations.get().pk}"
    )
    assert len(fourth) == len(first)
    later = ask(queue, at=MONDAY_NINE + HOUR)
    assert later.confirmations.get().expires_at > MONDAY_NINE + HOUR


def test_second_press_with_the_right_code_answers_the_same_callback(queue):
    callback = ask(queue)
    code = code_of(callback)

    first = bookings.confirm(callback, code, at=MONDAY_NINE)
    second = bookings.confirm(callback, code, at=MONDAY_NINE + MINUTE)

    assert first.pk == second.pk
    assert AuditEvent.objects.filter(action="callback.booked").count() == 1


def test_expired_request_cannot_be_confirmed(queue):
    callback = ask(queue)
    Callback.objects.update(expires_at=MONDAY_NINE + MINUTE)

    with pytest.raises(bookings.NoLongerAsked):
        bookings.confirm(callback, code_of(callback), at=MONDAY_NINE + MINUTE)
