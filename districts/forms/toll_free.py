"""What a free number costs, between two dates."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateInput
from districts import lines
from districts.areas import Area
from districts.models import PhoneLine, TollFreeNumber

MOST_MINUTES = 1_000_000_000  # two thousand callers, day and night


class TollFreeForm(forms.ModelForm):
    class Meta:
        model = TollFreeNumber
        fields = [
            "line",
            "number",
            "connection_fee",
            "monthly_fee",
            "cost_per_minute",
            "starts_on",
            "ends_on",
        ]
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}
        help_texts = {
            "connection_fee": _("In kronor, paid once. Write 0 when only a price has changed."),
            "monthly_fee": _("In kronor, for each month that has begun."),
            "cost_per_minute": _("In kronor, for each minute somebody calls."),
            "ends_on": _(
                "Leave empty while it holds. When a price changes, end this and add another."
            ),
        }

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = cast(forms.ModelChoiceField, self.fields["line"])
        line.queryset = area.lines().select_related("unit")

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if lines.tariff_of(lines.dialled(number) or "") != PhoneLine.Tariff.FREE:
            raise forms.ValidationError(_("Only 020 and 0200 numbers are free for the caller."))
        return number


class CostForm(forms.Form):
    """For which year, and with how much traffic, the costs are worked out."""

    mark_optional = False

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    minutes = forms.IntegerField(
        label=_("Minutes called in the year, each line"),
        min_value=0,
        max_value=MOST_MINUTES,
        required=False,
    )
