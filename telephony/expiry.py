"""Requests whose number nobody confirmed are over after half an hour."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from contactcenter.audit import events
from telephony.models import Callback

BATCH = 1000  # rows in one transaction


def expire(*, at: datetime) -> int:
    """Close every request that was not confirmed in time; answer how many. Whoever confirms just now is faster."""
    expired = 0
    while count := _expire_batch(at=at):
        expired += count
    return expired


@transaction.atomic
def _expire_batch(*, at: datetime) -> int:
    overdue = Callback.objects.filter(status=Callback.Status.UNCONFIRMED, expires_at__lte=at)
    pks = list(
        overdue.order_by("pk")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:BATCH]
    )
    if pks:
        Callback.objects.filter(pk__in=pks).update(
            status=Callback.Status.CLOSED,
            ending=Callback.Ending.EXPIRED,
            closed_at=at,
            revision=F("revision") + 1,
        )
        events.record(None, "callback.expired", at=at, rows=len(pks))
    return len(pks)
