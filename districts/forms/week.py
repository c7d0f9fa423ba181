"""The ordinary week of a line: a new version from a date on, and how the line is answered at all."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateInput
from districts.forms import rows
from districts.forms.hours import HoursForm, Saved, refuse_other_days
from districts.models import PhoneLine
from districts.phone_hours import Mode, PhoneHours, Week
from districts.phone_hours.layers import week_on

NO_HOURS = ((),) * 7


class WeekForm(HoursForm):
    mode = forms.ChoiceField(
        label=_("When it is answered"),
        help_text=_("Holds as soon as you save."),
        choices=PhoneLine.Mode,
        widget=forms.RadioSelect,
    )
    valid_from = forms.DateField(
        widget=DateInput(),
        label=_("The week below holds from"),
        help_text=_("Until then everything stays as it is."),
    )

    @classmethod
    def shown(cls, saved: Saved, original: str) -> dict[str, Any]:
        """Answer what the page holds at first: the coming version that was asked for, or else today's week."""
        coming = coming_version(saved, original)
        week = coming or week_on(saved.hours, saved.today)
        typed: dict[str, Any] = {
            "mode": saved.hours.mode,
            "original": original if coming else "",
            "valid_from": coming.valid_from if coming else saved.today,
        }
        return typed | rows.of_week(week)

    def clean_valid_from(self) -> date:
        valid_from: date = self.cleaned_data["valid_from"]
        refuse_other_days(valid_from, self.saved.today)
        return valid_from

    def apply(self) -> PhoneHours:
        """Answer the line's hours with this version in its place; a version that changes nothing is none."""
        week = Week(self.cleaned_data["valid_from"], self.days())
        without = self.without(self.saved, self.cleaned_data["original"])
        kept = [other for other in without.weeks if other.valid_from != week.valid_from]
        hours = replace(without, mode=Mode(self.cleaned_data["mode"]), weeks=tuple(kept))
        before = week_on(hours, week.valid_from)
        is_needed = before is not None or hours.mode is Mode.HOURS or week.days != NO_HOURS
        if is_needed and (before is None or week.days != before.days):
            kept.append(week)
        return replace(hours, weeks=tuple(sorted(kept, key=lambda each: each.valid_from)))

    @classmethod
    def without(cls, saved: Saved, original: str) -> PhoneHours:
        """Answer the line's hours when a coming version is taken away."""
        coming = coming_version(saved, original)
        kept = (week for week in saved.hours.weeks if week != coming)
        return replace(saved.hours, weeks=tuple(kept))


def coming_version(saved: Saved, first_day: str) -> Week | None:
    """Answer the version that begins on the day, if it has not begun yet."""
    coming = (week for week in saved.hours.weeks if week.valid_from > saved.today)
    return next((week for week in coming if str(week.valid_from) == first_day), None)
