"""A caller who would rather be rung back than wait: their callback keeps the place that they had in line.

A switch shows whatever number a caller's exchange names, so the agent asks at the call whether it was they, as of any number
that has answered to no code, and such numbers are limited alike.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import encryption
from contactcenter.messages import kinds
from telephony import bookings, callback_messages, promises
from telephony.bookings import Booking
from telephony.models import Call, Callback
from telephony.public import limits

A_MOMENT = timedelta(minutes=1)  # whoever is on the phone with us is rung so much later


class Refusal(TextChoices):
    """Why there is no callback. The caller stays where they are."""

    LATE = "late"  # somebody has answered, or the call was over before
    HIDDEN = "hidden"  # no number is shown, or none that there is
    NUMBER = "number"  # we do not ring it
    QUEUE = "queue"  # rings nobody back, or is not known
    FULL = "full"
    HOURS = "hours"  # nobody knows when the line is answered
    LIMIT = "limit"  # too many numbers like it within the hour


Answer = Callback | Refusal


def ask(call: Call, *, wanted_at: datetime, at: datetime) -> Answer:
    """Book a callback for the caller, promised from `at` on; the place is that of when they came into line."""
    if not call.number:
        return Refusal.HIDDEN
    if not (call.queue and call.queue.is_active and call.queue.takes_callbacks):
        return Refusal.QUEUE
    number = PhoneNumber.from_string(encryption.decrypt(call.number))
    request = Booking(
        queue=call.queue,
        number=number,
        source=Callback.Source.MENU,
        language=call.language or "sv",
        in_line_since=call.queued_at or wanted_at,
    )
    try:
        with transaction.atomic():
            callback = bookings.book(request, by=None, at=at)
            limits.count_unproved(number, None, at=at)
    except bookings.NumberRefused:
        return Refusal.NUMBER
    except promises.TooManyWait:
        return Refusal.FULL
    except promises.CannotPromise:
        return Refusal.HOURS
    except limits.TooMany:
        return Refusal.LIMIT
    return callback


def keep_place(callback: str, since: datetime, *, at: datetime) -> None:
    """Let the callback wait in its place: since when they were in line may be told late, and meanwhile their own call may have
    stood against ringing.
    """
    since = min(since, at)
    soon = Callback.objects.due(at + A_MOMENT).filter(pk=callback, slot=None)
    soon.filter(attempts_used=0, network_failures=0).update(arrived_at=since, eligible_at=since)


def words(answer: Answer, call: Call) -> str:
    """Answer what a voice says to the caller, in the language of the call."""
    with override(call.language or "sv"):
        if isinstance(answer, Callback):
            values = callback_messages.times(answer) | {"reference": answer.code}
            promise = kinds.booked(values)
            return (
                f"{promise} {_('You keep your place in the line. You need not wait on the phone.')}"
            )
        reason = _reason(answer)
        if call.state != Call.State.QUEUED:
            return reason
        return f"{reason} {_('You are in line. Please wait.')}"


def _reason(refusal: Refusal) -> str:
    cannot = f"{_('We cannot ring you this time')}."
    match refusal:
        case Refusal.HIDDEN:
            return f"{_('The number is missing.')} {cannot}"
        case Refusal.FULL:
            return _("So many are waiting that it would take too long.")
        case Refusal.HOURS:
            return _("We do not know our hours well enough to promise a time.")
    return cannot
