"""From and to fields for the days of a week, or for one day.

A form is shown in one of two ways: bound, when it is to be checked, or with what was typed as its initial values, when
somebody only asked for one more row, so that no error is shown before they have finished typing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from districts.forms import overlaps, rows
from districts.forms.clock import MIDNIGHT, ClockField
from districts.forms.overlaps import Slot
from districts.forms.rows import Typed, field_name, flag_name
from districts.models.hours import Weekday
from districts.phone_hours import Day, Days, Interval, PhoneHours, time_text

FURTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True)
class Saved:
    """A line's hours as they are saved, and the day on which somebody changes them."""

    hours: PhoneHours
    today: date


@dataclass(frozen=True)
class Row:
    """One from–to of a day on the page."""

    number: int
    starts: BoundField
    ends: BoundField
    next_day: BoundField


@dataclass(frozen=True)
class DayOfForm:
    """One day of the page: its rows, and whether its hours are known at all."""

    number: int
    label: str
    not_known: BoundField | None
    rows: list[Row]
    may_copy: bool

    @property
    def may_grow(self) -> bool:
        return len(self.rows) < rows.MOST_ROWS


def refuse_other_days(day: date, today: date) -> None:
    """Refuse days that have passed, and those so far ahead that somebody must have mistyped the year."""
    if day < today:
        raise forms.ValidationError(_("Hours cannot be changed for days that have passed."))
    if day > today + FURTHEST:
        raise forms.ValidationError(_("That is more than five years ahead."))


class HoursForm(forms.Form):
    """A part of a line's hours: its week, one season, one exception.

    revision: the line's when the page was shown; a save against an older one is refused.
    original: which week (its first day), season (its name) or exception (its first day) is changed; empty for a new one.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)
    original = forms.CharField(widget=forms.HiddenInput, required=False)
    is_a_week: ClassVar[bool] = True
    day_labels: ClassVar[Mapping[int, Any]] = dict(Weekday.choices)

    def __init__(
        self,
        data: Typed | None = None,
        *,
        initial: dict[str, Any] | None = None,
        saved: Saved,
    ) -> None:
        super().__init__(data, initial=initial)
        self.saved = saved
        self.slots: dict[int, list[Slot]] = {}
        typed = self.data if self.is_bound else self.initial
        for day, label in self.day_labels.items():
            self.fields[flag_name(day)] = forms.BooleanField(
                label=_("Hours not known"), required=False
            )
            for row in range(rows.count(typed, day)):
                self._add_row(day, row, {"day": label, "number": row + 1})

    def _add_row(self, day: int, row: int, names: dict[str, Any]) -> None:
        self.fields[field_name(day, row, "starts")] = ClockField(
            label=capfirst(gettext("%(day)s, hours %(number)d, from") % names), required=False
        )
        self.fields[field_name(day, row, "ends")] = ClockField(
            label=capfirst(gettext("%(day)s, hours %(number)d, to") % names), required=False
        )
        self.fields[field_name(day, row, "next")] = forms.BooleanField(
            label=_("next day"), required=False
        )

    def days_of_form(self) -> list[DayOfForm]:
        return [
            DayOfForm(
                number=day,
                label=capfirst(str(label)),
                not_known=self[flag_name(day)] if self.is_a_week else None,
                rows=self.rows_of(day),
                may_copy=self.is_a_week and day in rows.WORKDAYS,
            )
            for day, label in self.day_labels.items()
        ]

    def rows_of(self, day: int) -> list[Row]:
        numbers = range(rows.count(self.data if self.is_bound else self.initial, day))
        return [
            Row(number, *(self[field_name(day, number, part)] for part in rows.PARTS))
            for number in numbers
        ]

    def put_focus(self, act: str) -> None:
        """Let typing go on where somebody asked for another row, or took one away."""
        if place := rows.place_after(act, self.initial):
            self.fields[field_name(*place, "starts")].widget.attrs["autofocus"] = True

    def clean(self) -> None:
        super().clean()
        for day in self.day_labels:
            slots = (self._slot(day, row) for row in self.rows_of(day))
            self.slots[day] = sorted(slot for slot in slots if slot)
            if self.slots[day] and self.cleaned_data.get(flag_name(day)):
                self.add_error(
                    flag_name(day), _("Either write the hours or say that they are not known.")
                )
        self._refuse_overlaps()

    def _slot(self, day: int, row: Row) -> Slot | None:
        """Read a row; one that is empty or wrong gives none, and what is wrong is said beside it."""
        if row.starts.errors or row.ends.errors:
            return None
        starts = self.cleaned_data[row.starts.name]
        ends = self.cleaned_data[row.ends.name]
        if starts is None and ends is None:
            return None
        if starts is None:
            self.add_error(row.starts.name, _("Write when you open."))
            return None
        if problem := what_is_wrong(starts, ends, self.cleaned_data[row.next_day.name]):
            self.add_error(row.ends.name, problem)
            return None
        offset = day * MIDNIGHT
        ends += MIDNIGHT * self.cleaned_data[row.next_day.name]
        return Slot(offset + starts, offset + ends, row.starts.name)

    def _refuse_overlaps(self) -> None:
        every = [slot for slots in self.slots.values() for slot in slots]
        for slot, earlier in overlaps.overlapping(every, round_after=self.hours_come_again_after()):
            self.add_error(
                slot.field, gettext("Overlaps with %(hours)s.") % {"hours": self._words(earlier)}
            )

    def hours_come_again_after(self) -> int | None:
        """Answer after how many minutes the same hours come again: Sunday night runs into Monday morning."""
        return overlaps.WEEK

    def _words(self, slot: Slot) -> str:
        day, starts = divmod(slot.starts, MIDNIGHT)
        ends = slot.ends - day * MIDNIGHT
        return f"{self.day_labels[day]} {time_text(starts)}–{time_text(ends)}"

    def hours_of(self, day: int) -> Day:
        """Answer what was typed for the day; asked of a form without errors."""
        if self.cleaned_data[flag_name(day)]:
            return None
        offset = day * MIDNIGHT
        return tuple(Interval(slot.starts - offset, slot.ends - offset) for slot in self.slots[day])

    def days(self) -> Days:
        monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(
            self.hours_of, range(7)
        )
        return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def what_is_wrong(starts: int, ends: int | None, is_next_day: bool) -> Any:
    if ends is None:
        return _("Write when you close.")
    if starts == MIDNIGHT:
        return _("Write 00:00 on the day after instead.")
    if ends <= starts and not is_next_day:
        return _("Closes before it opens. Tick “next day” if you close after midnight.")
    if ends > starts and is_next_day:
        return _("That is more than 24 hours.")
    return None
