"""The table of half hours: a number in each, with what stood there when the page was shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import ngettext

from districts.phone_hours import time_text
from telephony.models import Slot
from telephony.slot_weeks import Time, Week, place_of

MOST = 500  # callbacks in a half hour


@dataclass(frozen=True)
class Cell:
    """field: none where the line is closed or the half hour has begun."""

    slot: Slot | None
    field: forms.BoundField | None = None

    @property
    def shade(self) -> str:
        """Name how full it is: closed, full, busy, calm or free."""
        slot = self.slot
        if slot is None or is_closed(slot):
            return "closed"
        if slot.booked >= slot.capacity:
            return "full"
        if slot.booked * 2 >= slot.capacity:
            return "busy"
        return "calm" if slot.booked else "free"


@dataclass(frozen=True)
class TableRow:
    time: Time
    cells: list[Cell]

    @property
    def html_id(self) -> str:
        return id_of_time(self.time)

    @property
    def label(self) -> str:
        hour, minute, _fold = self.time
        return time_text(hour * 60 + minute)


class WeekForm(forms.Form):
    """Only half hours that have not begun can be changed."""

    def __init__(self, *args: Any, week: Week, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.week = week
        for slot in week.slots.values():
            if slot.starts_at > now and not is_closed(slot):
                self.fields[name_of(slot)] = field_of(slot)

    @property
    def rows(self) -> Iterator[TableRow]:
        for time in self.week.times:
            yield TableRow(time, [self._cell(time, day) for day in self.week.days])

    def _cell(self, time: Time, day: date) -> Cell:
        slot = self.week.slots.get((time, day))
        name = name_of(slot) if slot else ""
        return Cell(slot, self[name] if name in self.fields else None)

    @property
    def wanted(self) -> dict[int, tuple[int, int]]:
        """Answer by id what was shown and what is wanted, of those that somebody changed."""
        return {
            int(name.removeprefix("slot-")): (self._shown(name), self.cleaned_data[name])
            for name in self.changed_data
        }

    def _shown(self, name: str) -> int:
        """Answer the number that stood there, which the page carries beside the field."""
        shown = self.data.get(self.add_initial_prefix(name), "")
        return int(shown) if shown.isdecimal() and len(shown) < 6 else -1


def is_closed(slot: Slot) -> bool:
    """A half hour in which the line has been closed since holds nothing, and not because somebody wrote so."""
    return slot.capacity == 0 and not slot.is_edited


def name_of(slot: Slot) -> str:
    return f"slot-{slot.pk}"


def id_of_day(day: date) -> str:
    return f"day-{day.isoformat()}"


def id_of_time(time: Time) -> str:
    return "time-" + "-".join(map(str, time))


def field_of(slot: Slot) -> forms.IntegerField:
    time, day = place_of(slot)
    label = f"{date_format(day, 'l j F')} {TableRow(time, []).label}"
    return forms.IntegerField(
        label=label,
        min_value=slot.booked,
        max_value=MOST,
        initial=slot.capacity,
        show_hidden_initial=True,
        widget=forms.NumberInput(attrs={"aria-labelledby": f"{id_of_day(day)} {id_of_time(time)}"}),
        error_messages={
            "min_value": ngettext(
                "%(count)s callback is booked there already.",
                "%(count)s callbacks are booked there already.",
                slot.booked,
            )
            % {"count": slot.booked}
        },
    )


def copied(typed: QueryDict, week: Week, day: date) -> QueryDict:
    """Answer what the page holds when a day's numbers are put into the other days of the week, at the same times."""
    data = typed.copy()
    source = {time: data.get(name_of(slot), "") for time, slot in week.of_day(day).items()}
    for (time, _day), slot in week.slots.items():
        if source.get(time) and name_of(slot) in data:
            data[name_of(slot)] = source[time]
    return data


def caught_up(typed: QueryDict, week: Week) -> QueryDict:
    """Answer what was typed, beside what half hours hold by now; where nobody typed anything new, that is shown."""
    data = typed.copy()
    for slot in week.slots.values():
        name = name_of(slot)
        shown = f"initial-{name}"
        if data.get(name) == data.get(shown):
            data[name] = str(slot.capacity)
        data[shown] = str(slot.capacity)
    return data
