"""What a switch tells of its calls: kept once, and folded into the call in the same transaction.

No number, no digits that somebody pressed, and no name that we do not know is kept in an event: the number goes, encrypted,
to the call. Nothing here is audited: the events are a trail of their own, of machines.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from contactcenter import encryption, phone_numbers
from contactcenter.accounts.models import User
from telephony import call_folding, from_line, pop_tokens, ringing_in
from telephony.call_folding import Folded, Segment
from telephony.drivers.base import CallEvent, EventKind, Outcome
from telephony.models import Attempt, Call, Callback, CallEventRecord, CallSegment, Queue

logger = logging.getLogger(__name__)

LANGUAGES = {"", *(code for code, _name in settings.LANGUAGES)}
SHOWS_A_POP = {EventKind.RINGING, EventKind.ANSWERED}
TELLS_THE_PLACE = {EventKind.QUEUED, EventKind.ENDED, EventKind.ABANDONED}


@dataclass(frozen=True)
class Recorded:
    """token: leads whoever answers to the call; empty where there is nothing to show.

    callback: what a caller gets who wants to be rung back.
    """

    call: Call
    token: str = ""
    callback: from_line.Answer | None = None


@transaction.atomic
def record(event: CallEvent, *, source: str, at: datetime) -> Recorded:
    """Keep the event and fold it into its call. One that has come before changes nothing and gets the same answer."""
    row, is_new = _keep(event, source, at=at)
    call = _locked_call(event, source)
    if is_new and not _is_forgotten(call, at=at):
        _take_in(row, event, call, at=at)
    if event.kind == EventKind.CALLBACK_WANTED:
        return Recorded(call, callback=_answer(row))
    if call.direction == Call.Direction.OUT or event.kind not in SHOWS_A_POP:
        return Recorded(call)
    return Recorded(call, pop_tokens.issue(call, event.event_id, at=at))


def _take_in(row: CallEventRecord, event: CallEvent, call: Call, *, at: datetime) -> None:
    """Fold the event into its call, and let what follows from that happen."""
    had_met = _has_met(call)
    folded = _fold(call, event)
    if event.kind == EventKind.CALLBACK_WANTED:
        _ring_back(row, call, folded, at=at)
        _fold(call, event)  # whoever is rung back has not given up
    elif folded.callback and folded.wanted_callback_at and event.kind in TELLS_THE_PLACE:
        from_line.keep_place(folded.callback, call.queued_at or folded.wanted_callback_at, at=at)
    if _has_met(call) and not had_met:
        _meet(call, is_rung_back=bool(folded.callback), at=at)


def _ring_back(row: CallEventRecord, call: Call, folded: Folded, *, at: datetime) -> None:
    """Give the caller one callback, unless they have it, and write to their event which, or why none."""
    wanted_at = folded.wanted_callback_at
    if wanted_at is None or call.answered_at:
        row.data["refused"] = from_line.Refusal.LATE
    elif folded.callback:
        row.data["callback"] = folded.callback
    else:
        answer = from_line.ask(call, wanted_at=wanted_at, at=at)
        if isinstance(answer, Callback):
            row.data["callback"] = str(answer.pk)
        else:
            row.data["refused"] = answer
    row.save(update_fields=["data"])


def _answer(row: CallEventRecord) -> from_line.Answer:
    """Answer what came of the wish, the first time that it was told."""
    callback = Callback.objects.filter(pk=row.data.get("callback"), promised_by__isnull=False)
    return callback.first() or from_line.Refusal(row.data.get("refused", "late"))


def _keep(event: CallEvent, source: str, *, at: datetime) -> tuple[CallEventRecord, bool]:
    """Write the event down; answer whether it is new. The constraint decides between two that come at once."""
    return CallEventRecord.objects.get_or_create(
        source=source,
        event_id=event.event_id,
        defaults={
            "provider_ref": event.provider_ref,
            "kind": event.kind,
            "at": event.at,
            "received_at": at,
            "data": _data(event),
        },
    )


def _data(event: CallEvent) -> dict[str, Any]:
    """Answer what the event says, with our keys in the place of names; `unknown`: which names mean nothing to us."""
    named = {
        "queue": _key(Queue, slug=event.queue) if event.queue else "",
        "agent": _key(User, email__iexact=event.agent) if event.agent else "",
        "attempt": _key(Attempt, pk=event.attempt) if event.attempt else "",
        "language": event.language if event.language in LANGUAGES else None,
    }
    unknown = [what for what, key in named.items() if key is None]
    for what in unknown:
        logger.warning("A call event names something that is not known: %s", what)
    known = {what: key for what, key in named.items() if key}
    said = {
        "direction": event.direction,
        "role": event.role,
        "outcome": event.outcome,
        "unknown": unknown,
    }
    return known | {what: value for what, value in said.items() if value}


def _key(model: type[Any], **named: Any) -> str | None:
    key = model.objects.filter(**named).values_list("pk", flat=True).first()
    return None if key is None else str(key)


def _locked_call(event: CallEvent, source: str) -> Call:
    """Answer the event's call, so that one event after the other is folded into it."""
    begun = call_folding.beginning([event])
    call, _is_new = Call.objects.get_or_create(
        source=source,
        provider_ref=event.provider_ref,
        defaults={"direction": begun.direction, "arrived_at": begun.arrived_at},
    )
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)


def _fold(call: Call, event: CallEvent) -> Folded:
    """Bring the call up to all of its events, and its number to the first that was told."""
    rows = CallEventRecord.objects.filter(source=call.source, provider_ref=call.provider_ref)
    folded = call_folding.folded(_event(row) for row in rows)
    _write(call, folded)
    if event.number and not call.number:
        _keep_number(call, event.number)
    call.save()
    call.segments.all().delete()
    CallSegment.objects.bulk_create(_segment(call, part) for part in folded.segments)
    return folded


def _is_forgotten(call: Call, *, at: datetime) -> bool:
    """Answer whether what the call was made from may be gone by now: what comes so late does not count."""
    kept = timedelta(days=settings.KEEP_CALL_NUMBERS_DAYS)
    return call.state == Call.State.ENDED and call.arrived_at <= at - kept


def _event(row: CallEventRecord) -> CallEvent:
    """Read an event as it was kept; the names in it are keys."""
    said = row.data
    return CallEvent(
        event_id=row.event_id,
        provider_ref=row.provider_ref,
        kind=EventKind(row.kind),
        at=row.at,
        direction=said["direction"],
        attempt=UUID(said["attempt"]) if "attempt" in said else None,
        role=said.get("role", ""),
        outcome=Outcome(said["outcome"]) if "outcome" in said else None,
        queue=said.get("queue", ""),
        agent=said.get("agent", ""),
        language=said.get("language", ""),
        callback=said.get("callback", ""),
    )


def _write(call: Call, folded: Folded) -> None:
    call.direction = folded.direction
    call.state = folded.state
    call.queue_id = int(folded.queue) if folded.queue else None
    call.agent_id = int(folded.agent) if folded.agent else None
    call.language = folded.language
    if folded.attempt:
        _take_from_attempt(call, folded.attempt)
    call.arrived_at = folded.arrived_at
    call.queued_at = folded.queued_at
    call.answered_at = folded.answered_at
    call.ended_at = folded.ended_at
    call.outcome = folded.outcome or ""
    call.is_abandoned = folded.is_abandoned
    call.transfers = folded.transfers


def _take_from_attempt(call: Call, pk: UUID) -> None:
    """Fill in what we know of a call that we placed. An attempt has one call: the first that was told of."""
    attempt = Attempt.objects.select_related("callback").filter(pk=pk).first()
    if attempt is None:  # forgotten meanwhile
        return
    if call.attempt_id or not Call.objects.filter(attempt=attempt).exists():
        call.attempt = attempt
    callback = attempt.callback
    call.queue_id = call.queue_id or callback.queue_id
    call.agent_id = call.agent_id or attempt.agent_id
    call.language = call.language or callback.language
    call.number = call.number or callback.number
    call.number_hash = call.number_hash or callback.number_hash


def _segment(call: Call, part: Segment) -> CallSegment:
    return CallSegment(
        call=call,
        kind=part.kind,
        agent_id=int(part.agent) if part.agent else None,
        starts_at=part.starts_at,
        ends_at=part.ends_at,
    )


def _has_met(call: Call) -> bool:
    """Answer whether we know by now, in whatever order it was told, who talks to us and about what."""
    is_talk = call.direction == Call.Direction.IN and call.answered_at is not None
    return is_talk and call.queue_id is not None and bool(call.number_hash)


def _meet(call: Call, *, is_rung_back: bool, at: datetime) -> None:
    """Let go of the callback about the same thing: whoever waited for it talks to somebody now, or did so after all."""
    if call.queue and (is_rung_back or call.state != Call.State.ENDED):
        ringing_in.rang_in(call.number_hash, call.queue, agent=call.agent, at=at)


def _keep_number(call: Call, told: str) -> None:
    """Keep the number if it is one; a hidden one is told as any word whatever."""
    try:
        number = PhoneNumber.from_string(told)
    except NumberParseException:
        return
    if number.is_valid():
        call.number = encryption.encrypt(number.as_e164)
        call.number_hash = phone_numbers.fingerprint(number)
