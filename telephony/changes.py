"""What may change about a callback after it was booked: its time, its number, or that it is wanted at all.

Whoever has shown that the number is theirs changes the live one; whoever has not, and whose request was folded, changes only
what their own page says. Who presses twice changes nothing more.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import bookings, callback_messages, numbers, slots
from telephony.bookings import locked
from telephony.models import Callback, Slot
from telephony.models.callbacks import Ending, Status

MAY_MOVE = {Status.UNCONFIRMED, Status.WAITING}
MAY_END = {Status.UNCONFIRMED, Status.WAITING, Status.OFFERED, Status.NEEDS_PERSON}


class NotNow(Exception):
    """The callback is under way or done: it cannot be changed any more."""


@transaction.atomic
def move(callback: Callback, slot: Slot | None, *, by: User | None, at: datetime) -> Callback:
    """Ring in another half hour, or as soon as possible (slot: none): who gives a half hour back for that arrives anew."""
    callback = locked(_meant(callback))
    if not (callback.status in MAY_MOVE or is_shadow(callback)):
        raise NotNow
    old, callback.slot = callback.slot, slot
    if old == slot:
        return callback
    if callback.status != Status.UNCONFIRMED:
        callback.arrived_at = callback.arrived_at if slot else at
        bookings.place(callback, at=at, old=old)
    callback.revision += 1
    callback.save()
    if callback.is_live:
        callback_messages.tell_time(callback, "moved", at=at)
    events.record(by, "callback.moved", callback, at=at, queue=callback.queue_id)
    return callback


@transaction.atomic
def cancel(callback: Callback, *, by: User | None, at: datetime) -> Callback:
    """Ring no more, as the resident wishes."""
    callback = locked(_meant(callback))
    if _end(callback, Ending.CANCELLED, at=at):
        events.record(by, "callback.cancelled", callback, at=at, queue=callback.queue_id)
    return callback


@transaction.atomic
def withdraw(callback: Callback, *, reason: str, by: User, at: datetime) -> Callback:
    """Ring no more, because of something that we write down."""
    callback = locked(callback)
    if _end(callback, Ending.WITHDRAWN, at=at, note=reason):
        events.record(by, "callback.withdrawn", callback, at=at, queue=callback.queue_id)
    elif callback.ending != Ending.WITHDRAWN:
        raise NotNow
    return callback


@transaction.atomic
def ask_new_number(
    callback: Callback, number: PhoneNumber, *, by: User | None, at: datetime
) -> Callback:
    """Ring another number. An agent's word is enough; a resident's counts when the code comes back that went there.

    Who has confirmed nothing yet gets their code there instead. A number that takes no code is the agent's to ask about.
    """
    numbers.require_ringable(number)
    callback = locked(_meant(callback))
    if not may_change_number(callback, at=at):
        raise NotNow
    if by or not numbers.takes_code(callback, number):
        _give_number(callback, number, by_code=False, by=by, at=at)
        return callback
    if callback.status == Status.UNCONFIRMED:
        numbers.give(callback, number)
        callback.save(update_fields=["number", "number_hash"])
    numbers.send_code(callback, number, at=at)
    events.record(by, "callback.number_asked", callback, at=at)
    return callback


def confirm_new_number(callback: Callback, code: str, *, at: datetime) -> Callback:
    """Ring the number that the code went to, for whoever has it. Answers the live one, as `bookings.confirm` does."""
    callback = _meant(callback)
    confirmation = numbers.check_code(callback, code, at=at)
    with transaction.atomic():
        callback = locked(callback)
        if not may_change_number(callback, at=at):
            raise NotNow
        if not confirmation.used_at:
            numbers.use(confirmation, at=at)
            _give_number(callback, numbers.of(confirmation), by_code=True, by=None, at=at)
    return callback.folded_into or callback


def is_shadow(callback: Callback) -> bool:
    """Answer whether it was folded for somebody who has not shown that the number is theirs: their page says nothing of it."""
    return callback.ending == Ending.FOLDED and not callback.is_confirmed


def may_change_number(callback: Callback, *, at: datetime) -> bool:
    may_end = callback.status in MAY_END and not bookings.has_expired(callback, at=at)
    return may_end or is_shadow(callback)


def close(callback: Callback, ending: Ending, *, at: datetime) -> None:
    """Set how it ended."""
    callback.status, callback.ending, callback.closed_at = Status.CLOSED, ending, at
    callback.needs = ""
    bookings.release(callback)
    callback.revision += 1


def _meant(callback: Callback) -> Callback:
    """Answer the live one for whoever has shown that its number is theirs."""
    is_theirs = callback.ending == Ending.FOLDED and callback.is_confirmed
    return callback.folded_into if is_theirs and callback.folded_into else callback


def _end(callback: Callback, ending: Ending, *, at: datetime, note: str = "") -> bool:
    """End it; answer whether it had not ended before."""
    was_live, holds_place = callback.is_live, callback.is_live or is_shadow(callback)
    if callback.status == Status.CLOSED and not holds_place:
        return False
    if callback.status == Status.DIALLING:
        raise NotNow
    close(callback, ending, at=at)
    callback.ending_note = note
    callback.save()
    if ending == Ending.CANCELLED and not callback.is_confirmed:
        _hand_on(callback, at=at)
    if holds_place and callback.slot:
        slots.free(callback.slot)
    if was_live:
        callback_messages.tell_cancelled(callback, at=at)
    return True


def _hand_on(callback: Callback, *, at: datetime) -> None:
    """Let who was folded into it last wait in its stead: nobody knows whose the number is, so nobody cancels for another.

    One statement, whether or not there is somebody: it must take the same time.
    """
    queue = bookings.held(callback.queue)  # it may not be retired meanwhile
    folded = callback.folded.filter(queue=queue, ending=Ending.FOLDED, promised_by__gt=at)
    shadows = folded.filter(is_confirmed_by_code=False, is_confirmed_by_agent=False)
    free = shadows.select_for_update(skip_locked=True, no_key=True)
    last = free.order_by("-pk").values("pk")[:1]
    Callback.objects.filter(pk__in=last, ending=Ending.FOLDED).update(
        status=Status.WAITING,
        ending="",
        closed_at=None,
        folded_into=None,
        revision=F("revision") + 1,
    )


def _give_number(
    callback: Callback, number: PhoneNumber, *, by_code: bool, by: User | None, at: datetime
) -> None:
    """Ring that number from now on; place and promise stay. If it has a callback already, this one is folded into that."""
    was_shadow = is_shadow(callback)
    callback_messages.take_back(callback, at=at)
    numbers.give(callback, number)
    callback.is_confirmed_by_code, callback.is_confirmed_by_agent = by_code, by is not None
    if callback.status == Status.UNCONFIRMED:
        bookings.enter(callback, by=by, at=at)
        return
    numbers.lock(callback.number_hash)
    if not bookings.held(callback.queue).is_active:  # a folded one kept nobody from retiring it
        raise NotNow
    into = bookings.one_it_repeats(callback, at=at)
    if into:
        bookings.fold(callback, into, at=at)
        if callback.slot and callback.is_confirmed:
            slots.free(callback.slot)
    elif was_shadow:
        callback.status, callback.ending, callback.closed_at = Status.WAITING, "", None
        callback.folded_into = None
    elif callback.needs == Callback.Needs.INVALID_NUMBER:
        callback.status, callback.needs, callback.eligible_at = Status.WAITING, "", at
    callback.revision += 1
    callback.save()
    events.record(by, "callback.number_changed", callback, at=at, is_folded=bool(into))
