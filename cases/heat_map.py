"""Calm half hours as a table: days by half hours, each with how many places are free. Numbers say it, the shade only helps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from districts.phone_hours import LOCAL
from telephony.models import Slot


@dataclass(frozen=True)
class Cell:
    """A half hour of a day. None where the line is closed then."""

    slot: Slot

    @property
    def free(self) -> int:
        return self.slot.capacity - self.slot.booked

    @property
    def shade(self) -> str:
        """Answer how calm it is, in four steps: full, busy, calm, free."""
        if self.free <= 0:
            return "full"
        part = self.free / self.slot.capacity
        return "free" if part == 1 else "calm" if part >= 0.5 else "busy"


@dataclass(frozen=True)
class HeatMap:
    days: list[date]
    rows: list[tuple[time, list[Cell | None]]]


def draw(slots: Iterable[Slot]) -> HeatMap:
    """Lay half hours out by local day and time; on the day when clocks go back, only the first of two alike is shown."""
    cells: dict[tuple[date, time], Cell] = {}
    for slot in slots:
        local = local_start(slot.starts_at)
        if slot.capacity:
            cells.setdefault((local.date(), local.time()), Cell(slot))
    days = sorted({day for day, _time in cells})
    times = sorted({time for _day, time in cells})
    return HeatMap(days, [(time, [cells.get((day, time)) for day in days]) for time in times])


def local_start(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL).replace(tzinfo=None)
