"""Half hours in which we ring: how many callbacks each can hold, and taking a place in one."""

from datetime import datetime, timedelta

from django.db.models import F

from telephony.models import Queue, Slot

DAYS_AHEAD = 14


class Full(Exception):
    """The half hour holds no more. `free` are the next ones that do."""

    def __init__(self, free: list[Slot]) -> None:
        super().__init__()
        self.free = free


def free_ones(queue: Queue, *, at: datetime, days: int = DAYS_AHEAD) -> list[Slot]:
    """Answer the half hours that have not begun and hold one more, in order."""
    ahead = queue.slots.filter(starts_at__gt=at, starts_at__lt=at + timedelta(days=days))
    return list(ahead.filter(booked__lt=F("capacity")).order_by("starts_at"))


def book(slot: Slot, *, at: datetime, places: int = 1) -> None:
    """Take a place in the half hour, inside the caller's transaction: its row is the lock."""
    slot = Slot.objects.select_for_update(no_key=True).select_related("queue").get(pk=slot.pk)
    if slot.booked >= slot.capacity or slot.starts_at <= at:
        raise Full(free_ones(slot.queue, at=at))
    Slot.objects.filter(pk=slot.pk).update(booked=F("booked") + places)


def free(slot: Slot) -> None:
    """Give a place back."""
    Slot.objects.filter(pk=slot.pk, booked__gt=0).update(booked=F("booked") - 1)
