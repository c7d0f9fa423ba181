"""Asking to be rung back: from the web, the desk, the phone menu or a program.

Place and promise begin when the number is confirmed. Nothing here tells whoever types a number whether we know it: a second
request is answered like a first one, with the same queries, and folded into the live one. It keeps a place of its own in its
half hour as long as nobody has shown that the number is theirs: else a half hour that stays free would tell.
Locks are taken in one order: callback, number, queue, half hour, audit trail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import encryption
from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.codes import new_code, read_code
from districts.models import District
from telephony import callback_messages, numbers, promises, slots
from telephony.models import Callback, Queue, Slot
from telephony.models.callbacks import Ending, Status

NumberRefused, WrongCode = numbers.NumberRefused, numbers.WrongCode  # what callers hear of
UNCONFIRMED_FOR = timedelta(minutes=30)
MOST_PER_NUMBER = 2  # live ones, of different services
MOST_UNCONFIRMED_PER_DAY = 5  # from one number that takes no code, rung or not
REMINDED_BEFORE = timedelta(hours=1)


class NoLongerAsked(Exception):
    """The request has expired or was cancelled: book again."""


@dataclass(frozen=True)
class Booking:
    """What somebody asks for. slot: none for as soon as possible. competences: as they are named in a user's profile."""

    queue: Queue
    number: PhoneNumber
    source: Callback.Source
    language: str = "sv"
    district: District | None = None
    slot: Slot | None = None
    not_before: datetime | None = None
    do_not_say_who: bool = False
    no_message: bool = False
    wants_reminder: bool = False
    pass_phrase: str = ""
    competences: tuple[str, ...] = ()
    owner: User | None = None
    in_line_since: datetime | None = None  # of a caller: the place that they keep


def of_code(code: str) -> Callback | None:
    """Answer the callback that somebody refers to, however they wrote the code."""
    rows = Callback.objects.select_related("queue__line__unit", "service", "slot", "folded_into")
    return rows.filter(code=read_code(code)).first()


@transaction.atomic
def book(request: Booking, *, by: User | None, at: datetime) -> Callback:
    """Write the request down. An agent's is confirmed at once; a resident's when the code comes back that an SMS took there.

    A number that takes no code goes into the queue at once: the agent asks at the call whether it was they. So does that of
    a caller in the phone menu: any number can be shown.
    Raises NumberRefused, slots.Full or promises.CannotPromise; the last two know what is free.
    """
    numbers.require_ringable(request.number)
    callback = _row(request, at=at)
    callback.is_confirmed_by_agent = by is not None
    is_asked_for = callback.is_confirmed or request.source == Callback.Source.MENU
    needs_code = not is_asked_for and numbers.takes_code(callback, request.number)
    if needs_code:
        _require_time(callback, at=at)
    callback.save(force_insert=True)
    if not needs_code:
        return enter(callback, by=by, at=at, arrived_at=min(request.in_line_since or at, at))
    numbers.send_code(callback, request.number, at=at)
    events.record(by, "callback.asked", callback, at=at, queue=callback.queue_id)
    return callback


@transaction.atomic
def send_new_code(callback: Callback, *, at: datetime) -> None:
    """Send another code to the number, for whom the first one did not reach."""
    callback = locked(callback)
    if callback.status != Status.UNCONFIRMED or has_expired(callback, at=at):
        raise NoLongerAsked
    numbers.send_code(callback, numbers.of(callback), at=at)
    events.record(None, "callback.code_sent", callback, at=at)


def confirm(callback: Callback, code: str, *, at: datetime) -> Callback:
    """Let the callback begin, for whoever has the code; answer the live one: this, or the one that was there before.

    Raises WrongCode, NoLongerAsked, slots.Full or promises.CannotPromise: after the last two another time may be chosen
    (changes.move) and the same code sent again, as long as it holds.
    """
    confirmation = numbers.check_code(callback, code, at=at)
    with transaction.atomic():
        callback = locked(callback)
        if confirmation.number_hash != callback.number_hash:
            raise WrongCode  # it went to a number that was asked for before
        if callback.status == Status.UNCONFIRMED and not has_expired(callback, at=at):
            callback.is_confirmed_by_code = True
            numbers.use(confirmation, at=at)
            callback = enter(callback, by=None, at=at)
    return _live(callback)


def place(callback: Callback, *, at: datetime, old: Slot | None = None) -> None:
    """Take the place that is asked for and promise by when we ring; `old` is given back."""
    if callback.slot:
        callback.not_before = None  # a half hour is the newer wish
        _require_own(callback.slot, callback.queue, at=at)
        promise = promises.of_slot(callback.slot, callback.queue, callback.district, at=at)
        begins_at = callback.slot.starts_at
    else:
        begins_at = max(at, callback.not_before or at)
        promise = promises.soon(callback.queue, callback.district, at=begins_at)
        if begins_at == at:
            begins_at = callback.arrived_at  # as soon as possible: in the place of their arrival
    slots.exchange(old, callback.slot, at=at)
    callback.promised_by, callback.agreement = promise.by, promise.agreement
    callback.eligible_at = begins_at
    too_late_to_remind = callback.slot and begins_at - at <= REMINDED_BEFORE
    callback.reminded_at = at if too_late_to_remind else None
    callback.warned_at = callback.alarmed_at = None


def locked(callback: Callback) -> Callback:
    """Answer the row as it is now, and keep it so until the transaction ends.

    Locked first and read then: joined to what is locked, PostgreSQL would show the half hour and the queue of before it waited.
    """
    Callback.objects.select_for_update(no_key=True).get(pk=callback.pk)
    rows = Callback.objects.select_related(
        "queue__line__unit", "queue__service", "district", "slot", "folded_into"
    )
    return rows.get(pk=callback.pk)


def fold(callback: Callback, into: Callback, *, at: datetime) -> None:
    """Close the callback, because its number has the other one already."""
    callback.status, callback.ending, callback.closed_at = Status.CLOSED, Ending.FOLDED, at
    callback.needs = ""
    callback.folded_into = into
    release(callback)


def release(callback: Callback) -> None:
    """Take it out of the hands of whoever it was offered to."""
    callback.offered_to = callback.lease_token = None
    callback.lease_until = callback.accepted_at = None


def one_it_repeats(callback: Callback, *, at: datetime) -> Callback | None:
    """Answer what the callback folds into: the live one of its number and service, or another, when the number has enough."""
    too_many = _one_of_too_many(callback, at=at)  # asked in any case: it must take the same time
    return _live_of_number(callback) or too_many


def _live_of_number(callback: Callback) -> Callback | None:
    others = Callback.objects.live().filter(number_hash=callback.number_hash)
    live = list(others.exclude(pk=callback.pk).order_by("pk"))
    same = next((each for each in live if each.service_id == callback.service_id), None)
    return same or (live[0] if len(live) >= MOST_PER_NUMBER else None)


def has_expired(callback: Callback, *, at: datetime) -> bool:
    return callback.expires_at is not None and callback.expires_at <= at


def _row(request: Booking, *, at: datetime) -> Callback:
    callback = Callback(
        code=new_code(),
        queue=request.queue,
        service=request.queue.service,
        district=request.district,
        source=request.source,
        language=request.language,
        competences=list(request.competences),
        pass_phrase=encryption.encrypt(request.pass_phrase) if request.pass_phrase else "",
        do_not_say_who=request.do_not_say_who,
        no_message=request.no_message,
        not_before=request.not_before,
        wants_reminder=request.wants_reminder,
        slot=request.slot,
        owner=request.owner,
        asked_at=at,
        arrived_at=at,
        eligible_at=at,
        expires_at=at + UNCONFIRMED_FOR,
    )
    numbers.give(callback, request.number)
    return callback


def _require_time(callback: Callback, *, at: datetime) -> None:
    """Say now what would be said when the code comes back, if nothing has changed by then."""
    if callback.slot:
        _require_own(callback.slot, callback.queue, at=at)
        slots.require_room(callback.slot, at=at)
    else:
        promises.soon(callback.queue, callback.district, at=max(at, callback.not_before or at))


def _require_own(slot: Slot, queue: Queue, *, at: datetime) -> None:
    """Refuse another queue's half hour: the callback may have been moved since the page with the times was shown."""
    if slot.queue_id != queue.pk:
        raise slots.Full(slots.free_ones(queue, at=at))


def enter(
    callback: Callback, *, by: User | None, at: datetime, arrived_at: datetime | None = None
) -> Callback:
    """Give the callback its place and its promise; or fold it, if its number has one already."""
    numbers.lock(callback.number_hash)
    callback.queue = held(callback.queue)
    into = one_it_repeats(callback, at=at)
    callback.arrived_at = arrived_at or at
    if into and _may_replace(callback, into):
        into = None if _replace(callback, into, at=at) else into
    callback.status = Status.WAITING
    if into:
        fold(callback, into, at=at)
    if not (into and callback.is_confirmed):  # who is led to the live one needs no other place
        place(callback, at=at)
    callback.confirmed_at = at
    callback.expires_at = None
    callback.revision += 1
    callback.save()
    if not into:
        callback_messages.tell_time(callback, "booked", at=at)
    events.record(
        by, "callback.booked", callback, at=at, queue=callback.queue_id, is_folded=bool(into)
    )
    return callback


def held(queue: Queue) -> Queue:
    """Answer the queue as it is now, and let nobody take it out of use while something is promised there."""
    rows = Queue.objects.select_related("line__unit", "service")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=queue.pk)


def _may_replace(callback: Callback, old: Callback) -> bool:
    """Answer whether the old one was asked for by somebody who never showed that the number is theirs, unlike the new one."""
    same = old.service_id == callback.service_id and old.status == Status.WAITING
    return same and callback.is_confirmed and not old.is_confirmed


def _replace(callback: Callback, old: Callback, *, at: datetime) -> bool:
    """Fold the old one into this one, which arrived when it did: whoever knows only the old code changes nothing any more."""
    waiting = Callback.objects.waiting().filter(pk=old.pk)
    taken = waiting.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
    if taken is None:
        return False
    fold(taken, callback, at=at)
    taken.revision += 1
    taken.save()
    callback.arrived_at = taken.arrived_at
    return True


def _one_of_too_many(callback: Callback, *, at: datetime) -> Callback | None:
    """Answer the newest of a number's, if nobody knows whose it is and it was asked for again and again today."""
    if callback.is_confirmed:
        return None
    today = Callback.objects.filter(
        number_hash=callback.number_hash, confirmed_at__gt=at - timedelta(days=1)
    )
    newest = list(today.order_by("-pk")[:MOST_UNCONFIRMED_PER_DAY])
    return newest[0] if len(newest) == MOST_UNCONFIRMED_PER_DAY else None


def _live(callback: Callback) -> Callback:
    live = callback.folded_into or callback
    if not live.is_live:
        raise NoLongerAsked
    return live
