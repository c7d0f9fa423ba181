"""An SMS an hour before a booked time, for whoever wished for one."""

from datetime import datetime

from django.db import transaction

from telephony import callback_messages
from telephony.bookings import REMINDED_BEFORE
from telephony.models import Callback

BATCH = 100


def send_due(*, at: datetime) -> int:
    """Write the reminders whose time has come, each once; answer how many."""
    written = 0
    while count := _send_batch(at=at):
        written += count
    return written


@transaction.atomic
def _send_batch(*, at: datetime) -> int:
    due = Callback.objects.waiting().filter(
        wants_reminder=True,
        reminded_at=None,
        slot__starts_at__gt=at,
        slot__starts_at__lte=at + REMINDED_BEFORE,
    )
    rows = due.select_related("slot").select_for_update(of=("self",), no_key=True, skip_locked=True)
    callbacks = list(rows.order_by("pk")[:BATCH])
    for callback in callbacks:
        callback_messages.remind(callback, at=at)
    Callback.objects.filter(pk__in=[callback.pk for callback in callbacks]).update(reminded_at=at)
    return len(callbacks)
