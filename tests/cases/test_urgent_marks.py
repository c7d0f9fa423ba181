"""A contact is marked as urgent in one click, and the mark can be taken back."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from cases import contacts, urgent, urgent_marks
from cases.models import Contact, Outcome
from contactcenter.audit.models import AuditEvent
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome():
    Outcome.objects.filter(code="urgent").delete()
    return OutcomeFactory(code="urgent")


@pytest.fixture
def question(outcome):
    return QuestionFactory()


def mark(contact, code="violence", **more) -> None:
    urgent_marks.mark(contact, code, agent=contact.agent, at=MONDAY_NINE, **more)


def unmark(contact) -> None:
    urgent_marks.unmark(contact, agent=contact.agent, at=MONDAY_NINE)


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("position").values_list("action", flat=True))


def test_the_contact_is_marked_and_the_outcome_follows(question, outcome):
    mark(question.contact)

    question.refresh_from_db()
    assert question.contact.urgent == "violence"
    assert question.outcome == outcome
    assert events() == ["contact.marked_urgent"]


def test_the_trail_does_not_keep_what_it_was_about(question):
    mark(question.contact)

    event = AuditEvent.objects.get()
    assert (event.contact_id, event.details, event.purpose) == (question.contact.pk, {}, "")


def test_others_who_have_the_contact_open_see_it(question):
    before = question.contact.revision

    mark(question.contact)

    assert question.contact.revision == before + 1


def test_the_question_gets_the_district_unless_it_has_one(question):
    district, other = DistrictFactory(), DistrictFactory()

    mark(question.contact, district=district)
    mark(question.contact, "addiction", district=other)

    question.refresh_from_db()
    assert question.district == district


def test_it_is_the_newest_question_without_an_outcome(question, outcome):
    answered = OutcomeFactory()
    second = QuestionFactory(contact=question.contact, number=2)
    third = QuestionFactory(contact=question.contact, number=3, outcome=answered)

    mark(question.contact)

    for each in (question, second, third):
        each.refresh_from_db()
    assert [question.outcome, second.outcome, third.outcome] == [None, outcome, answered]


def test_the_newest_question_is_urgent_after_all_when_every_one_has_an_outcome(question, outcome):
    question.outcome = OutcomeFactory()
    question.save()

    mark(question.contact)

    question.refresh_from_db()
    assert question.outcome == outcome


def test_nothing_that_is_missing_delays_the_mark():
    """No outcome of that code, no question."""
    Outcome.objects.filter(code="urgent").delete()
    contact = ContactFactory()

    mark(contact, urgent.NOT_SAID)

    assert contact.urgent == urgent.NOT_SAID


def test_a_second_click_marks_nothing_more(question):
    mark(question.contact)

    mark(question.contact)

    assert events() == ["contact.marked_urgent"]


def test_undo_takes_the_mark_and_its_outcome_back(question):
    mark(question.contact)

    unmark(question.contact)
    unmark(question.contact)

    question.refresh_from_db()
    assert (question.contact.urgent, question.outcome) == ("", None)
    assert events() == ["contact.marked_urgent", "contact.unmarked_urgent"]


@pytest.mark.parametrize("act", [mark, unmark])
def test_a_closed_contact_stays_as_it_is(question, act):
    Contact.objects.filter(pk=question.contact.pk).update(closed_at=MONDAY_NINE)

    with pytest.raises(contacts.Closed):
        act(question.contact)

    assert events() == []


def test_a_contact_can_begin_urgent(outcome):
    agent, district = UserFactory(roles=["agent"]), DistrictFactory()

    contact = urgent_marks.start("violence", agent=agent, at=MONDAY_NINE, district=district)

    question = contact.questions.get()
    assert (contact.urgent, contact.agent) == ("violence", agent)
    assert (question.outcome, question.district) == (outcome, district)
    assert events() == ["contact.started", "contact.marked_urgent"]


def test_another_urgent_call_begins_another_contact():
    agent = UserFactory(roles=["agent"])
    first = urgent_marks.start("violence", agent=agent, at=MONDAY_NINE)

    second = urgent_marks.start("violence", agent=agent, at=MONDAY_NINE + timedelta(minutes=1))

    assert first != second


@pytest.mark.django_db(transaction=True)
def test_a_double_click_begins_one_contact():
    agent, barrier = UserFactory(roles=["agent"]), Barrier(2)

    def click() -> None:
        barrier.wait()
        urgent_marks.start("violence", agent=agent, at=MONDAY_NINE)
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert Contact.objects.count() == 1
