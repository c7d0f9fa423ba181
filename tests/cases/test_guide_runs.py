"""What an agent and a caller answered together is kept with a question, told to nobody without a purpose, and forgotten."""

import pytest

from cases import contacts, guide_runs, reading
from cases.models import Contact, GuideRun, Question
from contactcenter.audit.models import AuditEvent
from contactcenter.database import now
from knowledge.guides import NoSuchWay
from knowledge.models import GuideVersion
from tests.factories import GuideVersionFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> GuideVersion:
    return GuideVersionFactory(slug="small")


@pytest.fixture
def question() -> Question:
    return QuestionFactory(contact__opened_at=now())


def keep(question: Question, version: GuideVersion, answers: str) -> None:
    guide_runs.save(question, version, answers, agent=question.contact.agent, at=now())


def test_the_outcome_is_kept_with_its_answers_and_version(question, version):
    keep(question, version, "ab")

    run = GuideRun.objects.get()
    assert (run.question, run.version, run.answers, run.outcome) == (
        question,
        version,
        "ab",
        "unclear",
    )


def test_the_trail_tells_which_guide_and_nothing_of_the_answers(question, version):
    keep(question, version, "b")

    event = AuditEvent.objects.get()
    assert (event.action, event.contact_id) == ("contact.guide_saved", question.contact_id)
    assert event.details == {"question": 1, "guide": "small", "version": 1}


def test_answered_again_it_says_what_was_answered_last(question, version):
    keep(question, version, "ab")
    keep(question, version, "aa")

    assert GuideRun.objects.get().outcome == "district"


def test_each_question_has_its_own(question, version):
    other = contacts.add_question(question.contact, at=now())
    keep(question, version, "ab")
    keep(other, version, "b")

    kept = guide_runs.of(question.contact)
    assert [(run.question.number, run.outcome) for run in kept] == [(1, "unclear"), (2, "tonight")]


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [("", guide_runs.NotFinished), ("a", guide_runs.NotFinished), ("z", NoSuchWay)],
)
def test_what_has_not_come_to_an_end_is_not_kept(question, version, answers, refusal):
    with pytest.raises(refusal):
        keep(question, version, answers)

    assert not GuideRun.objects.exists()


def test_a_closed_contact_takes_nothing_more(question, version):
    Contact.objects.filter(pk=question.contact_id).update(closed_at=now())

    with pytest.raises(contacts.Closed):
        keep(question, version, "ab")


def test_what_was_kept_with_the_wrong_question_is_taken_back_once(question, version):
    keep(question, version, "ab")
    run = GuideRun.objects.select_related("question__contact").get()

    for _press in range(2):
        guide_runs.remove(run, agent=question.contact.agent, at=now())

    assert not GuideRun.objects.exists()
    assert AuditEvent.objects.filter(action="contact.guide_removed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_in_a_closed_contact_it_is_read_for_a_purpose(question, version):
    keep(question, version, "ab")
    contact = question.contact
    Contact.objects.filter(pk=contact.pk).update(closed_at=now())

    written = reading.read(
        contact, purpose="returned", on_paper=False, agent=contact.agent, at=now()
    )

    assert [run.outcome for run in written.guide_runs] == ["unclear"]
