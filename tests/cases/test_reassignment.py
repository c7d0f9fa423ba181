from datetime import timedelta

import pytest

from cases import reassignment
from contactcenter.audit.models import AuditEvent
from tests.factories import MONDAY_NINE, ContactFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY_NINE + timedelta(hours=2)


def agent(**fields):
    return UserFactory(roles=["agent"], **fields)


def test_the_contact_moves_with_all_that_was_typed():
    contact = QuestionFactory(note="She asks about rent.").contact
    before, after = contact.agent, agent()

    reassignment.reassign(contact, after, by=before, at=LATER)

    assert (contact.agent, contact.revision, contact.touched_at) == (after, 1, LATER)
    assert contact.questions.get().note == "She asks about rent."
    event = AuditEvent.objects.get()
    assert event.action == "contact.reassigned"
    assert event.details == {"agent_before": before.pk, "agent": after.pk}


def test_of_two_who_move_it_at_once_one_does():
    contact, first, second = ContactFactory(), agent(), agent()
    as_seen_by_the_other = type(contact).objects.get()
    reassignment.reassign(contact, first, by=contact.agent, at=LATER)

    with pytest.raises(reassignment.Moved):
        reassignment.reassign(as_seen_by_the_other, second, by=second, at=LATER)

    contact.refresh_from_db()
    assert contact.agent == first


def test_a_closed_contact_is_not_moved():
    contact = ContactFactory(closed_at=MONDAY_NINE)

    with pytest.raises(reassignment.Moved):
        reassignment.reassign(contact, agent(), by=contact.agent, at=LATER)


@pytest.mark.parametrize("fields", [{"roles": ["analyst"]}, {"is_active": False}])
def test_who_takes_no_contacts_is_given_none(fields):
    contact = ContactFactory()

    with pytest.raises(reassignment.CannotTake):
        reassignment.reassign(
            contact, UserFactory(**{"roles": ["agent"]} | fields), by=contact.agent, at=LATER
        )


def test_agents_are_those_who_take_contacts_today():
    taking = agent()
    agent(is_active=False)
    agent(invited_at=MONDAY_NINE)
    UserFactory(roles=["team_lead"])

    assert list(reassignment.agents()) == [taking]


def test_left_is_what_nobody_touched_for_a_time_or_whose_agent_takes_none_any_more():
    gone = ContactFactory(touched_at=LATER, agent=agent(is_active=False))
    moved_on = ContactFactory(touched_at=LATER, agent=UserFactory(roles=["editor"]))
    untouched = ContactFactory(touched_at=MONDAY_NINE)
    ContactFactory(touched_at=MONDAY_NINE + timedelta(seconds=1))
    ContactFactory(touched_at=MONDAY_NINE, closed_at=LATER)

    assert list(reassignment.orphaned(at=LATER)) == [untouched, gone, moved_on]


def test_the_time_is_a_setting(settings):
    settings.ORPHANED_AFTER_MINUTES = 180
    ContactFactory(touched_at=MONDAY_NINE)

    assert not reassignment.orphaned(at=LATER)


def test_whose_it_is_and_whoever_leads_may_give_it_away():
    contact, lead = ContactFactory(), UserFactory(roles=["team_lead"])

    assert reassignment.may_give_away(contact, contact.agent)
    assert reassignment.may_give_away(contact, lead)
    assert not reassignment.may_give_away(contact, agent())


def test_a_lead_takes_over_at_any_time_a_colleague_what_was_left():
    contact, lead = ContactFactory(), UserFactory(roles=["agent", "team_lead"])

    assert reassignment.may_take_over(contact, lead, at=MONDAY_NINE)
    assert not reassignment.may_take_over(contact, agent(), at=MONDAY_NINE)
    assert reassignment.may_take_over(contact, agent(), at=LATER)
    assert not reassignment.may_take_over(contact, contact.agent, at=LATER)
    assert not reassignment.may_take_over(contact, UserFactory(roles=["team_lead"]), at=LATER)


def test_several_move_and_what_was_closed_meanwhile_is_let_be():
    first, second, chosen = ContactFactory(), ContactFactory(), agent()
    type(first).objects.filter(pk=second.pk).update(closed_at=LATER)

    moved = reassignment.reassign_each([first, second], chosen, by=chosen, at=LATER)

    second.refresh_from_db()
    assert (moved, first.agent) == (1, chosen)
    assert second.agent != chosen
