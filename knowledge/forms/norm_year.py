"""Proposing a table for a year: every amount, where it was read, and why."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.forms.child_rows import ChildRowsForm
from knowledge.models import NormYear
from knowledge.norm import pasted, tables
from knowledge.norm.calculator import Formula
from knowledge.norm.tables import ADULT_ITEMS, COMMON_ITEMS, ITEMS, NormTable

FIRST_YEAR, LAST_YEAR = 1985, 2099
MOST_KRONOR = 99_999
TEXT_FIELDS = ("status", "formula", "legal_basis", "sources", "notes")


class NormYearForm(ChildRowsForm):
    """A whole version of a year. Only what is counted for lunch at preschool may be left out."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    status = forms.ChoiceField(label=_("How sure it is"), choices=NormYear.Status.choices)
    formula = forms.ChoiceField(
        label=_("How it is counted"),
        choices=Formula.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "New rules are planned from 1 January 2027. If a year is counted in another way, do not propose it: "
            "the calculator has to learn the new way first."
        ),
    )
    legal_basis = forms.CharField(
        label=_("Law"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One reference a line. If the law changes during the year, write the day and a colon on a line of its own, "
            "such as 2025-07-01: and what holds from then below it."
        ),
    )
    sources = forms.CharField(
        label=_("Sources"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: its name, then its address. Residents see them."),
    )
    notes = forms.CharField(
        label=_("Notes for staff"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Why do you propose this?"),
        max_length=300,
        help_text=_("The second editor reads it, and it is kept with the version."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item, label in ITEMS.items():
            self.fields[item] = forms.IntegerField(
                label=str(label),
                min_value=0,
                max_value=MOST_KRONOR,
                required=item not in tables.LUNCH_AWAY_ITEMS,
            )
        self.name_by_row_and_column()

    def clean_legal_basis(self) -> str:
        text: str = self.cleaned_data["legal_basis"]
        try:
            tables.legal_basis_on(date.max, text)
        except ValueError:
            raise forms.ValidationError(_("Write days as 2025-07-01.")) from None
        return text

    @property
    def table(self) -> NormTable:
        return NormTable({item: self.cleaned_data[item] for item in ITEMS})

    @property
    def about(self) -> dict[str, Any]:
        """Answer what the version says beside its table."""
        return {name: self.cleaned_data[name] for name in (*TEXT_FIELDS, "reason")}

    @property
    def other_amounts(self) -> list[forms.BoundField]:
        return [self[item] for item in (*ADULT_ITEMS, *COMMON_ITEMS)]

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*TEXT_FIELDS, "reason")]


class PastedTableForm(forms.Form):
    """A whole table as text, to fill the form with."""

    mark_optional = False

    text = forms.CharField(
        label=_("The table as text"),
        max_length=pasted.MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Copied from the ordinance or from a spreadsheet: one row a line, a tab or two spaces between."
        ),
    )

    def amounts(self) -> dict[str, int]:
        """Answer what was understood, and note every line that was not."""
        understood = pasted.read(self.cleaned_data["text"])
        for problem in understood.problems:
            self.add_error("text", problem)
        if not understood.amounts and not understood.problems:
            self.add_error("text", _("There is no row of the table in this text."))
        return understood.amounts


class DeclineForm(forms.Form):
    note = forms.CharField(label=_("Why is it not published?"), max_length=300)


def initial_from(version: NormYear) -> dict[str, Any]:
    """Answer what a new version of the same year begins with: everything but the reason."""
    texts = {name: getattr(version, name) for name in TEXT_FIELDS}
    return {**texts, **version.amounts, "year": version.year}
