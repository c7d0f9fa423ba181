"""Setting up, changing and closing units."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.areas import Area
from districts.models import Unit


class UnitForm(forms.ModelForm):
    class Meta:
        model = Unit
        fields = [
            "name_sv",
            "name_en",
            "kind",
            "what_for_sv",
            "what_for_en",
            "visiting_address",
            "directions_sv",
            "directions_en",
        ]
        labels = {
            "name_sv": _("Name in Swedish"),
            "name_en": _("Name in English"),
            "what_for_sv": _("What one can ask, in Swedish"),
            "what_for_en": _("What one can ask, in English"),
            "directions_sv": _("How to get there, in Swedish"),
            "directions_en": _("How to get there, in English"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_sv"].required = True


class CloseUnitForm(forms.Form):
    """`successor`: who takes over the lines and the people."""

    successor: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("Who takes over?"), queryset=Unit.objects.none(), empty_label=_("Choose a unit")
    )

    def __init__(self, data: Any = None, *, unit: Unit, area: Area, is_empty: bool) -> None:
        super().__init__(data)
        field = cast(forms.ModelChoiceField, self.fields["successor"])
        field.queryset = area.units().still_open().exclude(pk=unit.pk)
        field.required = not is_empty
        if is_empty:
            field.empty_label = _("Nobody")
