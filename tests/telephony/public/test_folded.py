"""Whoever types the number of somebody who waits already learns nothing of it, however long they look."""

from datetime import timedelta

import pytest

from telephony import changes
from telephony.models import Callback
from tests.factories import MONDAY_NINE, AttemptFactory, CallbackFactory, SlotFactory
from tests.telephony.asking import number
from tests.telephony.public.residents import A_MINUTE, LANDLINE, Resident, asked, seen, text

pytestmark = pytest.mark.django_db

HOUR, A_WEEK = timedelta(hours=1), timedelta(days=7)
NEXT_MONDAY = MONDAY_NINE + A_WEEK
Status, Ending = Callback.Status, Callback.Ending


@pytest.fixture
def live(queue):
    """Somebody who waits since nine, and is rung a few minutes later."""
    return CallbackFactory(queue=queue, phone=number(LANDLINE).as_e164)


def rung(live: Callback, *, ends: bool) -> None:
    at = MONDAY_NINE + 5 * A_MINUTE
    attempt = AttemptFactory(callback=live, state="placed", created_at=at, placed_at=at)
    if ends:
        attempt.state, attempt.outcome, attempt.ended_at = "ended", "reached", at + A_MINUTE
        attempt.save()
        changes.close(live, Ending.REACHED, at=at + A_MINUTE)
        live.save()


@pytest.mark.parametrize("ends", [False, True])
def test_who_asked_for_next_week_does_not_see_that_somebody_is_rung_today(queue, live, ends):
    slot = SlotFactory(queue=queue, starts_at=NEXT_MONDAY)
    snooper = Resident(at=MONDAY_NINE)
    folded = asked(snooper, LANDLINE, when=str(slot.pk))
    before = seen(snooper, folded)

    rung(live, ends=ends)
    snooper.at = MONDAY_NINE + 10 * A_MINUTE

    assert folded.ending == Ending.FOLDED
    assert "It is booked" in before
    assert seen(snooper, folded) == before


def test_when_their_own_time_is_over_they_are_told_that_we_did_not_reach_them(queue, live):
    slot = SlotFactory(queue=queue, starts_at=NEXT_MONDAY)
    snooper = Resident(at=MONDAY_NINE)
    folded = asked(snooper, LANDLINE, when=str(slot.pk))
    rung(live, ends=True)

    snooper.at = NEXT_MONDAY + HOUR

    assert "We did not reach you" in seen(snooper, folded)


def test_who_asked_for_the_same_time_sees_what_they_would_have_seen_alone(queue, live):
    resident = Resident(at=MONDAY_NINE)
    folded = asked(resident, LANDLINE)

    rung(live, ends=False)
    resident.at = MONDAY_NINE + 6 * A_MINUTE
    assert "We are ringing you now" in seen(resident, folded)


def test_a_number_that_was_asked_for_too_often_is_not_said_to_be_reached_already(queue):
    for _time in range(5):
        CallbackFactory(
            queue=queue,
            phone=number(LANDLINE).as_e164,
            status=Status.CLOSED,
            ending=Ending.REACHED,
            asked_at=MONDAY_NINE - HOUR,
            closed_at=MONDAY_NINE - A_MINUTE,
        )
    resident = Resident(at=MONDAY_NINE)

    folded = asked(resident, LANDLINE)

    assert folded.ending == Ending.FOLDED
    assert "It is booked" in seen(resident, folded)


@pytest.mark.parametrize("other", [LANDLINE, "08-465 004 11"])
def test_the_last_place_of_a_half_hour_is_gone_whether_or_not_the_number_was_known(
    queue, live, other
):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1)
    resident = Resident(at=MONDAY_NINE)

    callback = asked(resident, other, when=str(slot.pk))
    assert f'value="{slot.pk}"' not in text(resident.get("when/", service="income-support"))

    resident.post(f"{callback.code}/cancel/")
    slot.refresh_from_db()
    assert slot.booked == 0


@pytest.mark.parametrize("first", [LANDLINE, "08-465 004 11"])
def test_with_another_number_promise_and_place_stay_whether_or_not_the_first_was_known(
    queue, live, first
):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1)
    resident = Resident(at=MONDAY_NINE)
    callback = asked(resident, first)
    promised_by, arrived_at = callback.promised_by, callback.arrived_at
    resident.post(f"{callback.code}/move/", when=str(slot.pk))

    response = resident.post(f"{callback.code}/number/", number="08-465 004 12")
    callback.refresh_from_db()

    assert response.headers["Location"] == f"/en/callback/{callback.code}/"
    assert (callback.status, callback.slot, callback.arrived_at) == ("waiting", slot, arrived_at)
    assert callback.promised_by == slot.ends_at != promised_by
    slot.refresh_from_db()
    assert slot.booked == 1
