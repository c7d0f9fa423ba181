"""The moment at which somebody wants to see how hours are told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateTimeInput, within_this_century


class MomentForm(forms.Form):
    moment = forms.DateTimeField(
        label=_("Show how it looks at"), widget=DateTimeInput(), validators=[within_this_century]
    )
