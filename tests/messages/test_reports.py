"""What 46elks tells about an SMS, in whatever order and however often."""

import random

import pytest
from django.conf import settings

from contactcenter.messages import reports
from contactcenter.messages.models import Message
from tests.factories import MONDAY_NINE, MessageFactory

pytestmark = pytest.mark.django_db

State = Message.State
THEIRS = settings.ELKS_ADDRESSES[0]
SECRET = "an-unguessable-part-of-an-address"
ADDRESS = f"/telephony/webhooks/46elks-sms/{SECRET}/"


@pytest.fixture
def message():
    return MessageFactory(
        state=State.SENT, sent_at=MONDAY_NINE, report_token=reports.sealed(SECRET)
    )


@pytest.fixture
def report(client):
    """What 46elks is answered when it posts."""

    def post(status, address=ADDRESS, sender=THEIRS):
        form = {"id": "s1", "status": status, "delivered": "2026-11-23T08:01:00.000000"}
        return client.post(address, form, REMOTE_ADDR=sender).status_code

    return post


@pytest.mark.parametrize(
    ("told", "state", "fault"),
    [("delivered", "delivered", ""), ("failed", "failed", "not_delivered"), ("sent", "sent", "")],
)
def test_a_message_goes_on_as_far_as_the_report_says(message, report, told, state, fault):
    assert report(told) == 204

    message.refresh_from_db()
    assert (message.state, message.fault) == (state, fault)


def test_a_hundred_reports_in_any_order_lead_to_one_end(message, report):
    told = ["delivered"] * 30 + ["failed"] * 40 + ["sent", "created", "", "x" * 500] * 8
    for seed in range(3):
        random.Random(seed).shuffle(told)
        Message.objects.update(state=State.SENT, fault="")

        assert {report(status) for status in told} == {204}

        message.refresh_from_db()
        assert (message.state, message.fault) == (State.DELIVERED, "")


def test_a_report_settles_what_nobody_knew(message, report):
    Message.objects.update(state=State.UNKNOWN)

    report("delivered")

    assert not Message.objects.unsettled().exists()


def test_what_is_delivered_after_all_is_not_sent_again(message, report):
    Message.objects.update(state=State.QUEUED)  # a person has decided to send it again

    report("failed")
    report("delivered")

    message.refresh_from_db()
    assert message.state == State.DELIVERED


@pytest.mark.parametrize("state", [State.EXPIRED, State.HELD_BACK])
def test_a_late_report_is_taken_in_and_changes_nothing(message, report, state):
    Message.objects.update(state=state)

    assert report("delivered") == 204

    message.refresh_from_db()
    assert message.state == state


def test_an_address_that_we_never_gave_is_not_there(message, report):
    assert report("delivered", address=ADDRESS.replace("un", "an")) == 404

    message.refresh_from_db()
    assert message.state == State.SENT


@pytest.mark.parametrize("sender", ["192.0.2.7", "127.0.0.1", "2001:db8::1"])
def test_nobody_but_46elks_may_report(message, report, sender):
    assert report("delivered", sender=sender) == 404

    message.refresh_from_db()
    assert message.state == State.SENT


def test_behind_a_proxy_the_sender_is_whom_the_proxy_names(message, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answer = client.post(
        ADDRESS, {"status": "delivered"}, headers={"X-Forwarded-For": f"192.0.2.7, {THEIRS}"}
    )

    assert answer.status_code == 204


def test_a_report_is_posted(client):
    assert client.get(ADDRESS, REMOTE_ADDR=THEIRS).status_code == 405


def test_each_try_has_an_address_of_its_own():
    assert reports.new_secret() != reports.new_secret()
    assert len(reports.sealed(reports.new_secret())) == 64
