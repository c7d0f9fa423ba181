"""Whom we wrote to and what is forgotten; that we did stays as a figure."""

from datetime import timedelta

import pytest
from django.conf import settings

from contactcenter.messages.models import Message
from contactcenter.messages.retention import RULES
from contactcenter.retention import forget
from tests.factories import MONDAY_NINE, MessageFactory

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=settings.KEEP_MESSAGES_DAYS)


def test_nothing_that_leads_to_whom_is_left_after_the_days():
    old = MessageFactory(state=Message.State.SENT, provider_ref="s4711")
    waiting = MessageFactory()
    younger = MessageFactory(
        state=Message.State.SENT, created_at=MONDAY_NINE + timedelta(minutes=1)
    )

    [rule] = RULES
    assert forget(rule, at=MONDAY_NINE + DAYS) == 1

    for message in (old, waiting, younger):
        message.refresh_from_db()
    assert (old.to, old.values, old.provider_ref, old.state) == ("", "", "", "sent")
    assert waiting.to
    assert younger.to
