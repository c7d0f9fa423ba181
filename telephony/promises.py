"""“We ring you before Tuesday 10:30”: what we promise, in open minutes, and the agreement it rests on."""

from dataclasses import dataclass
from datetime import datetime

from districts import line_hours
from districts.models import Agreement, District
from telephony import choice_of_queue, open_time, slots
from telephony.models import Callback, Queue, Slot


class CannotPromise(Exception):
    """We cannot ring as soon as was agreed: one of the free half hours must be chosen instead."""

    def __init__(self, free: list[Slot]) -> None:
        super().__init__()
        self.free = free


class TooManyWait(CannotPromise):
    """So many wait that it would take longer than was agreed."""


@dataclass(frozen=True)
class Promise:
    """When we have rung at the latest, and the version of the agreement that asks for it, if there is one."""

    by: datetime
    agreement: Agreement | None


def of_slot(slot: Slot, queue: Queue, district: District | None, *, at: datetime) -> Promise:
    """Promise to ring within the half hour."""
    agreement = choice_of_queue.agreement_of(district, queue.service.code, at=at)
    return Promise(slot.ends_at, agreement)


def soon(queue: Queue, district: District | None, *, at: datetime) -> Promise:
    """Promise to ring as soon as we can, unless so many wait that it would be later than agreed."""
    if not (queue.is_active and queue.takes_callbacks):
        raise CannotPromise([])
    agreement = choice_of_queue.agreement_of(district, queue.service.code, at=at)
    agreed = agreement.callback_within_minutes if agreement else None
    longest = agreed or queue.promise_minutes
    minutes = max(min(queue.promise_minutes, longest), expected_minutes(queue))
    if minutes > longest:
        raise TooManyWait(slots.free_ones(queue, at=at))
    by = in_open_minutes(queue, minutes, at=at)
    if by is None:
        raise CannotPromise(slots.free_ones(queue, at=at))
    return Promise(by, agreement)


def in_open_minutes(queue: Queue, minutes: int, *, at: datetime) -> datetime | None:
    """Answer when the queue's line will have been open for so many minutes; None: nobody knows."""
    try:
        return open_time.after(line_hours.of(queue.line, at=at), at, minutes)
    except open_time.NeverOpen:
        return None


def expected_minutes(queue: Queue) -> int:
    """Answer how many open minutes pass until all who wait there for as soon as possible have been rung."""
    waiting = Callback.objects.live().filter(queue=queue, slot=None).count()
    return waiting * queue.talk_minutes // max(queue.planned_agents, 1)
