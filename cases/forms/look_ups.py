"""What the steps of a look-up ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import IdentityCheck, LookUp, LookUpRelease
from contactcenter.forms import PersonalNumberField


class IdentityForm(forms.Form):
    """Who it is about, and how it is made sure."""

    number = PersonalNumberField(
        label=_("Personal number or coordination number"),
        help_text=_("Ten or twelve digits. It is not kept."),
    )
    method = forms.ChoiceField(label=_("How you make sure who it is"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        ways: list[IdentityCheck.Method],
        takes_focus: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs["autofocus"] = takes_focus
        method = self.fields["method"]
        assert isinstance(method, forms.ChoiceField)  # noqa: S101  (for the type checker)
        method.choices = [(way.value, way.label) for way in ways]
        method.initial = ways[0]


class FocusedRadioSelect(forms.RadioSelect):
    """Takes the focus: an arrow chooses another, Enter goes on."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["autofocus"] = option["index"] == "0"
        return option


class PurposeForm(forms.Form):
    """What somebody is looked up for."""

    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=LookUp.Purpose.choices,
        initial=LookUp.Purpose.HANDLER,
        widget=FocusedRadioSelect,
    )


class RefusalForm(forms.ModelForm):
    """Why a limit stands. The agent reads it."""

    class Meta:
        model = LookUpRelease
        fields = ("reason",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
