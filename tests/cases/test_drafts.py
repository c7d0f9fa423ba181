from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from cases import contacts, drafts
from cases.drafts import Change, Keep
from cases.models import Contact, OtherVersion, Question
from contactcenter.accounts.models import User
from tests.factories import (
    MONDAY_NINE,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LATER = MONDAY_NINE + timedelta(minutes=5)
# Official test identity: Skatteverket, test personal numbers, CC0.
NUMBER = "19121212-1212"


@pytest.fixture
def anna() -> User:
    return UserFactory(roles=["agent"], display_name="Anna")


@pytest.fixture
def bo() -> User:
    return UserFactory(roles=["agent"], display_name="Bo")


@pytest.fixture
def question() -> Question:
    return QuestionFactory(note="Ringer om hyran.")


def note(value: str, *bases: str, question: int | None = 1) -> Change:
    return Change(question, "note", value, bases)


def save(question: Question, *changes: Change, by: User) -> list[drafts.Saved]:
    saved = drafts.save(question.contact, changes, agent=by, at=LATER)
    question.refresh_from_db()
    return saved


def versions() -> list[tuple[str, str, str]]:
    return [(each.field, each.value, str(each.by)) for each in OtherVersion.objects.all()]


def test_typed_text_is_saved_and_counts_as_a_change(question, anna):
    (saved,) = save(question, note("Ringer om hyran. Bor i Järva.", "Ringer om hyran."), by=anna)

    question.contact.refresh_from_db()
    assert question.note == saved.stored == "Ringer om hyran. Bor i Järva."
    assert (question.contact.revision, question.contact.touched_at) == (1, LATER)


def test_every_kind_of_field_is_saved(question, anna):
    topic, district, outcome = TopicFactory(), DistrictFactory(), OutcomeFactory()

    save(
        question,
        Change(None, "language", "so", ("sv",)),
        Change(None, "interpreter", True, (False,)),
        Change(1, "topic", topic.pk, (None,)),
        Change(1, "district", district.pk, (None,)),
        Change(1, "outcome", outcome.pk, (None,)),
        by=anna,
    )

    contact = Contact.objects.get()
    assert (contact.language, contact.interpreter) == ("so", True)
    assert (question.topic, question.district, question.outcome) == (topic, district, outcome)


def test_different_fields_of_one_question_merge(question, anna, bo):
    topic = TopicFactory()

    save(question, note("Annas text", "Ringer om hyran."), by=anna)
    (saved,) = save(question, Change(1, "topic", topic.pk, (None,)), by=bo)

    assert (question.note, question.topic) == ("Annas text", topic)
    assert (saved.is_conflict, versions()) == (False, [])


def test_the_later_of_two_texts_in_one_field_is_kept_beside_the_earlier(question, anna, bo):
    save(question, note("Annas text", "Ringer om hyran."), by=anna)

    (saved,) = save(question, note("Bos text", "Ringer om hyran."), by=bo)

    assert (saved.is_conflict, saved.stored, question.note) == (True, "Annas text", "Annas text")
    assert versions() == [("note", "Bos text", "Bo")]


def test_what_the_loser_types_on_is_kept_too_in_one_version(question, anna, bo):
    save(question, note("Annas text", "Ringer om hyran."), by=anna)
    save(question, note("Bos text", "Ringer om hyran."), by=bo)

    save(question, note("Bo börjar om", "Ringer om hyran.", "Bos text"), by=bo)

    assert versions() == [("note", "Bo börjar om", "Bo")]


def test_a_second_text_that_loses_does_not_push_out_the_first(question, anna, bo):
    save(question, note("Annas text", "Ringer om hyran."), by=anna)
    save(question, note("Bos text", "Ringer om hyran."), by=bo)

    save(question, note("Bo på en annan maskin", "Hyran."), by=bo)
    save(question, note("Bo på en annan maskin!", "Hyran.", "Bo på en annan maskin"), by=bo)

    assert versions() == [("note", "Bos text\n\nBo på en annan maskin!", "Bo")]


def test_the_same_text_from_two_is_no_conflict(question, anna, bo):
    save(question, note("Samma", "Ringer om hyran."), by=anna)

    (saved,) = save(question, note("Samma", "Ringer om hyran."), by=bo)

    assert (saved.is_conflict, versions()) == (False, [])


def test_an_answer_that_was_lost_on_its_way_makes_no_conflict_with_oneself(question, anna):
    save(question, note("Ringer om hyran. A", "Ringer om hyran."), by=anna)

    (saved,) = save(
        question, note("Ringer om hyran. AB", "Ringer om hyran.", "Ringer om hyran. A"), by=anna
    )

    assert (saved.is_conflict, question.note) == (False, "Ringer om hyran. AB")


def test_personal_numbers_are_masked_before_they_are_stored(question, anna):
    (saved,) = save(question, note(f"Hen heter {NUMBER}", "Ringer om hyran."), by=anna)

    assert question.note == saved.stored == "Hen heter ••••••-••••"


def test_a_number_is_masked_in_the_other_version_too(question, anna, bo):
    save(question, note("Annas text", "Ringer om hyran."), by=anna)

    save(question, note(NUMBER, "Ringer om hyran."), by=bo)

    assert versions() == [("note", "••••••-••••", "Bo")]


def test_a_base_that_was_typed_with_a_number_is_the_masked_text(question, anna):
    save(question, note(f"{NUMBER}", "Ringer om hyran."), by=anna)

    (saved,) = save(question, note(f"{NUMBER} ringde", NUMBER), by=anna)

    assert (saved.is_conflict, question.note) == (False, "••••••-•••• ringde")


def test_nothing_is_saved_in_a_closed_contact(question, anna):
    Contact.objects.update(closed_at=LATER)

    with pytest.raises(contacts.Closed):
        save(question, note("För sent", "Ringer om hyran."), by=anna)

    assert drafts.unsaved_notes(question.contact, [note("För sent", "")], at=LATER) == ["För sent"]
    assert drafts.unsaved_notes(question.contact, [note("Ringer om hyran.", "")], at=LATER) == []


@pytest.mark.parametrize(
    ("keep", "stands"),
    [
        (Keep.STORED, "Annas text"),
        (Keep.OTHER, "Bos text"),
        (Keep.BOTH, "Annas text\n\nBos text"),
    ],
)
def test_one_of_the_two_versions_is_chosen_or_both(question, anna, bo, keep, stands):
    save(question, note("Annas text", "Ringer om hyran."), by=anna)
    save(question, note("Bos text", "Ringer om hyran."), by=bo)

    drafts.choose(OtherVersion.objects.get(), keep, shown="Annas text", at=LATER)

    question.refresh_from_db()
    assert (question.note, versions()) == (stands, [])


def test_a_choice_between_two_rows_is_a_row(question, anna, bo):
    first, second = DistrictFactory(), DistrictFactory()
    save(question, Change(1, "district", first.pk, (None,)), by=anna)
    save(question, Change(1, "district", second.pk, (None,)), by=bo)

    drafts.choose(OtherVersion.objects.get(), Keep.OTHER, shown=str(first.pk), at=LATER)

    question.refresh_from_db()
    assert question.district == second


def test_a_choice_made_on_what_no_longer_stands_there_changes_nothing(question, anna, bo):
    save(question, note("Annas text", "Ringer om hyran."), by=anna)
    save(question, note("Bos text", "Ringer om hyran."), by=bo)
    save(question, note("Annas nya text", "Annas text"), by=anna)

    with pytest.raises(drafts.Outdated):
        drafts.choose(OtherVersion.objects.get(), Keep.OTHER, shown="Annas text", at=LATER)

    question.refresh_from_db()
    assert (question.note, len(versions())) == ("Annas nya text", 1)


def test_text_typed_into_a_question_that_was_removed_is_kept_and_can_be_moved(question, anna, bo):
    removed = QuestionFactory(contact=question.contact, number=2)
    contacts.remove_question(removed, agent=anna, at=LATER)

    save(question, note("Bos text", "", question=2), by=bo)
    drafts.choose(OtherVersion.objects.get(), Keep.BOTH, shown="Ringer om hyran.", at=LATER)

    question.refresh_from_db()
    assert question.note == "Ringer om hyran.\n\nBos text"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_type_into_one_field_at_once_one_wins_and_no_text_is_lost(question):
    people = [UserFactory(roles=["agent"]) for _ in range(6)]

    def type_in(person: User) -> None:
        change = note(f"Text av {person}", "Ringer om hyran.")
        drafts.save(Contact.objects.get(), [change], agent=person, at=LATER)
        connection.close()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(type_in, people))

    question.refresh_from_db()
    kept = {question.note, *(value for _field, value, _by in versions())}
    assert kept == {f"Text av {person}" for person in people}
    assert len(versions()) == 5
