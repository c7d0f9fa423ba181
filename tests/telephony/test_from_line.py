"""A caller who would rather be rung back than wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection

from contactcenter.messages.models import Message
from contactcenter.models import SpentToken
from districts.phone_hours import PhoneHours
from telephony import bookings, call_events, dial_time
from telephony.drivers.base import CallEvent, EventKind, Health
from telephony.from_line import Refusal
from telephony.models import Callback
from telephony.public import limits
from tests.factories import MONDAY_NINE, CallbackFactory
from tests.telephony.asking import LANDLINE, MOBILE, ask, confirmed
from tests.telephony.open_lines import agent_of, claimed, open_queue
from tests.telephony.signing import KEY, post

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATER = MONDAY_NINE + 10 * MINUTE


def event(kind, minute=0, *, number=MOBILE.as_e164, name="", **said) -> CallEvent:
    happened = MONDAY_NINE + minute * MINUTE
    ref = said.pop("ref", "call-1")
    return CallEvent(
        name or f"{ref}-{kind}-{minute}", ref, EventKind(kind), happened, number=number, **said
    )


def tell(*args, at: datetime | None = None, **said):
    happened = event(*args, **said)
    return call_events.record(happened, source="simulated", at=at or happened.at)


def wanted(queue, minute=10, **said):
    """What a caller gets who came into line at nine, and wants to be rung back ten minutes later."""
    tell("queued", 0, queue=queue.slug, number=said.get("number", MOBILE.as_e164))
    return tell("callback_wanted", minute, **said).callback


def test_a_caller_keeps_the_place_they_had_in_line(queue):
    between = ask(queue, LANDLINE, at=MONDAY_NINE + 5 * MINUTE)

    callback = wanted(queue, language="so")

    assert list(Callback.objects.waiting().in_order()) == [callback, between]
    assert (callback.arrived_at, callback.place_at) == (MONDAY_NINE, MONDAY_NINE)
    assert callback.promised_by == LATER + 60 * MINUTE
    assert (callback.source, callback.language) == ("menu", "so")
    assert bookings.numbers.of(callback) == MOBILE


def test_a_shown_number_may_be_anybodys(queue):
    callback = wanted(queue)

    assert not callback.is_confirmed
    assert not Message.objects.exists()
    whose_it_is = confirmed(queue, at=LATER)
    callback.refresh_from_db()
    whose_it_is.refresh_from_db()
    assert (callback.folded_into, whose_it_is.place_at) == (whose_it_is, MONDAY_NINE)


def test_however_often_it_is_told_there_is_one(queue):
    first = wanted(queue)
    again = tell("callback_wanted", 10, at=LATER + MINUTE).callback
    pressed_twice = tell("callback_wanted", 11).callback

    assert [again, pressed_twice] == [first, first]
    assert Callback.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_however_many_tell_it_at_once_there_is_one(queue):
    tell("queued", 0, queue=queue.slug)

    def press(turn: int) -> object:
        try:
            return tell("callback_wanted", 10, name=f"press-{turn % 3}").callback
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(press, range(6)))

    assert [Callback.objects.get()] * 6 == answers


def test_whoever_is_rung_back_has_not_given_up(queue):
    callback = wanted(queue)
    call = tell("abandoned", 11).call

    callback.refresh_from_db()
    assert (call.state, call.is_abandoned, callback.status) == ("ended", False, "waiting")


def test_nor_when_the_wish_is_told_after_the_end(queue):
    tell("queued", 0, queue=queue.slug)
    assert tell("abandoned", 11).call.is_abandoned

    recorded = tell("callback_wanted", 10, at=LATER + 5 * MINUTE)

    assert (recorded.call.is_abandoned, recorded.callback.arrived_at) == (False, MONDAY_NINE)
    assert recorded.callback.promised_by == LATER + 65 * MINUTE


@pytest.mark.parametrize("before", ["answered", "ended"])
def test_nothing_is_promised_to_whoever_talked_to_us_or_has_gone(queue, before):
    tell("queued", 0, queue=queue.slug)
    tell(before, 5)

    assert tell("callback_wanted", 10).callback == Refusal.LATE
    assert not Callback.objects.exists()


def test_nothing_is_promised_to_whoever_was_answered_before_the_wish_was_told(queue):
    tell("queued", 0, queue=queue.slug)
    tell("answered", 11)

    assert tell("callback_wanted", 10, at=LATER + 5 * MINUTE).callback == Refusal.LATE


@pytest.mark.parametrize("order", [["answered", "ended"], ["ended", "answered"]])
def test_whoever_is_answered_after_all_is_not_rung(queue, order):
    callback = wanted(queue)
    minutes = {"answered": 12, "ended": 14}
    for kind in order:
        tell(kind, minutes[kind], at=LATER + 5 * MINUTE)

    callback.refresh_from_db()
    assert (callback.status, callback.ending) == ("closed", "rang_in")


def test_nobody_is_rung_while_their_call_goes_on_and_then_in_their_old_place(queue):
    callback = claimed(wanted(queue), agent := agent_of(queue), at=LATER)
    refused = dial_time.refusal(callback, agent=agent, health=Health(is_well=True), at=LATER)
    assert refused.reason == dial_time.Reason.ON_THE_LINE
    bookings.release(callback)
    callback.status, callback.eligible_at = "waiting", refused.step.eligible_at
    callback.save()

    tell("ended", 11)

    callback.refresh_from_db()
    assert callback.place_at == MONDAY_NINE
    claimed(callback, agent, at=LATER + MINUTE)
    assert not dial_time.refusal(callback, agent=agent, health=Health(is_well=True), at=LATER)


def test_the_place_is_theirs_when_the_line_is_told_late(queue):
    callback = tell("callback_wanted", 10, queue=queue.slug).callback
    assert callback.place_at == LATER  # from the menu, as far as we know

    tell("queued", 0, at=LATER + MINUTE, queue=queue.slug)

    callback.refresh_from_db()
    assert callback.place_at == MONDAY_NINE


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("", Refusal.HIDDEN),
        ("anonymous", Refusal.HIDDEN),
        ("+4532123456", Refusal.NUMBER),
        ("+469001234567", Refusal.NUMBER),
    ],
)
def test_a_number_that_we_do_not_ring_keeps_its_caller_in_line(queue, number, refusal):
    assert wanted(queue, number=number) == refusal
    assert not Callback.objects.exists()
    assert tell("abandoned", 12).call.is_abandoned


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"takes_callbacks": False}, Refusal.QUEUE),
        ({"is_active": False}, Refusal.QUEUE),
        ({"talk_minutes": 61, "planned_agents": 1}, Refusal.FULL),
        ({"hours": PhoneHours()}, Refusal.HOURS),
    ],
)
def test_a_queue_that_cannot_ring_back_says_so(details, refusal):
    queue = open_queue(**details)
    CallbackFactory(queue=queue)

    assert wanted(queue) == refusal
    assert Callback.objects.count() == 1
    assert not SpentToken.objects.exists()


def test_whoever_still_waits_when_the_line_closes_is_rung_when_it_opens(queue):
    closing = 7 * 60 + 5  # minutes after nine: 16:05

    callback = wanted(queue, closing)

    assert callback.promised_by == MONDAY_NINE + timedelta(hours=24)


def test_as_few_numbers_of_a_block_as_on_our_pages(queue):
    numbers = [f"+467017406{last:02}" for last in range(5, 18)]
    callers = [{"ref": number, "number": number} for number in numbers]
    queue.planned_agents = 100
    queue.save()
    for caller in callers:
        tell("queued", 0, queue=queue.slug, **caller)

    answers = [tell("callback_wanted", 10, **caller).callback for caller in callers]

    assert answers.index(Refusal.LIMIT) == limits.UNPROVED_OF_ONE_BLOCK.most
    assert Callback.objects.count() == limits.UNPROVED_OF_ONE_BLOCK.most


def test_a_number_has_one_callback_for_a_service_and_hears_no_difference(queue):
    before = ask(queue, LANDLINE)

    callback = wanted(queue, number=LANDLINE.as_e164)

    assert (callback.ending, callback.folded_into, callback.is_live) == ("folded", before, False)
    assert callback.promised_by == LATER + 60 * MINUTE


def test_the_switch_hears_what_to_say_in_the_language_of_the_call(client, settings, queue):
    settings.TELEPHONY_EVENT_KEYS = [KEY]
    said = {"call": "1", "queue": queue.slug, "number": MOBILE.as_e164, "language": "en"}
    in_line = {"id": "1", "kind": "queued", "at": MONDAY_NINE.isoformat(), **said}
    wish = {"id": "2", "kind": "callback_wanted", "at": LATER.isoformat(), **said}

    with time_machine.travel(LATER, tick=False):
        post(client, in_line)
        answer = post(client, wish).json()
        again = post(client, wish).json()

    callback = Callback.objects.get()
    promise = "City of Stockholm: we ring you before 10:10, Monday 23 November."
    place = "You keep your place in the line. You need not wait on the phone."
    assert again == answer
    assert answer == {
        "callback": callback.code,
        "promised_by": "2026-11-23T09:10:00Z",
        "language": "en",
        "say": f"{promise} Reference: {callback.code}. {place}",
    }


def test_whoever_is_not_rung_back_hears_that_they_are_still_in_line(client, settings, queue):
    settings.TELEPHONY_EVENT_KEYS = [KEY]
    said = {"call": "1", "queue": queue.slug, "language": "en", "at": MONDAY_NINE.isoformat()}

    with time_machine.travel(MONDAY_NINE, tick=False):
        post(client, {"id": "1", "kind": "queued", **said})
        answer = post(client, {"id": "2", "kind": "callback_wanted", **said}).json()

    assert answer == {
        "callback": None,
        "refused": "hidden",
        "language": "en",
        "say": "The number is missing. We cannot ring you this time. You are in line. Please wait.",
    }
