"""The moment at which somebody wants to see how hours are told."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateTimeInput


def within_this_century(moment: datetime) -> None:
    if not 2000 <= moment.year < 2100:
        raise forms.ValidationError(_("Choose a moment in this century."))


class MomentForm(forms.Form):
    moment = forms.DateTimeField(
        label=_("Show how it looks at"), widget=DateTimeInput(), validators=[within_this_century]
    )
