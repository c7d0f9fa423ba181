from datetime import timedelta

import pytest

from cases import reopening
from cases.reopening import OPEN_AGAIN_WITHIN
from contactcenter.audit.models import AuditEvent
from tests.factories import MONDAY_NINE, ContactFactory, UserFactory

pytestmark = pytest.mark.django_db

LATEST = MONDAY_NINE + OPEN_AGAIN_WITHIN - timedelta(seconds=1)


def reopen(contact, agent, at=LATEST):
    reopening.reopen(contact, reason="returned", agent=agent, at=at)


def test_it_becomes_the_open_contact_of_whoever_opens_it():
    contact, agent = ContactFactory(closed_at=MONDAY_NINE), UserFactory()
    before = contact.agent

    reopen(contact, agent)

    assert (contact.is_open, contact.agent, contact.touched_at) == (True, agent, LATEST)
    assert contact.revision == 1
    event = AuditEvent.objects.get()
    assert (event.action, event.purpose) == ("contact.reopened", "returned")
    assert event.details == {"agent_before": before.pk}


def test_of_two_who_press_at_once_one_gets_it():
    contact, first, second = ContactFactory(closed_at=MONDAY_NINE), UserFactory(), UserFactory()
    reopen(contact, first)

    with pytest.raises(reopening.AlreadyOpen):
        reopen(contact, second)

    assert contact.agent == first
    assert AuditEvent.objects.count() == 1


def test_after_a_month_it_stays_closed():
    contact = ContactFactory(closed_at=MONDAY_NINE)
    too_late = MONDAY_NINE + OPEN_AGAIN_WITHIN

    assert not reopening.is_possible(contact, at=too_late)
    with pytest.raises(reopening.TooLate):
        reopen(contact, UserFactory(), at=too_late)
