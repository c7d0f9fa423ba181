"""The digits that prove a number: who has them goes on, and who types the number of another learns nothing."""

import re
from datetime import timedelta

import pytest

from telephony import bookings, queues
from telephony.models import Callback, Slot
from tests.factories import MONDAY_NINE, SlotFactory, UserFactory
from tests.telephony.public.residents import (
    A_MINUTE,
    LANDLINE,
    MOBILE,
    Resident,
    asked,
    booked,
    code_of,
    seen,
    text,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


# The six digits


def test_with_the_digits_the_callback_begins_and_the_receipt_says_when_we_ring(resident):
    callback = asked(resident)
    assert 'ends with <bdi dir="ltr">05</bdi>' in seen(resident, callback)

    response = resident.prove(callback)

    assert response.headers["Location"] == f"/en/callback/{callback.code}/"
    callback.refresh_from_db()
    assert callback.status == "waiting"
    assert "We ring you before today 10:02." in seen(resident, callback)


def test_digits_may_be_written_in_groups_or_in_other_figures(resident):
    callback = asked(resident)
    digits = code_of(callback)

    response = resident.prove(callback, f"{digits[:3]} {digits[3:]}".translate(ARABIC))

    assert response.status_code == 302


ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize("typed", ["", "12345", "abc", "²²²²²²"])
def test_what_are_no_six_digits_is_said(resident, typed):
    callback = asked(resident)

    response = resident.post(f"{callback.code}/prove/", digits=typed)

    assert response.status_code == 422
    assert "Write the six digits from the SMS." in text(response)


def test_wrong_digits_are_refused(resident):
    callback = asked(resident)
    digits = f"{(int(code_of(callback)) + 1) % 10**6:06}"

    response = resident.prove(callback, digits)

    assert response.status_code == 422
    assert "not the digits that we sent" in text(response)


def test_a_new_code_can_be_had_after_a_minute(resident):
    callback = asked(resident)
    first = code_of(callback)
    assert "Send a new code" not in seen(resident, callback)
    resident.post(f"{callback.code}/send-again/", reads=A_MINUTE / 2)
    assert callback.confirmations.count() == 1

    resident.post(f"{callback.code}/send-again/")

    assert callback.confirmations.count() == 2
    assert code_of(callback) != first
    assert resident.prove(callback).status_code == 302


def test_who_is_too_late_with_the_digits_may_choose_another_half_hour_with_the_same(
    queue, resident
):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR, capacity=1)
    other = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1)
    callback = asked(resident, when=str(slot.pk))
    Slot.objects.filter(pk=slot.pk).update(booked=1)

    refused = resident.prove(callback)
    taken = resident.prove(callback, when=str(other.pk))

    assert refused.status_code == 409
    assert f'value="{other.pk}"' in text(refused)
    assert f'value="{code_of(callback)}"' in text(refused)
    assert taken.status_code == 302
    callback.refresh_from_db()
    assert (callback.status, callback.slot) == ("waiting", other)


def test_after_half_an_hour_without_the_digits_one_asks_again(resident):
    callback = asked(resident)

    resident.at += bookings.UNCONFIRMED_FOR

    assert "The half hour is over" in seen(resident, callback)
    assert resident.prove(callback).status_code in {302, 422}
    assert not Callback.objects.live().exists()


def test_digits_with_another_time_that_come_when_all_is_over_change_nothing(queue, resident):
    callback = asked(resident)
    digits = code_of(callback)
    Callback.objects.update(status="closed", ending="expired", closed_at=resident.at)

    response = resident.prove(callback, digits, when="soon")

    assert response.headers["Location"] == f"/en/callback/{callback.code}/"


def test_who_proves_the_number_when_nobody_rings_any_more_is_told_what_to_do(queue, resident):
    callback = asked(resident)
    queues.retire(queue, by=UserFactory(roles=["team_lead"]), at=resident.at)

    response = resident.prove(callback)

    assert response.status_code == 409
    assert "We cannot ring you about this" in text(response)
    assert "What you can do instead" in text(response)
    assert not Callback.objects.live().exists()


# Somebody else’s number


def same(page: str, callback: Callback) -> str:
    """The page without what is drawn anew each time: tokens, and the codes of the callback."""
    page = re.sub(r'name="token" value="[^"]+"', "", page)
    spelt = ", ".join(callback.code)
    groups = f"{callback.code[:3]} {callback.code[3:6]} {callback.code[6:]}"
    for code in (callback.code, spelt, groups):
        page = page.replace(code, "")
    return page


def answers(number: str, address: str) -> list[tuple[int, str]]:
    """Everything that somebody sees who types the number and knows nothing else."""
    resident = Resident(address=address)
    sent = resident.ask(number)
    callback = Callback.objects.latest("pk")
    pages = [(sent.status_code, sent.headers["Location"].replace(callback.code, ""))]
    for path in ["", "move/", "number/", "cancel/", "call.ics"]:
        page = resident.get(f"{callback.code}/{path}")
        pages.append((page.status_code, same(text(page), callback)))
    wrong = resident.prove(callback, "000000")
    pages.append((wrong.status_code, same(text(wrong), callback)))
    cancelled = resident.post(f"{callback.code}/cancel/")
    pages.append((cancelled.status_code, same(seen(resident, callback), callback)))
    return pages


@pytest.mark.parametrize("number", [MOBILE, LANDLINE])
def test_a_number_that_we_know_is_answered_byte_for_byte_like_one_that_we_do_not(queue, number):
    other = {MOBILE: "070-174 06 15", LANDLINE: "08-465 004 20"}[number]
    known = asked(Resident(), number)
    if number == MOBILE:
        Resident(at=MONDAY_NINE + A_MINUTE).prove(known)
    assert Callback.objects.live().count() == 1

    first, second = answers(other, "192.0.2.1"), answers(number, "192.0.2.2")

    assert [page[0] for page in first] == [page[0] for page in second]
    assert [unsigned(page[1]) for page in first] == [unsigned(page[1]) for page in second]
    assert Callback.objects.live().filter(pk=known.pk).exists()


def unsigned(page: str) -> str:
    """Without the last two digits of the number and what a calendar's entry is told apart by."""
    page = re.sub(r"ends with <bdi dir=\"ltr\">\d\d</bdi>", "", page)
    return re.sub(r"UID:.*", "", page)


def test_who_has_the_number_is_led_to_the_callback_that_was_there(resident):
    first = booked(resident)

    again = asked(resident)
    response = resident.prove(again)

    assert response.headers["Location"] == f"/en/callback/{first.code}/"
    assert f"/callback/{first.code}/move/" in seen(resident, again)
