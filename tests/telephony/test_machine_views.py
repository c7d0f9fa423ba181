"""What a switch sends to us, and what it is answered."""

import hmac
import json
import logging
from datetime import datetime, timedelta

import pytest
import time_machine

from telephony import pop_tokens
from telephony.models import Call, CallEventRecord, PopToken
from tests.factories import (
    MONDAY_NINE,
)
from tests.telephony.signing import KEY, post, signed

pytestmark = pytest.mark.django_db

NUMBER = "+46701740605"
EVENTS = "/api/v1/telephony/events/"


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
