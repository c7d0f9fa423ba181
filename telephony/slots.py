"""Half hours in which we ring: how many callbacks each can hold, and taking a place in one.

A place is taken under the lock of the half hour's row; rows are locked in the order of their ids. A half hour without a row
is closed. Times are UTC instants; Stockholm is whole hours ahead of UTC, so half hours are the same on both clocks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from districts import line_hours
from districts.phone_hours import LOCAL, PhoneHours
from districts.phone_hours.clock import midnight
from telephony import open_time
from telephony.models import Queue, Slot

DAYS_AHEAD = 14
HALF_HOUR = timedelta(minutes=30)
WRAP_UP_MINUTES = 1  # after a talk, before the next


class Full(Exception):
    """The half hour holds no more, or has begun. `free` are the next ones that do."""

    def __init__(self, free: list[Slot]) -> None:
        super().__init__()
        self.free = free


# Choosing one


def free_ones(queue: Queue, *, at: datetime, days: int = DAYS_AHEAD) -> list[Slot]:
    """Answer the half hours that have not begun and hold one more, in order."""
    return [slot for slot in ahead(queue, at=at, days=days) if slot.has_room]


def ahead(queue: Queue, *, at: datetime, days: int = DAYS_AHEAD) -> list[Slot]:
    """Answer the half hours that have not begun, full ones too: where it is calm, an agent sees from these."""
    until = at + timedelta(days=days)
    return list(queue.slots.filter(starts_at__gt=at, starts_at__lt=until).order_by("starts_at"))


# Taking a place, inside the caller's transaction


def exchange(old: Slot | None, new: Slot | None, *, at: datetime) -> None:
    """Give a place back and take another, or only one of these; nothing happens when the other is full."""
    rows = _locked(slot.pk for slot in (old, new) if slot)
    if new:
        _require_room(rows[new.pk], at=at)
        Slot.objects.filter(pk=new.pk).update(booked=F("booked") + 1)
    if old:
        free(old)


def free(slot: Slot) -> None:
    Slot.objects.filter(pk=slot.pk, booked__gt=0).update(booked=F("booked") - 1)


def free_all(taken: Iterable[Slot]) -> None:
    """Give many places back, one for each time that a half hour is named."""
    places = Counter(slot.pk for slot in taken)
    rows = _locked(places).values()
    for slot in rows:
        slot.booked -= min(places[slot.pk], slot.booked)
    Slot.objects.bulk_update(rows, ["booked"])


def require_room(slot: Slot, *, at: datetime) -> None:
    _require_room(Slot.objects.select_related("queue").get(pk=slot.pk), at=at)


def _require_room(slot: Slot, *, at: datetime) -> None:
    if not slot.has_room or slot.starts_at <= at:
        raise Full(free_ones(slot.queue, at=at))


def lock_all(queues: Iterable[Queue], others: Iterable[Slot] = (), *, at: datetime) -> list[Slot]:
    """Answer all half hours of the queues to come, and the others; nobody else takes places there until the transaction ends."""
    to_come = Q(queue__in=queues, starts_at__gt=at)
    rows = Slot.objects.filter(to_come | Q(pk__in=[slot.pk for slot in others])).order_by("pk")
    return sorted(rows.select_for_update(no_key=True), key=lambda slot: slot.starts_at)


def _locked(pks: Iterable[int]) -> dict[int, Slot]:
    rows = Slot.objects.select_for_update(of=("self",), no_key=True).select_related("queue")
    return {slot.pk: slot for slot in rows.filter(pk__in=pks).order_by("pk")}


# How many each holds


def fill_all(*, at: datetime) -> None:
    """Bring every queue's half hours up to date."""
    queues = list(Queue.objects.select_related("line__unit"))
    hours = line_hours.of_many({queue.line for queue in queues}, at=at)
    for queue in queues:
        _fill(queue, hours[queue.line], at=at)


def fill(queue: Queue, *, at: datetime) -> None:
    """Bring the half hours of the next two weeks up to date with the phone hours and the people who answer."""
    _fill(queue, line_hours.of(queue.line, at=at), at=at)


@transaction.atomic
def _fill(queue: Queue, hours: PhoneHours, *, at: datetime) -> None:
    """Add and change what differs; where nothing does, nothing is locked.

    Where the line is closed a half hour holds what is booked, and no more: see closing.py.
    """
    capacity = capacity_of(queue)
    wanted = set(half_hours(hours, at=at)) if capacity else set()
    rows = list(queue.slots.filter(starts_at__gt=at))
    missing = sorted(wanted - {slot.starts_at for slot in rows})

    def differing(rows: Iterable[Slot]) -> list[Slot]:
        return [slot for slot in rows if _change(slot, capacity, is_open=slot.starts_at in wanted)]

    locked = _locked(slot.pk for slot in differing(rows))
    Slot.objects.bulk_update(differing(locked.values()), ["capacity", "is_edited"])
    Slot.objects.bulk_create(
        (
            Slot(queue=queue, starts_at=starts_at, ends_at=starts_at + HALF_HOUR, capacity=capacity)
            for starts_at in missing
        ),
        ignore_conflicts=True,
    )


def _change(slot: Slot, capacity: int, *, is_open: bool) -> bool:
    """Set how many the half hour holds, never fewer than are booked; answer whether that is new."""
    before = slot.capacity, slot.is_edited
    if not is_open:
        slot.capacity, slot.is_edited = slot.booked, False
    elif not slot.is_edited:
        slot.capacity = max(capacity, slot.booked)
    return (slot.capacity, slot.is_edited) != before


def capacity_of(queue: Queue) -> int:
    """Answer how many callbacks fit into a half hour: the part of the agents' time, by what a callback takes. One, if any."""
    if not (queue.is_active and queue.takes_callbacks):
        return 0
    minutes = queue.planned_agents * 30 * queue.callback_percent / 100
    fit = int(minutes / (queue.talk_minutes + WRAP_UP_MINUTES))
    return max(fit, 1) if minutes else 0


def half_hours(hours: PhoneHours, *, at: datetime) -> Iterator[datetime]:
    """Yield the beginning of each half hour of the next two weeks that the line is answered from its first minute to its last."""
    last_day = at.astimezone(LOCAL).date() + timedelta(days=DAYS_AHEAD)
    until = midnight(last_day)
    for opening in open_time.openings_after(hours, at):
        starts_at = _next_half_hour(opening.starts_at)
        while starts_at + HALF_HOUR <= min(opening.ends_at, until):
            if starts_at > at:
                yield starts_at
            starts_at += HALF_HOUR
        if opening.ends_at >= until:
            return


def _next_half_hour(at: datetime) -> datetime:
    """Answer the moment itself, if a half hour begins then, or the next one at which one does."""
    whole = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    past = at - whole
    return whole + HALF_HOUR * -(-past // HALF_HOUR)
