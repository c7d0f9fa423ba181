"""Marking a contact as urgent, and taking that back. One click each: nothing is asked for, nothing is waited for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from cases import contacts, urgent
from cases.models import Contact, Outcome, Question
from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.models import District

ONE_CLICK = timedelta(seconds=10)


@transaction.atomic
def start(
    code: str,
    *,
    agent: User,
    at: datetime,
    district: District | None = None,
    is_training: bool = False,
) -> Contact:
    """Open a contact that is urgent from the beginning. A second click, seconds later, opens no other."""
    User.objects.select_for_update(no_key=True).get(pk=agent.pk)  # one click after the other
    just_now = Contact.objects.still_open().of_agent(agent).filter(opened_at__gt=at - ONE_CLICK)
    contact = just_now.exclude(urgent="").first()
    if contact is None:
        contact = contacts.start(Contact.Channel.PHONE, agent=agent, at=at, is_training=is_training)
        mark(contact, code, agent=agent, at=at, district=district)
    return contact


@transaction.atomic
def mark(
    contact: Contact,
    code: str,
    *,
    agent: User,
    at: datetime,
    district: District | None = None,
) -> None:
    """Mark the contact, let the outcome follow for its question, and tell the question the district if it has none.

    code: of a matter in urgent.py, or NOT_SAID. The trail keeps that it was urgent, not what it was about.
    """
    if not _set_code(contact, code, at=at):
        return
    question = _question_of(contact)
    if question:
        outcome = Outcome.objects.filter(code=urgent.OUTCOME, is_active=True).first()
        question.outcome = outcome or question.outcome
        question.district = question.district or district
        question.save(update_fields=["outcome", "district"])
    events.record(agent, "contact.marked_urgent", contact, at=at, contact=contact.pk)


@transaction.atomic
def unmark(contact: Contact, *, agent: User, at: datetime) -> None:
    """Take the mark back, and the outcome that had followed."""
    if not _set_code(contact, "", at=at):
        return
    contact.questions.filter(outcome__code=urgent.OUTCOME).update(outcome=None)
    events.record(agent, "contact.unmarked_urgent", contact, at=at, contact=contact.pk)


def _set_code(contact: Contact, code: str, *, at: datetime) -> bool:
    """Set the code, unless it is set already: of two clicks one counts. One conditional UPDATE decides."""
    changed = (
        Contact.objects.still_open()
        .filter(~Q(urgent=code), pk=contact.pk)
        .update(urgent=code, touched_at=at, revision=F("revision") + 1)
    )
    contact.refresh_from_db()
    if not contact.is_open:
        raise contacts.Closed
    return bool(changed)


def _question_of(contact: Contact) -> Question | None:
    """Answer the newest question that has no outcome; if every one has, the newest."""
    questions = contact.questions.select_for_update(of=("self",)).order_by("-number")
    return questions.filter(outcome=None).first() or questions.first()
