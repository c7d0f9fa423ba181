from datetime import timedelta

import pytest
from django.utils import timezone

from contactcenter.messages.models import Message
from tests.factories import MONDAY_NINE, MessageFactory

pytestmark = pytest.mark.django_db

State = Message.State


def test_operations_see_what_a_person_has_to_decide_on_and_what_waits(client):
    MessageFactory.create_batch(2, state=State.UNKNOWN)
    MessageFactory(state=State.UNKNOWN, settled_at=MONDAY_NINE)
    MessageFactory(state=State.FAILED)
    MessageFactory(due_at=timezone.now() - timedelta(seconds=90))

    figures = client.get("/metrics").content.decode()

    assert "contactcenter_messages_out_unknown 2.0" in figures
    assert "contactcenter_messages_out_failed 1.0" in figures
    assert "contactcenter_messages_out_oldest_due_seconds 9" in figures


def test_nothing_waits_for_no_time(client):
    figures = client.get("/metrics").content.decode()

    assert "contactcenter_messages_out_oldest_due_seconds 0.0" in figures
