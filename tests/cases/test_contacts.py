from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from cases import contacts
from cases.models import Contact, OtherVersion
from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    OutcomeFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LATER = MONDAY_NINE + timedelta(minutes=5)


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"])


def recorded() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_contact_begins_with_one_empty_question_and_nothing_about_the_resident(agent):
    contact = contacts.start(Contact.Channel.PHONE, agent=agent, at=MONDAY_NINE)

    question = contact.questions.get()
    assert (question.number, question.note, question.topic) == (1, "", None)
    assert (contact.is_open, contact.agent, contact.opened_at) == (True, agent, MONDAY_NINE)
    assert recorded() == ["contact.started"]


def test_a_double_click_opens_one_contact_and_two_calls_two(agent):
    def click(at):
        return contacts.start_once(Contact.Channel.PHONE, agent=agent, at=at)

    first, second, later = (click(MONDAY_NINE + timedelta(seconds=after)) for after in (0, 0.4, 30))

    assert (second, later == first) == (first, False)
    assert Contact.objects.count() == 2


def test_questions_are_numbered_on_from_the_highest():
    contact = QuestionFactory(number=4).contact

    question = contacts.add_question(contact, at=LATER)

    contact.refresh_from_db()
    assert question.number == 5
    assert (contact.touched_at, contact.revision) == (LATER, 1)


def test_nothing_is_added_to_a_closed_contact():
    contact = ContactFactory(closed_at=LATER)

    with pytest.raises(contacts.Closed):
        contacts.add_question(contact, at=LATER)


def test_a_removed_question_goes_once(agent):
    contact = QuestionFactory(number=1).contact
    question = QuestionFactory(contact=contact, number=2)

    contacts.remove_question(question, agent=agent, at=LATER)
    contacts.remove_question(question, agent=agent, at=LATER)

    assert list(contact.questions.values_list("number", flat=True)) == [1]
    assert recorded() == ["contact.question_removed"]


def test_the_last_question_stays(agent):
    question = QuestionFactory()

    with pytest.raises(contacts.LastQuestion):
        contacts.remove_question(question, agent=agent, at=LATER)


def test_a_contact_closes_when_every_question_has_an_outcome(agent):
    contact = QuestionFactory(outcome=OutcomeFactory()).contact

    contacts.close(contact, agent=agent, at=LATER)

    assert contact.closed_at == LATER
    assert recorded() == ["contact.closed"]


def test_closing_without_outcomes_is_refused_with_the_questions_named(agent):
    contact = QuestionFactory(number=1).contact
    QuestionFactory(contact=contact, number=2, outcome=OutcomeFactory())
    QuestionFactory(contact=contact, number=3)

    with pytest.raises(contacts.OutcomesMissing) as refusal:
        contacts.close(contact, agent=agent, at=LATER)

    contact.refresh_from_db()
    assert refusal.value.numbers == [1, 3]
    assert (contact.is_open, contact.revision, recorded()) == (True, 0, [])


def test_closing_is_refused_while_two_versions_wait_for_a_choice(agent):
    question = QuestionFactory(outcome=OutcomeFactory())
    OtherVersion.objects.create(
        contact=question.contact, question=question, field="note", value="x", by=agent, at=LATER
    )

    with pytest.raises(contacts.VersionsToChoose) as refusal:
        contacts.close(question.contact, agent=agent, at=LATER)

    assert refusal.value.numbers == [1]


def at_the_same_time(times: int, act) -> list[str]:
    """Run the act in threads with connections of their own, and name what each came to."""

    def run(_number: int) -> str:
        try:
            act()
        except Exception as error:  # noqa: BLE001
            return type(error).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return sorted(threads.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_does(agent):
    contact = QuestionFactory(outcome=OutcomeFactory()).contact

    came_to = at_the_same_time(
        4,
        lambda: contacts.close(Contact.objects.get(pk=contact.pk), agent=agent, at=LATER),
    )

    assert came_to == ["Closed", "Closed", "Closed", "done"]
    assert recorded() == ["contact.closed"]


@pytest.mark.django_db(transaction=True)
def test_two_who_add_a_question_at_once_get_two_numbers():
    contact = QuestionFactory().contact

    came_to = at_the_same_time(
        4, lambda: contacts.add_question(Contact.objects.get(pk=contact.pk), at=LATER)
    )

    assert came_to == ["done"] * 4
    assert list(contact.questions.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
