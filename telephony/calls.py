"""Calls that go on now: who waits in line, and with whom we talk."""

from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet

from telephony import call_events
from telephony.drivers.base import CallEvent, EventKind, Outcome
from telephony.models import Attempt, Call, CallEventRecord

WITH_AN_AGENT = [Call.State.RINGING, Call.State.TALKING, Call.State.HELD]
LONGEST_WAIT = timedelta(hours=2)
LONGEST_CALL = timedelta(hours=4)  # of silence, after which a call that has not ended is lost


def in_line(*, at: datetime) -> QuerySet[Call]:
    """Answer those who wait to be answered. Whoever seems to have waited for hours has gone, and no switch told us."""
    return Call.objects.filter(state=Call.State.QUEUED, queued_at__gt=at - LONGEST_WAIT)


def answering() -> set[int]:
    """Answer the agents who talk to a caller, or whose phone rings.

    Of a call that was passed on we do not know who has it; and who has said something of themselves since it was answered
    knows better than a switch whose word for the end may be lost.
    """
    live = Call.objects.filter(direction=Call.Direction.IN, state__in=WITH_AN_AGENT, transfers=0)
    newest = Q(answered_at=None) | Q(answered_at__gte=F("agent__presence__since"))
    return set(live.filter(newest, agent__presence__isnull=False).values_list("agent", flat=True))


def live_with(number_hash: str) -> QuerySet[Call]:
    """Answer the calls with that number that have not ended: whoever is on the phone is not rung.

    A call that we placed is over, too, once its agent has said so: the switch's word for it may be lost.
    """
    live = Call.objects.filter(number_hash=number_hash).exclude(state=Call.State.ENDED)
    return live.exclude(attempt__state=Attempt.State.ENDED)


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
