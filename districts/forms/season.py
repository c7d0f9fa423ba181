"""A season of a line: a part of every year with a week of its own."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateInput
from districts.forms import rows
from districts.forms.hours import HoursForm, Saved
from districts.phone_hours import PhoneHours, Season
from districts.phone_hours.layers import week_on

LEAP_YEAR = 2000
DAYS = [(day, str(day)) for day in range(1, 32)]


class SeasonForm(HoursForm):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("For example “Summer”."))
    first_day = forms.TypedChoiceField(label=_("First day"), choices=DAYS, coerce=int)
    first_month = forms.TypedChoiceField(label=_("Month"), choices=MONTHS.items(), coerce=int)
    last_day = forms.TypedChoiceField(label=_("Last day"), choices=DAYS, coerce=int)
    last_month = forms.TypedChoiceField(label=_("Month"), choices=MONTHS.items(), coerce=int)
    valid_from = forms.DateField(
        widget=DateInput(),
        label=_("Not before"),
        required=False,
        help_text=_("Empty: every year."),
    )
    valid_until = forms.DateField(widget=DateInput(), label=_("Not after"), required=False)

    @classmethod
    def shown(cls, saved: Saved, original: str) -> dict[str, Any]:
        season = named(saved.hours, original)
        if season is None:  # a new one: most often only some hours differ from the ordinary week
            return {"original": ""} | rows.of_week(week_on(saved.hours, saved.today))
        typed: dict[str, Any] = {
            "original": season.name,
            "name": season.name,
            "first_month": season.first[0],
            "first_day": season.first[1],
            "last_month": season.last[0],
            "last_day": season.last[1],
            "valid_from": season.valid_from,
            "valid_until": season.valid_until,
        }
        return typed | rows.of_week(season)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name != self.data.get("original") and named(self.saved.hours, name):
            raise forms.ValidationError(_("There is already a season with this name."))
        return name

    def clean(self) -> None:
        super().clean()
        for end in ("first", "last"):
            day, month = self.cleaned_data.get(f"{end}_day"), self.cleaned_data.get(f"{end}_month")
            if day and month and not exists(month, day):
                self.add_error(f"{end}_day", _("That day does not exist."))
        begins, ends = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("The last day must not be before the first."))

    def apply(self) -> PhoneHours:
        season = Season(
            name=self.cleaned_data["name"],
            first=(self.cleaned_data["first_month"], self.cleaned_data["first_day"]),
            last=(self.cleaned_data["last_month"], self.cleaned_data["last_day"]),
            days=self.days(),
            valid_from=self.cleaned_data["valid_from"],
            valid_until=self.cleaned_data["valid_until"],
        )
        others = self.without(self.saved, self.cleaned_data["original"]).seasons
        return replace(self.saved.hours, seasons=tuple(sorted((*others, season), key=by_first_day)))

    @classmethod
    def without(cls, saved: Saved, original: str) -> PhoneHours:
        kept = (season for season in saved.hours.seasons if season.name != original)
        return replace(saved.hours, seasons=tuple(kept))


def named(hours: PhoneHours, name: str) -> Season | None:
    return next((season for season in hours.seasons if season.name == name), None)


def exists(month: int, day: int) -> bool:
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def by_first_day(season: Season) -> tuple[int, int]:
    return season.first
