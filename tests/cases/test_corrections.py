import pytest
from django.utils.translation import override

from cases import correction_history, corrections
from cases.contacts import OutcomesMissing
from cases.models import Contact
from contactcenter.audit.models import AuditEvent
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact() -> Contact:
    question = QuestionFactory(
        contact=ContactFactory(closed_at=MONDAY_NINE),
        topic=TopicFactory(code="money", name="Money"),
        outcome=OutcomeFactory(code="answered", name="Answered"),
        note="She asks about rent.",
    )
    return question.contact


def correct(contact, facts, *, revision=0, by=None):
    return corrections.correct(
        contact, facts, revision=revision, by=by or UserFactory(), at=MONDAY_NINE
    )


def test_what_stood_before_is_kept_and_recorded(contact):
    district = DistrictFactory(slug="jarva", name="Järva")

    correct(contact, {(None, "language"): "ar", (1, "district"): district})

    contact.refresh_from_db()
    changes = [
        {"question": None, "field": "language", "old": "sv", "new": "ar"},
        {"question": 1, "field": "district", "old": None, "new": "jarva"},
    ]
    assert (contact.language, contact.questions.get().district) == ("ar", district)
    assert contact.corrections.get().changes == changes
    event = AuditEvent.objects.get()
    assert (event.action, event.contact_id) == ("contact.corrected", contact.pk)
    assert event.details == {"changes": changes}


def test_a_note_is_neither_changed_nor_kept(contact):
    correct(contact, {(1, "note"): "Something else", (None, "interpreter"): True})

    assert contact.questions.get().note == "She asks about rent."
    assert "rent" not in str(contact.corrections.get().changes)


def test_the_same_again_is_no_correction(contact):
    assert correct(contact, {(None, "language"): "sv"}) == []

    assert (contact.corrections.count(), AuditEvent.objects.count()) == (0, 0)


def test_of_two_correctors_the_second_is_told(contact):
    correct(contact, {(None, "language"): "ar"})

    with pytest.raises(corrections.ChangedMeanwhile):
        correct(contact, {(None, "language"): "fi"})

    contact.refresh_from_db()
    assert contact.language == "ar"
    assert contact.corrections.count() == 1


def test_an_open_contact_is_not_corrected(contact):
    Contact.objects.update(closed_at=None)

    with pytest.raises(corrections.ChangedMeanwhile):
        correct(contact, {(None, "language"): "ar"})


def test_an_outcome_cannot_be_taken_away(contact):
    with pytest.raises(OutcomesMissing) as refusal:
        correct(contact, {(1, "outcome"): None})

    assert refusal.value.numbers == [1]


def test_history_is_in_words_of_today(contact):
    lead = UserFactory(display_name="Karin")
    correct(contact, {(None, "channel"): "visit", (None, "interpreter"): True}, by=lead)
    topic = TopicFactory(code="rent", name="Rent")
    correct(contact, {(1, "topic"): topic}, revision=1, by=lead)

    with override("en"):
        last, first = correction_history.history(contact)
        corrected = [(str(line.field), str(line.old), str(line.new)) for line in first.lines]

    assert corrected == [
        ("Channel", "Phone call", "Visit"),
        ("With an interpreter", "No", "Yes"),
    ]
    assert [(line.question, line.old, line.new) for line in last.lines] == [(1, "Money", "Rent")]
    assert (last.by, last.at) == (lead, MONDAY_NINE)


@pytest.mark.parametrize("count", [1, 30])
def test_history_takes_as_many_queries_however_long(contact, count, django_assert_num_queries):
    for number in range(count):
        facts = {
            (1, "topic"): TopicFactory(),
            (1, "district"): DistrictFactory(),
            (1, "outcome"): OutcomeFactory(),
        }
        correct(contact, facts, revision=number)

    with django_assert_num_queries(4):
        assert len(correction_history.history(contact)) == count
