"""When an office closes: those who were promised a call are moved or answered, all of them in one act, or none.

Whom somebody is just ringing is left to them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import line_hours
from districts.phone_hours import PhoneHours
from districts.phone_hours.clock import midnight
from telephony import bookings, callback_messages, changes, open_time, slots
from telephony.models import Callback, Queue, Slot
from telephony.models.callbacks import Ending, Status

ONE_MINUTE = slots.HALF_HOUR / 30
MAY_MOVE = [Status.WAITING, Status.OFFERED, Status.NEEDS_PERSON]


class NoRoom(Exception):
    """The other queue has not as many half hours free as are needed, or no known hours: nothing was moved."""


class OtherService(Exception):
    """The other queue answers other questions."""


def stranded(queue: Queue, *, at: datetime) -> list[Callback]:
    """Answer those whom we promised a time at which the line is not answered any more: its hours have changed since."""
    hours = line_hours.of(queue.line, at=at)
    live = Callback.objects.live().filter(queue=queue, promised_by__gt=at)
    rows = live.select_related("slot").order_by("promised_by", "pk")
    return [callback for callback in rows if not _can_be_kept(callback, hours)]


def _can_be_kept(callback: Callback, hours: PhoneHours) -> bool:
    """Answer whether the line is answered in the half hour, or in the last minute of what was promised."""
    if callback.promised_by is None:
        return False
    starts_at = callback.slot.starts_at if callback.slot else callback.promised_by - ONE_MINUTE
    return open_time.is_open_throughout(hours, starts_at, callback.promised_by)


@transaction.atomic
def answer_all(
    queue: Queue, callbacks: Iterable[Callback], *, reason: str, by: User, at: datetime
) -> int:
    """Close them all, with a reason for us and a neutral message for them; answer how many."""
    rows = _locked(queue, callbacks)
    slots.free_all(callback.slot for callback in rows if callback.slot)
    for callback in rows:
        changes.close(callback, Ending.ANSWERED, at=at)
        callback.ending_note = reason
        callback.save()
        callback_messages.tell_answered(callback, at=at)
    events.record(by, "queue.callbacks_answered", queue, at=at, **_told(rows))
    return len(rows)


@transaction.atomic
def move_all(
    queue: Queue,
    callbacks: Iterable[Callback],
    *,
    to: Queue,
    by: User,
    at: datetime,
    first: date | None = None,
) -> int:
    """Let them be rung by another queue, or on another day (`first`, or the next on which there is room); answer how many.

    A half hour becomes the same one there, or the next that is free; who is rung as soon as possible keeps their place.
    Whose time can be kept as it is, on the day or later, is left alone: so whoever presses twice moves nobody twice.
    """
    if to.service_id != queue.service_id:
        raise OtherService
    rows = _locked(queue, callbacks)
    to = bookings.held(to)
    if not to.is_active:
        raise NoRoom
    hours = line_hours.of(to.line, at=at)
    earliest = max(at, midnight(first)) if first else at
    rows = [row for row in rows if row.queue_id != to.pk or not _stays(row, hours, earliest)]
    taken = [row.slot for row in rows if row.slot]
    slots.lock_all([queue, to], taken, at=at)
    slots.free_all(taken)
    slots.fill(to, at=at)
    half_hours = slots.lock_all([to], at=earliest)
    for callback in rows:
        callback.queue = to
        if callback.slot:
            _move_half_hour(callback, half_hours, earliest=max(earliest, callback.slot.starts_at))
        else:
            _move_soon(callback, hours, first_day=earliest if first else None, at=at)
        _put_back(callback)
        callback_messages.tell_time(callback, "moved", at=at)
    Slot.objects.bulk_update({row.slot for row in rows if row.slot}, ["booked"])
    events.record(by, "queue.callbacks_moved", queue, at=at, to=to.pk, **_told(rows))
    return len(rows)


def _stays(callback: Callback, hours: PhoneHours, earliest: datetime) -> bool:
    """Answer whether it is promised for the day or later already, and the line is answered then."""
    begins_at = callback.slot.starts_at if callback.slot else callback.eligible_at
    return begins_at >= earliest and _can_be_kept(callback, hours)


def _move_half_hour(callback: Callback, half_hours: list[Slot], *, earliest: datetime) -> None:
    """Take a place in the first half hour that has one; all of them are locked, and written together at the end."""
    slot = next((each for each in half_hours if each.starts_at >= earliest and each.has_room), None)
    if slot is None:
        raise NoRoom
    slot.booked += 1
    callback.slot = slot
    callback.promised_by, callback.eligible_at = slot.ends_at, slot.starts_at


def _move_soon(
    callback: Callback, hours: PhoneHours, *, first_day: datetime | None, at: datetime
) -> None:
    """Promise anew. The place stays that of the arrival: only another day moves when it may be rung."""
    if first_day:
        callback.eligible_at = max(first_day, callback.eligible_at)
    minutes = callback.queue.promise_minutes
    try:
        callback.promised_by = open_time.after(hours, max(at, callback.eligible_at), minutes)
    except open_time.NeverOpen:
        raise NoRoom from None


def _put_back(callback: Callback) -> None:
    """Let it wait anew, out of the hands of whoever it was offered to. Who needs a person still does."""
    if callback.status == Status.OFFERED:
        callback.status = Status.WAITING
    bookings.release(callback)
    callback.warned_at = callback.alarmed_at = callback.reminded_at = None
    callback.revision += 1
    callback.save()


def _locked(queue: Queue, callbacks: Iterable[Callback]) -> list[Callback]:
    """Answer those of them that still wait in the queue, and keep them so until the transaction ends."""
    asked = queue.callbacks.filter(pk__in=[callback.pk for callback in callbacks])
    rows = asked.filter(status__in=MAY_MOVE).order_by("pk").select_for_update(no_key=True)
    return list(rows.prefetch_related("slot"))  # read when all are locked, as bookings.locked does


def _told(rows: list[Callback]) -> dict[str, Any]:
    return {"count": len(rows), "callbacks": [callback.pk for callback in rows]}
