"""Another number for a callback that waits: it counts when somebody has shown that it is theirs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contactcenter import encryption
from contactcenter.audit.models import AuditEvent
from telephony import bookings, changes
from telephony.models import Callback, Queue
from tests.factories import MONDAY_NINE, CallbackFactory, SlotFactory, UserFactory
from tests.telephony.asking import (
    LANDLINE,
    MOBILE,
    OTHER_LANDLINE,
    OTHER_MOBILE,
    ask,
    code_of,
    number,
    shapes,
)

pytestmark = pytest.mark.django_db

Status, Needs = Callback.Status, Callback.Needs
MINUTE = timedelta(minutes=1)
TEN = MONDAY_NINE + timedelta(hours=1)


def booked(slot):
    slot.refresh_from_db()
    return slot.booked


def test_new_number_counts_when_its_code_comes_back(queue, callback):
    changes.ask_new_number(callback, OTHER_MOBILE, by=None, at=MONDAY_NINE)
    callback.refresh_from_db()
    assert encryption.decrypt(callback.number) == MOBILE.as_e164

    changed = changes.confirm_new_number(callback, code_of(callback), at=MONDAY_NINE)

    assert encryption.decrypt(changed.number) == OTHER_MOBILE.as_e164
    assert (changed.status, changed.arrived_at) == (Status.WAITING, MONDAY_NINE)


def test_pressed_twice_the_number_changes_once(callback):
    changes.ask_new_number(callback, OTHER_MOBILE, by=None, at=MONDAY_NINE)
    code = code_of(callback)

    for _ in range(2):
        changes.confirm_new_number(callback, code, at=MONDAY_NINE)

    assert AuditEvent.objects.filter(action="callback.number_changed").count() == 1


def test_wrong_code_changes_no_number(callback):
    changes.ask_new_number(callback, OTHER_MOBILE, by=None, at=MONDAY_NINE)
    wrong = f"{(int(code_of(callback)) + 1) % 10**6:06}"

    with pytest.raises(bookings.WrongCode):
        changes.confirm_new_number(callback, wrong, at=MONDAY_NINE)


def test_new_number_that_takes_no_code_is_the_agents_to_ask_about(callback):
    changed = changes.ask_new_number(callback, LANDLINE, by=None, at=MONDAY_NINE)

    assert encryption.decrypt(changed.number) == LANDLINE.as_e164
    assert not changed.is_confirmed


def test_agents_word_is_enough_and_an_invalid_number_waits_again(queue, callback):
    Callback.objects.update(status=Status.NEEDS_PERSON, needs=Needs.INVALID_NUMBER)

    changed = changes.ask_new_number(
        callback, OTHER_MOBILE, by=UserFactory(), at=MONDAY_NINE + MINUTE
    )

    assert (changed.status, changed.is_confirmed) == (Status.WAITING, True)
    assert changed.arrived_at == MONDAY_NINE


def test_changed_to_a_number_that_waits_already_it_is_folded(queue):
    live = CallbackFactory(queue=queue, phone=OTHER_MOBILE.as_e164)
    slot = SlotFactory(queue=queue, starts_at=TEN)
    callback = ask(queue, LANDLINE, slot=slot)
    changes.ask_new_number(callback, OTHER_MOBILE, by=None, at=MONDAY_NINE)

    shown = changes.confirm_new_number(callback, code_of(callback), at=MONDAY_NINE)

    assert (shown, booked(slot)) == (live, 0)


@pytest.mark.parametrize("free", [None, TEN])
def test_another_number_is_answered_alike_whether_we_know_it_or_not(queue, free):
    slot = free and SlotFactory(queue=queue, starts_at=free)
    ask(queue, OTHER_LANDLINE)
    mine, anothers = ask(queue, MOBILE, no_message=True, slot=slot), ask(queue, LANDLINE, slot=slot)

    with CaptureQueriesContext(connection) as of_known:
        changes.ask_new_number(mine, OTHER_LANDLINE, by=None, at=MONDAY_NINE)
    with CaptureQueriesContext(connection) as of_unknown:
        changes.ask_new_number(anothers, number("08-465 004 12"), by=None, at=MONDAY_NINE)

    assert shapes(of_known) == shapes(of_unknown)
    assert Callback.objects.live().count() == 2


def test_mistyped_number_gets_its_code_at_the_right_one(queue):
    callback = ask(queue)

    changes.ask_new_number(callback, OTHER_MOBILE, by=None, at=MONDAY_NINE)
    callback.refresh_from_db()
    live = bookings.confirm(callback, code_of(callback), at=MONDAY_NINE)

    assert (live.status, encryption.decrypt(live.number)) == (
        Status.WAITING,
        OTHER_MOBILE.as_e164,
    )


def test_code_of_ones_own_number_confirms_no_other(queue):
    for _ in range(3):
        ask(queue, OTHER_MOBILE)  # had its codes for this hour: the next are never sent
    callback = ask(queue, MOBILE)
    own = code_of(callback)
    changes.ask_new_number(callback, OTHER_MOBILE, by=None, at=MONDAY_NINE)
    callback.refresh_from_db()

    with pytest.raises(bookings.WrongCode):
        bookings.confirm(callback, own, at=MONDAY_NINE)


def test_request_changed_to_a_landline_goes_into_the_queue(queue):
    changed = changes.ask_new_number(ask(queue), LANDLINE, by=None, at=MONDAY_NINE)

    assert (changed.status, changed.is_confirmed) == (Status.WAITING, False)


def test_folded_request_with_a_number_of_its_own_begins_to_live(queue):
    ask(queue, LANDLINE)
    folded = ask(queue, LANDLINE)

    changed = changes.ask_new_number(folded, OTHER_LANDLINE, by=None, at=MONDAY_NINE)

    assert (changed.status, changed.folded_into) == (Status.WAITING, None)
    assert (changed.promised_by, changed.arrived_at) == (folded.promised_by, folded.arrived_at)
    assert Callback.objects.live().count() == 2


def test_a_folded_one_does_not_begin_to_live_in_a_queue_that_is_out_of_use(queue):
    ask(queue, LANDLINE)
    folded = ask(queue, LANDLINE)
    Queue.objects.update(is_active=False)

    with pytest.raises(changes.NotNow):
        changes.ask_new_number(folded, OTHER_LANDLINE, by=None, at=MONDAY_NINE)


def test_a_request_that_has_expired_gets_no_other_number(queue):
    callback = ask(queue)
    changes.ask_new_number(callback, OTHER_MOBILE, by=None, at=MONDAY_NINE + 25 * MINUTE)

    with pytest.raises(changes.NotNow):
        changes.confirm_new_number(callback, code_of(callback), at=MONDAY_NINE + 30 * MINUTE)


def test_number_we_do_not_ring_is_refused(callback):
    with pytest.raises(bookings.NumberRefused):
        changes.ask_new_number(callback, number("0900-123 45 67"), by=None, at=MONDAY_NINE)
