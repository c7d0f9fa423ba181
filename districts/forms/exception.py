"""A day, or some in a row, when a line is closed or has hours of its own."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateInput
from districts.forms import rows
from districts.forms.clock import MIDNIGHT
from districts.forms.hours import HoursForm, Saved, refuse_other_days
from districts.phone_hours import Day, ExceptionPeriod, PhoneHours

THE_DAY = 0


class Kind(TextChoices):
    CLOSED = "closed", _("Closed")
    HOURS = "hours", _("Other hours")
    NOT_KNOWN = "not_known", _("Hours not known")


class ExceptionForm(HoursForm):
    is_a_week = False
    day_labels: ClassVar[dict[int, Any]] = {THE_DAY: _("Each of these days")}

    first = forms.DateField(widget=DateInput(), label=_("First day"))
    last = forms.DateField(
        widget=DateInput(),
        label=_("Last day"),
        required=False,
        help_text=_("Leave empty for a single day."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=120, help_text=_("Residents read this. Keep it short.")
    )
    kind = forms.ChoiceField(
        label=_("These days"), choices=Kind, initial=Kind.CLOSED, widget=forms.RadioSelect
    )

    @classmethod
    def shown(cls, saved: Saved, original: str) -> dict[str, Any]:
        exception = beginning(saved.hours, original)
        if exception is None:
            return {"original": "", "kind": Kind.CLOSED}
        return {
            "original": original,
            "first": exception.first,
            "last": exception.last,
            "reason": exception.reason,
            "kind": kind_of(exception.hours),
            **rows.of_hours(THE_DAY, exception.hours or ()),
        }

    def clean(self) -> None:
        if self.cleaned_data.get("kind") == Kind.HOURS:
            super().clean()
            if not self.slots.get(THE_DAY) and not self.errors:
                self.add_error(self.rows_of(THE_DAY)[0].starts.name, _("Write when you open."))
        self._check_days()

    def clean_last(self) -> date | None:
        last: date | None = self.cleaned_data["last"] or self.cleaned_data.get("first")
        if last:
            refuse_other_days(last, self.saved.today)
        return last

    def _check_days(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if not first or not last:
            return
        if last < first:
            self.add_error("last", _("The last day must not be before the first."))
        for other in self._others():
            if other.first <= last and first <= other.last:
                text = gettext(
                    "On these days there is already an exception: %(reason)s, from %(first)s."
                )
                names = {"reason": other.reason, "first": date_format(other.first)}
                self.add_error("first", text % names)

    def hours_come_again_after(self) -> int | None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        return MIDNIGHT if first and last and last > first else None

    def apply(self) -> PhoneHours:
        exception = ExceptionPeriod(
            first=self.cleaned_data["first"],
            last=self.cleaned_data["last"],
            hours=self._hours(),
            reason=self.cleaned_data["reason"],
        )
        exceptions = sorted((*self._others(), exception), key=lambda each: each.first)
        return replace(self.saved.hours, exceptions=tuple(exceptions))

    def _hours(self) -> Day:
        match self.cleaned_data["kind"]:
            case Kind.CLOSED:
                return ()
            case Kind.NOT_KNOWN:
                return None
        return self.hours_of(THE_DAY)

    def _others(self) -> tuple[ExceptionPeriod, ...]:
        return self.without(self.saved, self.cleaned_data["original"]).exceptions

    @classmethod
    def without(cls, saved: Saved, original: str) -> PhoneHours:
        """Answer the line's hours without the exception; one that has passed stays for the record."""
        kept = (
            each
            for each in saved.hours.exceptions
            if str(each.first) != original or each.last < saved.today
        )
        return replace(saved.hours, exceptions=tuple(kept))


def beginning(hours: PhoneHours, first_day: str) -> ExceptionPeriod | None:
    return next((each for each in hours.exceptions if str(each.first) == first_day), None)


def kind_of(hours: Day) -> Kind:
    if hours is None:
        return Kind.NOT_KNOWN
    return Kind.HOURS if hours else Kind.CLOSED
