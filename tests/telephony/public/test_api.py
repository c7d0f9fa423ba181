"""The public API for callbacks: ask, confirm, see, cancel; problem details where a rule says no."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from telephony.models import Callback, Slot
from telephony.public import limits
from tests.factories import MONDAY_NINE, CallbackFactory, SlotFactory, UserFactory
from tests.telephony.public.residents import A_MINUTE, LANDLINE, MOBILE, code_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
ADDRESS = "/api/v1/public/callbacks/"
NUMBER_OF_CODE = {"code": ""}


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel(MONDAY_NINE, tick=False):
        yield


def ask(number: str = MOBILE, **values):
    asked = {"service": "income-support", "number": number} | values
    return Client().post(ADDRESS, asked, content_type="application/json")


def newest() -> Callback:
    return Callback.objects.latest("pk")


def test_a_program_asks_confirms_sees_and_cancels(queue):
    asked = ask(language="fi", do_not_say_who=True)
    address = f"{ADDRESS}{asked.json()['code']}/"
    confirmed = Client().post(
        f"{address}confirm/", {"digits": code_of(newest())}, content_type="application/json"
    )

    assert (asked.status_code, asked.json()["state"]) == (201, "unconfirmed")
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "waiting")
    assert Client().get(address).json() == confirmed.json()
    assert newest().source == "api"
    assert Client().delete(address).status_code == 204
    assert Client().get(address).json()["state"] == "cancelled"


def test_times_are_told_and_one_is_booked(queue):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR)
    SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1, booked=1)

    times = Client().get(f"{ADDRESS}times/?service=income-support").json()
    booked = ask(LANDLINE, half_hour=times["half_hours"][0]["half_hour"])

    assert times["soon"] == "2026-11-23T10:00:00+01:00"
    assert [each["half_hour"] for each in times["half_hours"]] == [slot.pk]
    assert booked.json()["half_hour"]["half_hour"] == slot.pk
    assert Slot.objects.get(pk=slot.pk).booked == 1


@pytest.mark.parametrize("number", [MOBILE, LANDLINE])
def test_a_number_that_we_know_is_answered_like_one_that_we_do_not(queue, number):
    first, second = ask(number), ask(number)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() | NUMBER_OF_CODE == second.json() | NUMBER_OF_CODE


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"number": "x"}, 400),
        ({"number": "\0"}, 400),
        ({"service": "x"}, 400),
        ({"service": "\0"}, 400),
        ({"district": "\0"}, 400),
        ({"half_hour": 9**30}, 400),
        ({"not_before": "9999-12-31T23:59"}, 400),
        ({"not_before": "2027-12-31T23:59"}, 400),
        ({"pass_phrase": "20000101-2384"}, 400),
        ({"number": "0939-100 00 00"}, 422),
        ({"service": "elder-care"}, 400),
    ],
)
def test_what_a_rule_refuses_is_told_in_problem_details(queue, values, status):
    response = ask(**values)

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not Callback.objects.exists()


def test_a_half_hour_that_is_full_or_another_queues_is_a_conflict(queue):
    full = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1, booked=1)
    elsewhere = SlotFactory(starts_at=MONDAY_NINE + 3 * HOUR)

    assert [ask(half_hour=each.pk).status_code for each in (full, elsewhere)] == [409, 409]


def test_what_is_under_way_cannot_be_cancelled(queue):
    callback = CallbackFactory(
        queue=queue, status="dialling", offered_to=UserFactory(), lease_token="0" * 32
    )

    assert Client().delete(f"{ADDRESS}{callback.code}/").status_code == 409


def test_wrong_digits_are_a_broken_rule(queue):
    callback = Callback.objects.get(code=ask().json()["code"])
    digits = f"{(int(code_of(callback)) + 1) % 10**6:06}"

    address = f"{ADDRESS}{callback.code}/confirm/"
    response = Client().post(address, {"digits": digits}, content_type="application/json")

    assert response.status_code == 422


def test_too_many_from_one_address_are_told_to_wait(queue, monkeypatch):
    few = limits.Limit("callback-api", 2)
    monkeypatch.setattr(limits, "ASKED_BY_PROGRAM_FROM_ONE_ADDRESS", few)

    answers = [ask(f"070-174 06 {number}") for number in (10, 11, 12)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].headers["Retry-After"] == "3600"


def test_a_code_that_there_is_not_is_not_found_and_soon_refused(queue, monkeypatch):
    few = limits.Limit("callback-code-missed", 2)
    monkeypatch.setattr(limits, "CODES_MISSED_FROM_ONE_ADDRESS", few)

    asked = [Client().get(f"{ADDRESS}ABCDEFGHJK/").status_code for _time in range(3)]

    assert asked == [404, 404, 429]
    assert A_MINUTE < limits.AN_HOUR
