"""A week of half hours as a table: what each holds, what is booked, and changing many of them in one act.

Rows are times on the wall clock, columns are days; on the night when clocks go back, the hour that comes twice has rows of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts.phone_hours import LOCAL
from districts.phone_hours.clock import midnight
from telephony import slots
from telephony.models import Queue, Slot

DAYS = 7
ONE_DAY = timedelta(days=1)
Time = tuple[int, int, int]  # hour, minute, and 1 when the hour comes for the second time


class ChangedMeanwhile(Exception):
    """Somebody changed one of the half hours after the page was shown."""


class FewerThanBooked(Exception):
    """More callbacks are booked there than it should hold."""


@dataclass(frozen=True)
class Week:
    """The half hours of the seven days from `monday` on, by time and day; a day that has none at a time is closed then."""

    monday: date
    slots: Mapping[tuple[Time, date], Slot]

    @property
    def days(self) -> list[date]:
        return [self.monday + number * ONE_DAY for number in range(DAYS)]

    @property
    def times(self) -> list[Time]:
        return sorted({time for time, _day in self.slots})

    def of_day(self, day: date) -> dict[Time, Slot]:
        return {time: slot for (time, on), slot in self.slots.items() if on == day}


def monday_of(day: date) -> date:
    return day - day.weekday() * ONE_DAY


def of(queue: Queue, monday: date) -> Week:
    ends_at = midnight(monday + DAYS * ONE_DAY)
    rows = queue.slots.filter(starts_at__gte=midnight(monday), starts_at__lt=ends_at)
    return Week(monday, {place_of(slot): slot for slot in rows})


def place_of(slot: Slot) -> tuple[Time, date]:
    """Answer the row and the column that a half hour stands in."""
    local = slot.starts_at.astimezone(LOCAL)
    return (local.hour, local.minute, local.fold), local.date()


@transaction.atomic
def edit(queue: Queue, wanted: Mapping[int, tuple[int, int]], *, by: User, at: datetime) -> None:
    """Let half hours hold as many as is wanted, all or none. wanted: by id, what the page showed and what it is to be.

    From now on the clock leaves them as they are, unless the line closes.
    """
    rows = _locked(queue, Slot.objects.filter(pk__in=wanted))
    for slot in rows:
        shown, capacity = wanted[slot.pk]
        if slot.capacity != shown:
            raise ChangedMeanwhile
        if capacity < slot.booked:
            raise FewerThanBooked
        slot.capacity, slot.is_edited = capacity, True
    Slot.objects.bulk_update(rows, ["capacity", "is_edited"])
    holds = {slot.starts_at.isoformat(): slot.capacity for slot in rows}
    events.record(by, "slot.edited", queue, at=at, queue=queue.pk, holds=holds)


@transaction.atomic
def reckon_again(queue: Queue, day: date, *, by: User, at: datetime) -> None:
    """Let a day's half hours hold what the hours and the people who answer make of them."""
    of_day = Slot.objects.filter(
        starts_at__gte=midnight(day), starts_at__lt=midnight(day + ONE_DAY), starts_at__gt=at
    )
    rows = _locked(queue, of_day)
    Slot.objects.filter(pk__in=[slot.pk for slot in rows]).update(is_edited=False)
    slots.fill(queue, at=at)
    events.record(by, "slot.reckoned_again", queue, at=at, queue=queue.pk, day=day)


def _locked(queue: Queue, rows: QuerySet[Slot]) -> list[Slot]:
    own = rows.filter(queue=queue).order_by("pk")
    return list(own.select_for_update(no_key=True))
