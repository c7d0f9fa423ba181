"""Booking a callback from the desk: what a contact knows already, and the booking together with the question's outcome."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cases import drafts, safe_contact
from cases.models import Contact, Outcome, Question
from contactcenter.accounts.models import User
from telephony import bookings
from telephony.bookings import Booking
from telephony.models import Callback

OUTCOME = "callback_booked"  # the code of the outcome that follows


class HasOne(Exception):
    """The number has a callback already, which is moved or cancelled instead. Nothing was booked."""

    def __init__(self, callback: Callback) -> None:
        super().__init__()
        self.callback = callback


def known_of(contact: Contact) -> dict[str, Any]:
    """Answer what the contact tells already, as a form's first values: nobody asks a caller twice."""
    question = question_of(contact)
    safe = safe_contact.of(contact)
    known: dict[str, Any] = {
        "language": contact.language,
        "service": question.topic.service if question.topic else None,
        "district": question.district,
    }
    if safe:
        known |= {
            "number": safe.number,
            "do_not_say_who": safe.stored.do_not_say_who,
            "no_message": safe.stored.no_message,
            "pass_phrase": safe.pass_phrase,
        }
    return known


def question_of(contact: Contact) -> Question:
    """Answer which question a callback is booked for: the last without an outcome, else the last."""
    questions = contact.questions.select_related("topic__service", "district", "outcome")
    last = questions.order_by("-number")
    question = last.filter(outcome=None).first() or last.first()
    assert question is not None  # noqa: S101  (a contact has at least one)
    return question


@transaction.atomic
def book(request: Booking, *, contact: Contact | None, agent: User, at: datetime) -> Callback:
    """Book, and say in the contact that this is how its question ended.

    Raises HasOne where the number has one already: an agent may see it; a resident never learns of it.
    """
    if contact:
        _end_question(contact, agent=agent, at=at)
    callback = bookings.book(request, by=agent, at=at)
    if callback.folded_into:
        raise HasOne(callback.folded_into)
    return callback


def _end_question(contact: Contact, *, agent: User, at: datetime) -> None:
    """Choose the outcome, unless the question has one, or the city has no such outcome any more."""
    question = question_of(contact)
    outcome = Outcome.objects.filter(code=OUTCOME, is_active=True).first()
    changes = []
    if outcome and question.outcome is None:
        changes = [drafts.Change(question.number, "outcome", outcome.pk, (None,))]
    drafts.save(contact, changes, agent=agent, at=at)
