"""What a person decides when nothing more happens by itself: nobody was reached, or something is wrong with ringing there."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from telephony import promises, slots
from telephony.bookings import held, locked
from telephony.models import Callback
from telephony.models.callbacks import CallbackQuerySet

Status = Callback.Status
Ending = Callback.Ending
Needs = Callback.Needs
ONE_LIVE = "one_live_callback_per_number_and_service"


class NothingToDecide(Exception):
    """A colleague has looked into it already."""


class NumberForgotten(Exception):
    """The number was kept long enough, and is not known any more."""


class OutOfUse(Exception):
    """The queue is not in use: nobody would ring."""


class AlreadyWaits(Exception):
    """They have asked again meanwhile: that callback waits for its turn."""


def to_review() -> CallbackQuerySet:
    """Answer those who were not reached and whom nobody has looked into since, the oldest first."""
    missed = Callback.objects.filter(ending=Ending.NOT_REACHED, reviewed_at=None)
    return missed.order_by("closed_at", "pk")


def tick_off(callback: Callback, *, by: User, at: datetime) -> None:
    """Let it rest: a person has looked into it."""
    with transaction.atomic():
        if not to_review().filter(pk=callback.pk).update(reviewed_at=at):
            raise NothingToDecide
        callback.refresh_from_db()
        events.record(by, "callback.reviewed", callback, at=at)


def ring_again(callback: Callback, *, by: User, at: datetime) -> None:
    """Ring three more times, with a promise of its own, and with the place that the callback always had."""
    with transaction.atomic():
        found = locked(callback)
        if found.ending != Ending.NOT_REACHED or found.reviewed_at:
            raise NothingToDecide
        if not found.number:
            raise NumberForgotten
        _wait_again(found, at=at, ending="", closed_at=None, slot=None, attempts_used=0)
        events.record(by, "callback.rung_again", found, at=at)
    callback.refresh_from_db()


def put_back(callback: Callback, *, by: User, at: datetime) -> None:
    """Ring again where the network failed, or where the number has been put right."""
    with transaction.atomic():
        found = locked(callback)
        if found.needs not in {Needs.NETWORK, Needs.INVALID_NUMBER}:
            raise NothingToDecide
        _wait_again(found, at=at, needs="")
        events.record(by, "callback.put_back", found, at=at)
    callback.refresh_from_db()


def _wait_again(callback: Callback, *, at: datetime, **changed: Any) -> None:
    queue = held(callback.queue)
    if not queue.is_active:
        raise OutOfUse
    promised_by = promises.in_open_minutes(queue, queue.promise_minutes, at=at)
    if promised_by is None:
        raise promises.CannotPromise(slots.free_ones(queue, at=at))
    changed |= {
        "status": Status.WAITING,
        "eligible_at": at,
        "network_failures": 0,
        "promised_by": promised_by,
        "warned_at": None,
        "alarmed_at": None,
        "revision": callback.revision + 1,
    }
    for name, value in changed.items():
        setattr(callback, name, value)
    try:
        with transaction.atomic():
            callback.save(update_fields=list(changed))
    except IntegrityError as error:
        if ONE_LIVE not in str(error):
            raise
        raise AlreadyWaits from error
