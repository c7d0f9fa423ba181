"""Once, or not at all, or in front of a person."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from contactcenter.messages import relay, reports, sending, settling
from contactcenter.messages.adapters import Refused, Uncertain
from contactcenter.messages.models import Message
from tests.factories import MONDAY_NINE, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db

State, Fault = Message.State, Message.Fault
MINUTE = timedelta(minutes=1)


def send(message, adapter, at=MONDAY_NINE):
    """Send, and answer with the row as it is then."""
    sending.send(message.pk, at=at, adapter_for=lambda _channel: adapter)
    message.refresh_from_db()
    return message


def fails(error):
    def then():
        raise error

    return then


def test_a_message_goes_out_in_its_language_and_is_sent(pigeon):
    message = send(MessageFactory(language="en"), pigeon)

    assert [(letter.to, letter.text) for letter in pigeon.carried] == [
        ("+46701740605", "City of Stockholm: your code is 123456.")
    ]
    assert (message.state, message.adapter, message.provider_ref) == (State.SENT, "pigeon", "p1")
    assert (message.sent_at, message.tries) == (MONDAY_NINE, 1)


def test_rung_for_many_times_it_goes_out_once(pigeon):
    message = MessageFactory()

    for _ in range(5):
        send(message, pigeon)

    assert len(pigeon.carried) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_sends(pigeon):
    message = MessageFactory()
    together = threading.Barrier(8)

    def work():
        together.wait()
        sending.send(message.pk, at=MONDAY_NINE, adapter_for=lambda _channel: pigeon)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(pigeon.carried) == 1


def test_it_is_committed_as_being_sent_before_anybody_outside_is_asked(pigeon):
    message = MessageFactory()
    seen = []
    pigeon.then = lambda: seen.append(Message.objects.get(pk=message.pk).state)

    send(message, pigeon)

    assert seen == [State.SENDING]


@pytest.mark.parametrize(
    "changes",
    [
        {"due_at": MONDAY_NINE + MINUTE},
        {"expires_at": MONDAY_NINE},
        {"state": State.HELD_BACK},
        {"state": State.UNKNOWN},
        {"state": State.SENDING},
        {"state": State.FAILED},
    ],
)
def test_what_is_not_to_be_sent_now_stays(pigeon, changes):
    send(MessageFactory(**changes), pigeon)

    assert pigeon.carried == []


def test_without_a_way_of_sending_it_fails_and_says_so():
    message = send(MessageFactory(), None)

    assert (message.state, message.fault) == (State.FAILED, Fault.NO_ADAPTER)


def test_what_is_refused_for_good_has_failed(pigeon):
    pigeon.then = fails(Refused("no such number"))

    message = send(MessageFactory(), pigeon)

    assert (message.state, message.fault, message.tries) == (State.FAILED, Fault.REFUSED, 1)


def test_what_did_not_go_now_is_tried_three_times_further_and_further_apart(pigeon):
    pigeon.then = fails(Refused("busy", is_passing=True))
    message = MessageFactory()
    waited = []

    while message.state == State.QUEUED:
        due = message.due_at
        send(message, pigeon, at=due)
        waited.append(message.due_at - due)

    assert waited == [MINUTE, 10 * MINUTE, 0 * MINUTE]
    assert (message.state, message.fault) == (State.FAILED, Fault.NOT_REACHED)
    assert len(pigeon.carried) == 3


def test_what_may_have_gone_out_is_never_sent_again_by_itself(pigeon):
    pigeon.then = fails(Uncertain("no answer"))
    message = send(MessageFactory(), pigeon)

    for minutes in range(1, 5):
        at = MONDAY_NINE + minutes * MINUTE
        assert relay.to_ring_for(at=at) == []
        send(message, pigeon, at=at)

    assert message.state == State.UNKNOWN
    assert len(pigeon.carried) == 1


def test_what_nobody_came_back_about_is_unknown_after_a_minute(pigeon):
    pigeon.then = fails(MemoryError)
    message = MessageFactory()
    with pytest.raises(MemoryError):
        send(message, pigeon)

    relay.find_unknown(at=MONDAY_NINE + MINUTE - timedelta(seconds=1))
    message.refresh_from_db()
    before = message.state
    relay.find_unknown(at=MONDAY_NINE + MINUTE)
    message.refresh_from_db()

    assert (before, message.state) == (State.SENDING, State.UNKNOWN)


def test_who_comes_back_late_still_tells_that_it_was_sent(pigeon):
    pigeon.then = lambda: relay.find_unknown(at=MONDAY_NINE + MINUTE)

    assert send(MessageFactory(), pigeon).state == State.SENT


def test_who_comes_back_after_a_person_has_decided_changes_nothing(pigeon):
    message = MessageFactory()

    def wait_for_a_person():
        relay.find_unknown(at=MONDAY_NINE + MINUTE)
        settling.send_again(message, by=UserFactory(), at=MONDAY_NINE + MINUTE)

    pigeon.then = wait_for_a_person
    assert send(message, pigeon).state == State.QUEUED

    pigeon.then = lambda: None
    assert send(message, pigeon, at=MONDAY_NINE + MINUTE).state == State.SENT


def test_a_report_that_is_quicker_than_the_answer_stays(pigeon):
    def report():
        secret = pigeon.report_urls[0].rstrip("/").rpartition("/")[2]
        reports.take_in(secret, "delivered", at=MONDAY_NINE)

    pigeon.then = report

    assert send(MessageFactory(), pigeon).state == State.DELIVERED


def test_a_message_that_cannot_be_read_is_not_taken(pigeon, settings):
    message = MessageFactory()
    settings.FIELD_KEYS = ["MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="]

    with pytest.raises(Exception):  # noqa: B017, PT011  (the library's own, without a word)
        send(message, pigeon)

    message.refresh_from_db()
    assert message.state == State.QUEUED
