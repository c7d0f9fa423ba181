"""A callback and the contact in which it is kept, in one act."""

import uuid

import pytest

from cases import callbacks, contacts
from cases.models import Contact
from contactcenter.audit.models import AuditEvent
from contactcenter.database import now
from telephony import dial_time, offers
from telephony.models import Attempt, Callback, Presence
from tests.cases.callbacks import agent_of, due, open_queue
from tests.factories import (
    DistrictFactory,
    IdentityCheckFactory,
    PresenceFactory,
    QuestionFactory,
)
from tests.telephony import in_turn

pytestmark = pytest.mark.django_db
Outcome = Attempt.Outcome


@pytest.fixture
def manual(settings):
    settings.TELEPHONY_DRIVER = "manual"


def test_taking_opens_a_contact_in_the_language_and_the_district_of_the_callback():
    queue, district = open_queue(), DistrictFactory()
    callback, agent = due(queue, language="so", district=district), agent_of(queue)

    contact = callbacks.take(callback, agent=agent, at=now())

    assert (contact.callback, contact.language, contact.channel) == (callback, "so", "phone")
    assert contact.questions.get().district == district
    assert callback.offered_to == agent


def test_an_offer_is_taken_by_its_token():
    queue = open_queue()
    callback, agent = due(queue), agent_of(queue)
    PresenceFactory(user=agent, since=now())
    offers.offer(callback, agent, at=now())

    with pytest.raises(offers.NotYours):
        callbacks.take(callback, uuid.uuid4(), agent=agent, at=now())
    callbacks.take(callback, callback.lease_token, agent=agent, at=now())

    callback.refresh_from_db()
    assert callback.accepted_at is not None
    assert Contact.objects.count() == 1


def test_whoever_is_too_late_gets_no_contact():
    queue = open_queue()
    callback = due(queue)
    callbacks.take(callback, agent=agent_of(queue), at=now())

    with pytest.raises(offers.AlreadyTaken):
        callbacks.take(callback, agent=agent_of(queue), at=now())

    assert Contact.objects.count() == 1


@pytest.fixture
def taken(manual) -> Contact:
    queue = open_queue()
    return callbacks.take(due(queue), agent=agent_of(queue), at=now())


def ring(contact: Contact) -> Attempt:
    callbacks.ring(contact.callback, contact, agent=contact.agent, at=now())
    return contact.callback.attempts.get()


def test_ringing_by_ones_own_phone_counts_as_dialled_at_once(taken):
    attempt = ring(taken)

    assert (attempt.state, attempt.driver) == ("placed", "manual")
    assert Presence.objects.get().state == "in_call"


def test_whoever_was_reached_is_talked_to_in_the_contact(taken):
    callbacks.report(taken, ring(taken), Outcome.REACHED, agent=taken.agent, at=now())

    taken.callback.refresh_from_db()
    assert taken.callback.ending == Callback.Ending.REACHED
    assert Contact.objects.still_open().get() == taken
    assert Presence.objects.get().state == "wrap_up"


def test_a_contact_in_which_nobody_was_reached_and_nothing_written_goes(taken):
    callbacks.report(taken, ring(taken), Outcome.NO_ANSWER, agent=taken.agent, at=now())

    assert not Contact.objects.exists()
    assert AuditEvent.objects.filter(action="contact.dropped").exists()


def test_what_was_written_before_ringing_stays_for_the_next_try(taken):
    contacts.touch(taken, at=now())
    callbacks.report(taken, ring(taken), Outcome.BUSY, agent=taken.agent, at=now())
    callback = Callback.objects.get()
    Callback.objects.update(eligible_at=callback.asked_at)

    again = callbacks.take(callback, agent=taken.agent, at=now())

    assert again == taken


def test_a_contact_that_was_looked_something_up_in_is_kept(taken):
    IdentityCheckFactory(contact=taken)

    assert not callbacks.drop_if_empty(taken, agent=taken.agent, at=now())


def test_what_may_not_be_rung_now_is_refused_and_leaves_no_empty_contact(taken):
    taken.callback.queue.line.weeks.all().delete()

    with pytest.raises(dial_time.Refused):
        ring(taken)

    assert not Contact.objects.exists()
    assert Callback.objects.get().status == Callback.Status.WAITING


def test_given_back_it_waits_in_its_old_place(taken):
    before = taken.callback.place_at

    callbacks.give_back(taken.callback, taken, agent=taken.agent, at=now())

    callback = Callback.objects.get()
    assert (callback.status, callback.place_at) == (Callback.Status.WAITING, before)
    assert not Contact.objects.exists()


def test_a_colleagues_contact_is_never_removed():
    written = QuestionFactory(note="Rings about the rent").contact
    contacts.touch(written, at=now())

    assert not callbacks.drop_if_empty(written, agent=written.agent, at=now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["report", "give back"])
def test_whoever_writes_in_the_contact_at_that_moment_and_it_do_not_wait_for_each_other(
    verb, manual
):
    """The contact is locked first and the audit trail last, by both."""
    queue = open_queue()
    callback, agent = due(queue), agent_of(queue)
    contact = callbacks.take(callback, agent=agent, at=now())

    def let_go():
        if verb == "give back":
            callbacks.give_back(callback, contact, agent=agent, at=now())
        else:
            attempt = callback.attempts.get()
            callbacks.report(contact, attempt, Outcome.BUSY, agent=agent, at=now())

    if verb == "report":
        callbacks.ring(callback, contact, agent=agent, at=now())
    with in_turn.second(let_go) as comes:
        contacts.touch(contact, at=now())
        comes()
        contacts.join(contact, agent=agent, at=now())

    callback.refresh_from_db()
    assert callback.status == Callback.Status.WAITING
    assert Contact.objects.get() == contact
