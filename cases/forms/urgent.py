"""Where somebody is on the urgent page, read from its address, and the district that they look for."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases import urgent

NOT_KNOWN = "not-known"  # instead of a district


class PlaceForm(forms.Form):
    """What the address says. Whatever is wrong in it is left out: nothing keeps the page from opening."""

    contact = forms.IntegerField(required=False, min_value=1)
    matter = forms.ChoiceField(required=False, choices=[(m.code, m.code) for m in urgent.MATTERS])
    district = forms.SlugField(required=False)
    language = forms.ChoiceField(
        required=False, choices=[(code, code) for code in settings.COMPLETE_LANGUAGES]
    )


class FindDistrictForm(forms.Form):
    """Posted, and kept nowhere: an address may be that of somebody who is in danger."""

    q = forms.CharField(label=_("Area, old district name or street"), max_length=100)
