"""Closing a line at once."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateTimeInput

LONGEST = timedelta(days=366)


class ClosureForm(forms.Form):
    until = forms.DateTimeField(
        label=_("Closed until"),
        help_text=_("The line opens again by itself, if it is answered then."),
        widget=DateTimeInput(),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=120, help_text=_("Residents read this. Keep it short.")
    )

    def __init__(self, data: Any = None, *, now: datetime) -> None:
        super().__init__(data)
        self.now = now

    def clean_until(self) -> datetime:
        until: datetime = self.cleaned_data["until"]
        if until <= self.now:
            raise forms.ValidationError(_("Choose a time that is still to come."))
        if until > self.now + LONGEST:
            raise forms.ValidationError(_("Choose a time within a year, or use an exception."))
        return until
