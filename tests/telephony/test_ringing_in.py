"""Somebody whom we have promised to ring rings us first."""

import pytest

from telephony import offers, ringing_in
from telephony.models import Callback
from tests.factories import MONDAY_NINE, CallbackFactory, ServiceFactory, SlotFactory
from tests.telephony.open_lines import agent_of, claimed, open_queue

pytestmark = pytest.mark.django_db
Status = Callback.Status


def rang_in(callback, queue=None):
    ringing_in.rang_in(callback.number_hash, queue or callback.queue, agent=None, at=MONDAY_NINE)
    callback.refresh_from_db()
    return callback.status, callback.ending


def test_whoever_talks_to_us_is_not_rung_any_more():
    queue = open_queue()
    slot = SlotFactory(queue=queue, booked=1)

    assert rang_in(CallbackFactory(queue=queue, slot=slot)) == (Status.CLOSED, "rang_in")
    slot.refresh_from_db()
    assert slot.booked == 0


def test_whoever_talks_about_something_else_is_still_rung():
    other = open_queue(service=ServiceFactory(code="elder-care"))

    assert rang_in(CallbackFactory(queue=open_queue()), other) == (Status.WAITING, "")


def test_agent_who_was_about_to_ring_does_so_no_more():
    queue = open_queue()
    agent = agent_of(queue)
    callback = claimed(CallbackFactory(queue=queue), agent)
    token = callback.lease_token

    assert rang_in(callback) == (Status.CLOSED, "rang_in")
    with pytest.raises(offers.NotYours):
        offers.decline(callback, token, agent=agent, at=MONDAY_NINE)


def test_nothing_happens_to_whoever_waits_for_nobody():
    assert ringing_in.rang_in("0" * 64, open_queue(), agent=None, at=MONDAY_NINE) is None
