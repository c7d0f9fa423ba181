"""“We ring you before Tuesday 10:30”: promises in open minutes, through the phone-hours engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from districts import line_hours
from districts.models import Agreement, District
from districts.phone_hours import Opening, PhoneHours, State, open_at
from telephony import choice_of_queue, slots
from telephony.models import Callback, Queue, Slot

FOREVER = timedelta(days=400)  # as far as the engine looks ahead


class CannotPromise(Exception):
    """We can not ring as soon as was agreed: one of the free half hours must be chosen."""

    def __init__(self, free: list[Slot]) -> None:
        super().__init__()
        self.free = free


class NeverOpen(Exception):
    """Nobody has published hours in which the line is answered."""


@dataclass(frozen=True)
class Promise:
    by: datetime
    agreement: Agreement | None  # the version that it rests on


def promise(hours: PhoneHours, at: datetime, minutes: int) -> datetime:
    """Answer when the line will have been open for so many minutes since the moment. Days not known count as closed."""
    left = timedelta(minutes=minutes)
    for opening in openings_after(hours, at):
        length = opening.ends_at - opening.starts_at
        if left <= length:
            return opening.starts_at + left
        left -= length
    raise NeverOpen


def openings_after(hours: PhoneHours, at: datetime) -> Iterator[Opening]:
    """Yield when the line is answered from the moment on: first the rest of now, if it is open."""
    last = at + FOREVER
    while at < last:
        answer = open_at(hours, at)
        if answer.state is State.OPEN:
            ends_at = answer.closes_at or last
            yield Opening(at, ends_at)
            at = ends_at
        elif answer.opens_at:
            at = answer.opens_at
        else:
            return


def soon(queue: Queue, district: District | None, *, at: datetime) -> Promise:
    """Promise to ring as soon as we can, unless so many wait that it would be later than agreed."""
    agreement = choice_of_queue.agreement_of(district, queue.service.code, at=at)
    agreed = agreement.callback_within_minutes if agreement else None
    longest = agreed or queue.promise_minutes
    minutes = max(min(queue.promise_minutes, longest), expected_minutes(queue))
    try:
        by = promise(line_hours.of(queue.line, at=at), at, minutes)
    except NeverOpen:
        by = None
    if by is None or minutes > longest:
        raise CannotPromise(slots.free_ones(queue, at=at))
    return Promise(by, agreement)


def expected_minutes(queue: Queue) -> int:
    """Answer how many open minutes it takes to ring all who wait there for as soon as possible."""
    ahead = Callback.objects.live().filter(queue=queue, slot=None).count()
    return ahead * queue.talk_minutes // max(queue.planned_agents, 1)
