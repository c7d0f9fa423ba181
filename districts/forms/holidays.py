"""Holidays, eves and half days to decide on: one row for each day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from districts.forms.clock import ClockField
from districts.holiday_calendar import SuggestedDay
from districts.holiday_decisions import Choice
from districts.models import HolidayDecision

Decision = HolidayDecision.Decision
NOT_DECIDED = ("", _("Not decided"))


@dataclass(frozen=True)
class DecisionRow:
    """One day on the page."""

    day: SuggestedDay
    stored: HolidayDecision | None
    decision: BoundField
    closes: BoundField


class HolidaysForm(forms.Form):
    def __init__(
        self,
        data: Any = None,
        *,
        days: Sequence[tuple[SuggestedDay, HolidayDecision | None]],
    ) -> None:
        super().__init__(data)
        self.days = days
        for day, stored in days:
            self._add_fields(day, stored)

    def _add_fields(self, day: SuggestedDay, stored: HolidayDecision | None) -> None:
        label = f"{day.name}, {date_format(day.day)}"
        choices = Decision.choices if stored else [NOT_DECIDED, *Decision.choices]
        self.fields[f"{day.day}-decision"] = forms.ChoiceField(
            label=label,
            choices=choices,
            required=False,
            initial=stored.decision if stored else "",
        )
        self.fields[f"{day.day}-closes"] = ClockField(
            label=_("Closes at"),
            required=False,
            initial=stored.closes_minute if stored else None,
        )

    def rows(self) -> Iterator[DecisionRow]:
        for day, stored in self.days:
            decision, closes = self[f"{day.day}-decision"], self[f"{day.day}-closes"]
            yield DecisionRow(day, stored, decision, closes)

    def clean(self) -> None:
        super().clean()
        for row in self.rows():
            closes = self.cleaned_data.get(row.closes.name)
            is_early = self.cleaned_data.get(row.decision.name) == Decision.CLOSES_EARLY
            if is_early and not closes and not row.closes.errors:
                self.add_error(row.closes.name, _("Write when you close that day."))
            if closes and not is_early:
                self.add_error(row.decision.name, _("A time belongs to “Closes early” only."))

    def choices(self) -> list[Choice]:
        """Answer the days that were decided, or decided otherwise than before."""
        return [
            Choice(
                row.day.day,
                Decision(self.cleaned_data[row.decision.name]),
                self.cleaned_data[row.closes.name],
            )
            for row in self.rows()
            if self.cleaned_data[row.decision.name]
            and {row.decision.name, row.closes.name} & set(self.changed_data)
        ]
