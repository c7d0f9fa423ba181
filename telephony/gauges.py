"""What operations see of callbacks: how many, never whose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Q

from telephony.models import Callback, Presence
from telephony.schedule import DISPATCHED
from telephony.watch import NOT_RUNG


@dataclass(frozen=True)
class Gauge:
    name: str
    says: str
    value: float


def read(*, at: datetime) -> Iterator[Gauge]:
    not_rung = Callback.objects.filter(status__in=NOT_RUNG)
    counts = not_rung.aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(promised_by__lte=at, attempts_used=0)),
        unknown=Count("pk", filter=Q(needs=Callback.Needs.MAY_HAVE_RUNG)),
    )
    yield Gauge("callbacks_waiting", "Callbacks that nobody rings yet.", counts["waiting"])
    yield Gauge("callbacks_late", "Callbacks whose promise is broken.", counts["late"])
    yield Gauge("callbacks_unknown", "Callbacks that may have rung: ask.", counts["unknown"])
    ready = Presence.objects.filter(state=Presence.State.READY).count()
    yield Gauge("agents_ready", "Agents who can be asked to ring.", ready)
    dispatched_at = cache.get(DISPATCHED)
    if dispatched_at is not None:
        age = at.timestamp() - dispatched_at
        yield Gauge("dispatch_age_seconds", "Time since callbacks were last dispatched.", age)
