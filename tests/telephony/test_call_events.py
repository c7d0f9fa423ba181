import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Model

from contactcenter import encryption
from telephony import call_events, calls, pop_tokens, signed_events
from telephony.drivers.base import CallEvent, EventKind
from telephony.models import Call, CallEventRecord, CallSegment, PopToken
from tests.factories import (
    MONDAY_NINE,
    AttemptFactory,
    CallbackFactory,
    CallFactory,
    QueueFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NUMBER = "+46701740605"


def tell(kind, second=0, *, ref="call-1", at=None, **said):
    happened = MONDAY_NINE + timedelta(seconds=second)
    event = CallEvent(
        event_id=said.pop("event_id", f"{ref}-{kind}-{second}"),
        provider_ref=ref,
        kind=EventKind(kind),
        at=happened,
        **said,
    )
    return call_events.record(event, source="simulated", at=at or happened)


def rows() -> dict[type[Model], list[dict]]:
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Call, CallEventRecord, PopToken)
    }


def test_events_become_a_call_with_its_parts():
    queue, agent = QueueFactory(), UserFactory(roles=["agent"])

    tell("queued", 0, queue=queue.slug, number=NUMBER, language="ar")
    tell("ringing", 60, role="agent", agent=agent.email)
    call = tell("answered", 65, role="agent", agent=agent.email).call

    assert (call.queue, call.agent, call.state, call.language) == (queue, agent, "talking", "ar")
    assert encryption.decrypt(call.number) == NUMBER
    assert list(call.segments.values_list("kind", "agent")) == [
        ("queued", None),
        ("ringing", agent.pk),
        ("talk", agent.pk),
    ]


def test_an_event_that_comes_twice_has_one_answer_and_one_effect():
    tell("queued", 0)
    first = tell("ringing", 20, role="agent")
    before = rows()

    second = tell("ringing", 20, role="agent", at=MONDAY_NINE + timedelta(minutes=2))

    assert (second, rows()) == (first, before)
    assert first.token


def test_the_same_event_of_another_switch_is_another_event():
    tell("queued", 0)
    event = CallEvent("call-1-queued-0", "call-1", EventKind.QUEUED, MONDAY_NINE)

    call_events.record(event, source="switch", at=MONDAY_NINE)

    assert Call.objects.count() == 2


def test_names_that_we_do_not_know_are_tolerated_and_not_kept(caplog):
    with caplog.at_level(logging.WARNING):
        names = dict.fromkeys(["queue", "agent", "language"], "0701740605")
        call = tell("queued", 0, attempt=uuid4(), **names).call

    assert (call.queue, call.agent, call.attempt, call.language) == (None, None, None, "")
    kept = CallEventRecord.objects.get().data
    assert kept["unknown"] == ["queue", "agent", "attempt", "language"]
    assert "0701740605" not in json.dumps(kept) + caplog.text


@pytest.mark.parametrize("number", ["", "anonymous", "+46 7", "0701740605x", "+99912"])
def test_a_hidden_number_is_no_number(number):
    call = tell("queued", 0, number=number).call

    assert (call.number, call.number_hash) == ("", "")


def test_a_call_that_we_placed_belongs_to_its_attempt():
    attempt = AttemptFactory()

    call = tell("ringing", 0, attempt=attempt.pk, role="citizen").call

    callback = attempt.callback
    assert (call.attempt, call.direction, call.agent) == (attempt, "out", attempt.agent)
    assert (call.queue, call.number_hash) == (callback.queue, callback.number_hash)
    assert calls.live_with(callback.number_hash).get() == call


def test_an_attempt_has_one_call_whatever_the_switch_says():
    attempt = AttemptFactory()
    tell("ringing", 0, attempt=attempt.pk)

    other = tell("ringing", 1, ref="call-2", attempt=attempt.pk).call

    assert other.attempt is None


def test_whoever_waits_for_us_and_rings_us_is_not_rung_any_more():
    callback = CallbackFactory(status="waiting")
    said = {"queue": callback.queue.slug, "number": encryption.decrypt(callback.number)}
    tell("queued", 0, **said)
    callback.refresh_from_db()
    in_line = callback.status

    tell("answered", 30, role="agent", **said)

    callback.refresh_from_db()
    assert (in_line, callback.status, callback.ending) == ("waiting", "closed", "rang_in")


@pytest.mark.parametrize("late", ["queue", "number"])
def test_they_are_not_rung_either_when_the_switch_tells_late_who_they_are(late):
    callback = CallbackFactory(status="waiting")
    said = {"queue": callback.queue.slug, "number": encryption.decrypt(callback.number)}
    tell("answered", 30, role="agent", **{name: said[name] for name in said if name != late})

    tell("queued", 0, at=MONDAY_NINE + timedelta(seconds=31), **said)

    callback.refresh_from_db()
    assert (callback.status, callback.ending) == ("closed", "rang_in")


def test_what_is_promised_during_a_talk_stays_promised():
    queue = QueueFactory()
    said = {"queue": queue.slug, "number": NUMBER}
    call = tell("answered", 0, role="agent", **said).call
    callback = CallbackFactory(status="waiting", queue=queue, number_hash=call.number_hash)

    tell("held", 30, **said)
    tell("resumed", 40, **said)

    callback.refresh_from_db()
    assert callback.status == "waiting"


def test_a_call_told_of_long_afterwards_closes_nothing():
    callback = CallbackFactory(status="waiting")
    said = {"queue": callback.queue.slug, "number": encryption.decrypt(callback.number)}
    tell("ended", 90)

    tell("answered", 30, role="agent", **said)

    callback.refresh_from_db()
    assert callback.status == "waiting"


def test_what_comes_when_the_events_are_forgotten_changes_nothing(settings):
    tell("answered", 0)
    tell("ended", 60)
    before = Call.objects.values().get()
    CallEventRecord.objects.all().delete()
    late = MONDAY_NINE + timedelta(days=settings.KEEP_CALL_NUMBERS_DAYS)

    tell("queued", 10, at=late, number=NUMBER)
    tell("abandoned", 30, at=late, number=NUMBER)

    assert Call.objects.values().get() == before
    assert CallSegment.objects.get().kind == "talk"


@pytest.mark.django_db(transaction=True)
def test_events_that_come_at_once_are_all_folded_into_one_call():
    kinds = ["offered", "queued", "ringing", "answered", "held", "resumed", "transferred", "ended"]

    def tell_apart(turn):
        tell(kinds[turn % len(kinds)], turn % len(kinds))
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tell_apart, range(24)))

    call = Call.objects.get()
    assert (call.state, call.transfers, CallEventRecord.objects.count()) == ("ended", 1, 8)
    assert call.segments.count() == 6


def test_who_waits_in_line_is_there_until_the_call_goes_on():
    here = tell("queued", ref="here").call
    tell("queued", ref="answered")
    tell("answered", 5, ref="answered")
    tell("queued", ref="gone")
    tell("ended", 5, ref="gone")

    assert list(calls.in_line(at=MONDAY_NINE)) == [here]
    assert not calls.in_line(at=MONDAY_NINE + calls.LONGEST_WAIT).exists()


def test_a_number_is_on_the_phone_until_its_call_ends():
    call = tell("queued", 0, number=NUMBER).call
    during = list(calls.live_with(call.number_hash))

    tell("ended", 5)

    assert (during, list(calls.live_with(call.number_hash))) == ([call], [])


def test_a_call_whose_end_was_lost_ends_after_hours_of_silence():
    tell("queued", 0, ref="lost")
    tell("queued", 0, ref="alive")
    tell("answered", 10_000, ref="alive")
    at = MONDAY_NINE + calls.LONGEST_CALL

    assert (calls.lose_silent(at=at), calls.lose_silent(at=at)) == (1, 0)

    lost = Call.objects.get(provider_ref="lost")
    assert (lost.state, lost.outcome) == ("ended", "lost")
    assert Call.objects.get(provider_ref="alive").state == "talking"


def test_the_call_of_a_token_is_known_for_five_minutes():
    token = pop_tokens.issue(CallFactory(), "ringing", at=MONDAY_NINE)

    found = [
        pop_tokens.call_of(token, at=MONDAY_NINE + timedelta(seconds=seconds))
        for seconds in (0, 299, 300)
    ]

    assert [call is not None for call in found] == [True, True, False]
    assert pop_tokens.call_of(signed_events.SOURCE, at=MONDAY_NINE) is None
    assert token not in json.dumps(list(PopToken.objects.values()), default=str)
