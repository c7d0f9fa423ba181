import hmac
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
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
from tests.telephony.signing import KEY, post, signed

pytestmark = pytest.mark.django_db

NUMBER = "+46701740605"
EVENTS = "/api/v1/telephony/events/"


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


class TestSignedEvents:
    @pytest.fixture(autouse=True)
    def connected(self, settings):
        settings.TELEPHONY_EVENT_KEYS = [KEY]

    @pytest.fixture(autouse=True)
    def at_nine(self):
        with time_machine.travel(MONDAY_NINE, tick=False):
            yield

    @pytest.fixture
    def said(self) -> dict[str, object]:
        return {
            "id": "event-0701740605",
            "call": "sip:0701740605@pbx",
            "kind": "ringing",
            "role": "agent",
            "at": MONDAY_NINE.isoformat(),
            "number": NUMBER,
            "digits": "0701740605",
        }

    @pytest.mark.parametrize("address", [EVENTS, "/telephony/events/"])
    def test_a_signed_event_is_taken_and_answered_with_a_way_to_the_call(
        self, client, said, address
    ):
        response = post(client, said, address)

        token = response.json()["pop"].partition("/pop/?call=")[2]
        assert response.status_code == 200
        assert pop_tokens.call_of(token, at=MONDAY_NINE) == Call.objects.get()

    def test_where_nothing_rings_the_answer_is_empty(self, client, said):
        response = post(client, said | {"kind": "ended"})

        assert (response.status_code, response.content) == (204, b"")

    def test_an_event_that_is_sent_again_gets_the_same_answer(self, client, said):
        first, second = post(client, said), post(client, said)

        assert (first.status_code, first.json()) == (second.status_code, second.json())
        assert (Call.objects.count(), PopToken.objects.count()) == (1, 1)

    def test_a_new_key_is_good_while_the_old_one_still_is(self, client, said, settings):
        settings.TELEPHONY_EVENT_KEYS = ["the new one", KEY]

        by_old, by_new = post(client, said), post(client, said, key="the new one")

        assert (by_old.status_code, by_new.status_code) == (200, 200)

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({}, 401),
            (signed(b"{}", key="another", at=MONDAY_NINE), 403),
            (signed(b"another body", at=MONDAY_NINE), 403),
            (signed(b"{}", at=MONDAY_NINE - timedelta(seconds=301)), 403),
            (signed(b"{}", at=MONDAY_NINE + timedelta(seconds=301)), 403),
            (signed(b"{}", at=MONDAY_NINE) | {"telephony-timestamp": "٣"}, 403),
            (signed(b"{}", at=MONDAY_NINE) | {"telephony-timestamp": "nine"}, 403),
            (signed(b"{}", at=MONDAY_NINE) | {"telephony-signature": "é"}, 403),
        ],
    )
    def test_what_we_did_not_sign_or_not_now_is_refused(self, client, headers, status):
        response = client.post(EVENTS, b"{}", "application/json", headers=headers)

        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert not CallEventRecord.objects.exists()

    @pytest.mark.parametrize("sent", ["9" * 400, "٣", "-1", "1e9", ""])
    def test_a_moment_that_is_none_is_refused_although_it_is_signed(self, client, sent):
        signature = hmac.new(KEY.encode(), f"{sent}.{{}}".encode(), "sha256").hexdigest()
        headers = {"telephony-signature": signature, "telephony-timestamp": sent}

        response = client.post(EVENTS, b"{}", "application/json", headers=headers)

        assert response.status_code == 403

    @pytest.mark.parametrize(
        "hidden", [None, "anonymous", "sip:" + "anonymous@" * 50, 0, "\u202e0", "+" * 4000]
    )
    def test_a_call_without_a_number_is_a_call(self, client, said, hidden):
        nothing = dict.fromkeys(["queue", "agent", "language", "attempt", "outcome", "role"])

        response = post(client, said | nothing | {"number": hidden})

        assert (response.status_code, Call.objects.get().number) == (200, "")

    def test_without_a_key_nobody_is_let_in(self, client, said, settings):
        settings.TELEPHONY_EVENT_KEYS = []

        assert post(client, said).status_code == 403

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "exploded"},
            {"kind": ["ringing"]},
            {"at": "yesterday"},
            {"at": "2026-03-02T09:00:00"},
            {"at": "9999-12-31T23:59:59-12:00"},
            {"at": (MONDAY_NINE + timedelta(minutes=6)).isoformat()},
            {"id": ""},
            {"id": "x" * 101},
            {"id": {"a": 1}},
            {"call": "a\0b"},
            {"attempt": "17"},
            {"outcome": "reached"},
            {"kind": None},
            {"number": {"e164": NUMBER}},
        ],
    )
    def test_what_is_wrong_is_named_and_never_repeated(self, client, said, wrong):
        response = post(client, said | wrong)

        (field,) = wrong
        assert response.status_code == 400
        assert field in response.json()["detail"] or "future" in response.json()["detail"]
        assert "0701740605" not in response.text
        assert not Call.objects.exists()

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'"ringing"', b"\xff", b"[" * 9000])
    def test_what_is_no_event_is_malformed(self, client, body):
        response = client.post(EVENTS, body, "application/json", headers=signed(body))

        assert response.status_code == 400

    @pytest.mark.parametrize("size", [16 * 1024 + 1, 1_000_001])
    def test_what_is_too_large_is_not_read(self, client, size):
        body = b" " * size

        response = client.post(EVENTS, body, "application/json", headers=signed(body))

        assert response.status_code == 413

    def test_no_number_is_left_in_events_addresses_and_logs(self, client, said, caplog):
        with caplog.at_level(logging.DEBUG):
            response = post(client, said)

        kept = json.dumps(list(CallEventRecord.objects.values()), default=str)
        call = json.dumps(list(Call.objects.values()), default=str)
        for written in (kept, call, response.text, caplog.text):
            assert "701740605" not in written


class TestWebhook:
    @pytest.fixture(autouse=True)
    def connected(self, settings):
        settings.TELEPHONY_DRIVER, settings.TELEPHONY_WEBHOOK_TOKENS = "simulated", ["secret"]

    @pytest.fixture
    def body(self) -> str:
        at = datetime.isoformat(MONDAY_NINE)
        return json.dumps({"id": "1", "call": "call-1", "kind": "queued", "at": at})

    def test_the_driver_s_provider_is_listened_to(self, client, body):
        response = client.post(
            "/telephony/webhooks/simulated/secret/", body, content_type="application/json"
        )

        call = Call.objects.get()
        assert (response.status_code, call.source) == (204, "simulated")
        assert "call-1" not in (call.provider_ref, CallEventRecord.objects.get().provider_ref)

    @pytest.mark.parametrize("address", ["simulated/guessed", "manual/secret", "elks/secret"])
    def test_at_any_other_address_there_is_nothing(self, client, body, address):
        response = client.post(
            f"/telephony/webhooks/{address}/", body, content_type="application/json"
        )

        assert (response.status_code, Call.objects.count()) == (404, 0)

    def test_what_cannot_be_read_is_malformed(self, client):
        response = client.post(
            "/telephony/webhooks/simulated/secret/", "{", content_type="application/json"
        )

        assert response.status_code == 400


def test_the_call_of_a_token_is_known_for_five_minutes():
    token = pop_tokens.issue(CallFactory(), "ringing", at=MONDAY_NINE)

    found = [
        pop_tokens.call_of(token, at=MONDAY_NINE + timedelta(seconds=seconds))
        for seconds in (0, 299, 300)
    ]

    assert [call is not None for call in found] == [True, True, False]
    assert pop_tokens.call_of(signed_events.SOURCE, at=MONDAY_NINE) is None
    assert token not in json.dumps(list(PopToken.objects.values()), default=str)
