"""What is looked up at the desk comes to the review and into the extract, by the real look-up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contactcenter.log_review import drawing, extracts
from contactcenter.log_review.days import month_of
from contactcenter.log_review.extracts import Wanted
from contactcenter.log_review.models import Reason
from tests.cases.look_ups import (
    EVERY_FIELD,
    PROTECTED,
    WITH_TWO_DECISIONS,
    agreed,
    look_up,
    made_sure,
)
from tests.factories import ContactFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def wanted(subject: str) -> Wanted:
    today = timezone.localdate()
    return Wanted(subject, today, today, "The person asks")


@pytest.mark.parametrize(
    ("number", "outcome"), [(WITH_TWO_DECISIONS, "found"), (PROTECTED, "blocked")]
)
def test_look_up_is_in_the_extract_with_its_answer(number, outcome):
    agreed(*EVERY_FIELD)
    now = timezone.now()
    who = made_sure(ContactFactory(agent=UserFactory(display_name="Anna Ek")), number, at=now)

    look_up(who, at=now)

    (look,) = extracts.looks_at(wanted(who.check.subject))
    assert (look.who, look.purpose, look.outcome) == ("Anna Ek", "handler", outcome)


def test_agent_who_looks_at_themselves_in_silence_comes_first_in_the_review():
    agreed(*EVERY_FIELD)
    long_ago = AT - timedelta(hours=1)
    agent = UserFactory()
    contact = ContactFactory(agent=agent, opened_at=long_ago, touched_at=long_ago)
    who = made_sure(contact, at=AT)
    agent.own_pseudonym = contact.agent.own_pseudonym = who.check.subject
    agent.save()

    look_up(who, at=AT)
    (review,) = drawing.draw(month_of(AT.date()), by=None, at=AT + timedelta(days=30))

    (item,) = review.items.all()
    assert item.reasons[:2] == [Reason.OWN_NUMBER, Reason.NO_CONVERSATION]
    assert item.outcome == "found"
