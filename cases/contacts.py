"""A contact from start to end. Its times are by the database's clock: `at` comes from contactcenter.database.now()."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from cases.models import Contact, Question
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.codes import new_code
from knowledge.models import SOURCE_LANGUAGE
from telephony.models import Callback

ONE_CLICK = timedelta(seconds=2)


class Closed(Exception):
    """The contact was closed before, perhaps by a second click or by a colleague."""


class CannotClose(Exception):
    """Something is left to do in some of the questions. The message says what, in a sentence."""

    def __init__(self, sentence: str, numbers: list[int]) -> None:
        super().__init__(sentence)
        self.numbers = numbers


class OutcomesMissing(CannotClose):
    """Every question needs an outcome before its contact can be closed."""


class VersionsToChoose(CannotClose):
    """Two people typed into one field: one of them would be lost."""


class CallToTell(CannotClose):
    """Nobody has said yet what came of the call that the contact was opened for."""


class LastQuestion(Exception):
    """A contact has at least one question."""


@transaction.atomic
def start(
    channel: Contact.Channel,
    *,
    agent: User,
    at: datetime,
    is_training: bool = False,
    callback: Callback | None = None,
) -> Contact:
    """Open a contact with one empty question. Nothing about the resident is needed; a callback tells language and district."""
    contact = Contact.objects.create(
        code=new_code(),
        channel=channel,
        agent=agent,
        is_training=is_training,
        callback=callback,
        language=callback.language if callback else SOURCE_LANGUAGE,
        opened_at=at,
        touched_at=at,
    )
    contact.questions.create(number=1, district=callback.district if callback else None)
    events.record(agent, "contact.started", contact, at=at, contact=contact.pk, channel=channel)
    return contact


@transaction.atomic
def start_once(
    channel: Contact.Channel, *, agent: User, at: datetime, is_training: bool = False
) -> Contact:
    """Open a contact for one click: the second of a double click leads to the same, as long as it is untouched."""
    User.objects.select_for_update(no_key=True).get(pk=agent.pk)  # one click after the other
    untouched = Contact.objects.still_open().of_agent(agent).filter(revision=0)
    just_now = untouched.filter(
        channel=channel, is_training=is_training, opened_at__gt=at - ONE_CLICK
    ).first()
    return just_now or start(channel, agent=agent, at=at, is_training=is_training)


def join(contact: Contact, *, agent: User, at: datetime) -> None:
    """Keep that somebody came into a colleague's contact: what stands there is about a resident."""
    events.record(agent, "contact.joined", contact, at=at, contact=contact.pk)


@transaction.atomic
def add_question(contact: Contact, *, at: datetime) -> Question:
    """Add an empty question; the contact's row is the lock that keeps two agents from giving one number twice."""
    touch(contact, at=at)
    last = contact.questions.aggregate(last=Max("number"))["last"] or 0
    return contact.questions.create(number=last + 1)


@transaction.atomic
def remove_question(question: Question, *, agent: User, at: datetime) -> None:
    """Take a question away with all that was typed there. Whoever presses twice removes nothing more."""
    contact = question.contact
    touch(contact, at=at)
    if not contact.questions.exclude(pk=question.pk).exists():
        raise LastQuestion
    removed, _rows = contact.questions.filter(pk=question.pk).delete()
    if removed:
        events.record(
            agent,
            "contact.question_removed",
            contact,
            at=at,
            contact=contact.pk,
            question=question.number,
        )


@transaction.atomic
def close(contact: Contact, *, agent: User, at: datetime) -> None:
    """Close the contact, once: every question has an outcome, and whoever presses twice closes nothing more."""
    touch(contact, at=at)
    _refuse_if_something_is_left(contact)
    Contact.objects.filter(pk=contact.pk).update(closed_at=at)
    contact.refresh_from_db()
    events.record(agent, "contact.closed", contact, at=at, contact=contact.pk)


def touch(contact: Contact, *, at: datetime) -> None:
    """Count a change; one conditional UPDATE decides whether the contact is still open, and locks it."""
    touched = Contact.objects.still_open().filter(pk=contact.pk)
    if not touched.update(touched_at=at, revision=F("revision") + 1):
        raise Closed


def is_dialling(callback: Callback, *, agent: User) -> bool:
    return callback.status == Callback.Status.DIALLING and callback.offered_to_id == agent.pk


def _refuse_if_something_is_left(contact: Contact) -> None:
    if contact.callback and is_dialling(contact.callback, agent=contact.agent):
        raise CallToTell(_("Say first what came of the call."), [])
    missing = list(contact.questions.filter(outcome=None).values_list("number", flat=True))
    if missing:
        raise OutcomesMissing(_("Every question needs an outcome."), missing)
    versions = contact.other_versions.order_by("question__number")
    if versions:
        numbers = [
            version.question.number
            for version in versions.select_related("question")
            if version.question
        ]
        raise VersionsToChoose(_("Choose one of the two versions first."), numbers)
