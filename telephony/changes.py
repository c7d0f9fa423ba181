"""What may change about a callback after it was booked: its time, its number, or that it is wanted at all."""

from datetime import datetime

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import promises, slots
from telephony.models import Callback, Slot

Status = Callback.Status
MAY_CHANGE = {Status.UNCONFIRMED, Status.WAITING, Status.NEEDS_PERSON}


class NotNow(Exception):
    """The callback is under way or done: it cannot be changed any more."""


@transaction.atomic
def move(callback: Callback, slot: Slot | None, *, by: User | None, at: datetime) -> Callback:
    """Ring in another half hour, or as soon as possible (slot: none). Only who never had a half hour keeps their place."""
    callback = locked(callback)
    if callback.status not in MAY_CHANGE:
        raise NotNow
    if callback.slot_id == (slot.pk if slot else None):
        return callback
    old, callback.slot = callback.slot, slot
    if callback.status != Status.UNCONFIRMED:
        _place(callback, at=at)
        if old:
            slots.free(old)
    callback.revision += 1
    callback.save()
    events.record(by, "callback.moved", callback, at=at, queue=callback.queue_id)
    return callback


@transaction.atomic
def cancel(callback: Callback, *, by: User | None, at: datetime) -> Callback:
    """Ring no more. Whoever cancels twice cancels nothing more."""
    callback = locked(callback)
    if callback.status == Status.CLOSED:
        return callback
    if callback.status not in MAY_CHANGE:
        raise NotNow
    if callback.slot and callback.status != Status.UNCONFIRMED:
        slots.free(callback.slot)
    callback.status, callback.ending, callback.closed_at = (
        Status.CLOSED,
        Callback.Ending.CANCELLED,
        at,
    )
    callback.needs = ""
    callback.revision += 1
    callback.save()
    events.record(by, "callback.cancelled", callback, at=at, queue=callback.queue_id)
    return callback


def locked(callback: Callback) -> Callback:
    """Answer the row as it is now, and keep it so until the transaction ends."""
    rows = Callback.objects.select_related("queue__line__unit", "queue__service", "slot")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=callback.pk)


def _place(callback: Callback, *, at: datetime) -> None:
    if callback.slot:
        slots.book(callback.slot, at=at)
        callback.promised_by, callback.eligible_at = callback.slot.ends_at, callback.slot.starts_at
        return
    promise = promises.soon(callback.queue, callback.district, at=at)
    callback.promised_by, callback.agreement = promise.by, promise.agreement
    callback.arrived_at = callback.eligible_at = at
