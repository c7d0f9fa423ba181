"""Setting up and changing a line."""

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from districts import lines, relief
from districts.areas import Area
from districts.models import PhoneLine

DIALLED = re.compile(r"\+[1-9]\d{6,14}|\d{3,6}")


class LineForm(forms.ModelForm):
    class Meta:
        model = PhoneLine
        fields = [
            "unit",
            "role_sv",
            "role_en",
            "channel",
            "number",
            "dial",
            "tariff",
            "follows_holidays",
            "outside_hours",
            "is_public",
            "sort_order",
            "note_sv",
            "note_en",
        ]
        labels = {
            "unit": _("Unit"),
            "role_sv": _("Who answers, in Swedish"),
            "role_en": _("Who answers, in English"),
            "note_sv": _("Note in Swedish"),
            "note_en": _("Note in English"),
            "sort_order": _("Place in the list"),
        }
        help_texts = {
            "number": _("As residents should see it. Leave it empty if it is not known yet."),
            "dial": _("Leave it empty: we work it out, or ask."),
            "tariff": _("020 and 0200 numbers are always free, and 077 numbers never are."),
            "follows_holidays": _("The district decides day by day under Holidays."),
            "sort_order": _("The lowest number stands first."),
        }

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role_sv"].required = True
        self._choose_from("unit", area.units().still_open())
        self._choose_from("outside_hours", self._possible_relief(area))
        self.fields["tariff"].required = False

    def _choose_from(self, name: str, queryset: Any) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = queryset

    def _possible_relief(self, area: Area) -> Any:
        """The district's own lines and the city's."""
        city = PhoneLine.objects.of_open_units().filter(unit__district=None)
        return (area.lines() | city).exclude(pk=self.instance.pk).select_related("unit")

    def clean_outside_hours(self) -> PhoneLine | None:
        target: PhoneLine | None = self.cleaned_data["outside_hours"]
        if target and self.instance.pk and relief.would_loop(self.instance, target):
            raise forms.ValidationError(_("Callers would come back to this line. Choose another."))
        return target

    def clean(self) -> dict[str, Any]:
        super().clean()
        number, dial = self.cleaned_data.get("number", ""), self.cleaned_data.get("dial", "")
        self.cleaned_data["dial"] = self._dialled(number, dial)
        tariff = lines.tariff_of(self.cleaned_data["dial"])
        chosen = self.cleaned_data.get("tariff") or PhoneLine.Tariff.UNKNOWN
        self.cleaned_data["tariff"] = tariff or chosen
        return self.cleaned_data

    def _dialled(self, number: str, dial: str) -> str:
        """Answer what to dial: as written, or worked out where that is certain."""
        was = self.initial.get("number"), self.initial.get("dial")
        is_old = was[0] != number and was[1] == dial  # the shown number changed, this one was left
        if not number:
            return ""
        dialled = lines.dialled(number)
        if dialled and (not dial or is_old):
            return dialled
        if not dial or is_old:
            self.add_error("dial", _("Write the number as it is dialled, such as +46846500400."))
        elif not DIALLED.fullmatch(dial):
            self.add_error("dial", _("Write only digits, beginning with + and the country."))
        return dial
