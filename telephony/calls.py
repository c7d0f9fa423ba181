"""Calls that go on now: who waits in line, and with whom we talk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, QuerySet

from telephony import call_events
from telephony.drivers.base import CallEvent, EventKind, Outcome
from telephony.models import Call, CallEventRecord, Queue

LONGEST_CALL = timedelta(hours=4)  # of silence, after which a call that has not ended is lost


@dataclass(frozen=True)
class InLine:
    """How many wait, and since when the first of them."""

    count: int
    since: datetime


def in_line(queue: Queue) -> QuerySet[Call]:
    """Answer those who wait in line, the first one first."""
    waiting = Call.objects.filter(queue=queue, state=Call.State.QUEUED)
    return waiting.order_by("queued_at", "pk")


def in_lines(queues: Iterable[Queue]) -> dict[int, InLine]:
    """Answer by queue how many wait in line; a queue where nobody waits is left out."""
    waiting = Call.objects.filter(queue__in=queues, state=Call.State.QUEUED)
    by_queue = waiting.order_by().values_list("queue").annotate(Count("pk"), Min("queued_at"))
    return {queue: InLine(count, since) for queue, count, since in by_queue}


def live_with(number_hash: str) -> QuerySet[Call]:
    """Answer the calls with that number that have not ended: whoever is on the phone is not rung."""
    return Call.objects.filter(number_hash=number_hash).exclude(state=Call.State.ENDED)


def lose_silent(*, at: datetime) -> int:
    """End the calls of which the switch has said nothing for so long that it must have lost their end."""
    live = Call.objects.exclude(state=Call.State.ENDED).filter(arrived_at__lte=at - LONGEST_CALL)
    lost = 0
    for call in live:
        told = CallEventRecord.objects.filter(source=call.source, provider_ref=call.provider_ref)
        last = told.aggregate(last=Max("received_at"))["last"] or call.arrived_at
        if last <= at - LONGEST_CALL:
            call_events.record(_lost(call, last), source=call.source, at=at)
            lost += 1
    return lost


def _lost(call: Call, at: datetime) -> CallEvent:
    return CallEvent(
        event_id=f"lost-{call.pk}",
        provider_ref=call.provider_ref,
        kind=EventKind.ENDED,
        at=at,
        outcome=Outcome.LOST,
    )
