"""Who lives together, in which month, and what else there is: the calculator's questions. Nothing says who somebody is.

Asked by GET, so that the address keeps what was typed and works without script and cookie.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from knowledge.forms.child_rows import ChildRowsForm
from knowledge.norm.budget import COSTS
from knowledge.norm.calculator import MOST_PEOPLE, Adults, Children
from knowledge.norm.households import household_of
from knowledge.norm.tables import BANDS, CHILD_ITEMS, LUNCH_AWAY_ITEMS

MOST_KRONOR = 999_999
SELECTS = ("month", "year")


def number_field(label: Any, *, least: int = 0, most: int, help_text: Any = "") -> forms.Field:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, help_text=help_text
    )


class HouseholdForm(ChildRowsForm):
    """`years`: for which there is a table. `month`: what is meant when no month is chosen."""

    mark_optional = False

    adults = forms.ChoiceField(
        label=_("Who are the adults?"), choices=Adults.choices, widget=forms.RadioSelect
    )
    sharing = number_field(
        _("How many people share the home?"),
        least=2,
        most=MOST_PEOPLE,
        help_text=_("Only for a shared home. Count everybody who lives there."),
    )
    month = forms.TypedChoiceField(label=_("Month"), choices=list(dates.MONTHS.items()), coerce=int)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(
        self, asked: Mapping[str, Any], *, years: list[int], month: date, **kwargs: Any
    ) -> None:
        begun = {"year": str(month.year), "month": str(month.month), "adults": Adults.SINGLE}
        super().__init__(initial=begun, **kwargs)
        self.offer_years(sorted(years, reverse=True))
        self.ask_about_children()
        self.ask_about_money()
        typed = {name: value for name, value in asked.items() if name in self.fields and value}
        self.is_bound = not self.fields.keys().isdisjoint(asked)
        self.data = {name: begun[name] for name in SELECTS} | typed

    def ask_about_children(self) -> None:
        for band in BANDS:
            self.fields[band.item] = number_field(band.label, most=MOST_PEOPLE)
            if band.may_eat_at_preschool:
                self.fields[band.lunch_away_item] = number_field(band.label, most=MOST_PEOPLE)
        self.name_by_row_and_column()

    def ask_about_money(self) -> None:
        for name, label in COSTS.items():
            self.fields[name] = number_field(label, most=MOST_KRONOR)
        self.fields["income"] = number_field(
            _("Income of the household, after tax"), most=MOST_KRONOR
        )

    def offer_years(self, years: list[int]) -> None:
        field = cast(forms.TypedChoiceField, self.fields["year"])
        field.choices = [(year, year) for year in years]
        field.error_messages["invalid_choice"] = _(
            "We do not have the amounts of %(value)s. Choose another year."
        )

    def clean(self) -> dict[str, Any]:
        about_people = {"adults", "sharing", *CHILD_ITEMS, *LUNCH_AWAY_ITEMS}
        if about_people.isdisjoint(self.errors):
            self.cleaned_data["household"] = household_of(
                Adults(self.cleaned_data["adults"]), self.children(), self.cleaned_data["sharing"]
            )
        return self.cleaned_data

    def children(self) -> Iterator[Children]:
        for band in BANDS:
            if number := self.cleaned_data[band.item]:
                yield Children(band, number)
            if number := self.cleaned_data.get(band.lunch_away_item):
                yield Children(band, number, lunch_away=True)

    @property
    def first_of_month(self) -> date:
        return date(self.cleaned_data["year"], self.cleaned_data["month"], 1)

    @property
    def costs(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in COSTS if self.cleaned_data[name]}

    @property
    def query(self) -> str:
        """Answer an address with what was chosen and nothing empty, for whoever wants to keep or send it."""
        typed = {name: self.cleaned_data[name] for name in self.fields}
        return urlencode({name: value for name, value in typed.items() if value not in (None, "")})

    @property
    def budget_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*COSTS, "income")]

    @property
    def month_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in SELECTS]

    @property
    def shows_budget(self) -> bool:
        return any(field.errors or field.data for field in self.budget_fields)

    @property
    def shows_month(self) -> bool:
        return any(
            field.errors or field.value() != self.initial[field.name] for field in self.month_fields
        )
