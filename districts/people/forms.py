"""What the pages about people ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.forms import PAGE_LANGUAGES
from contactcenter.accounts.models import User
from contactcenter.accounts.roles import DistrictRole, Role
from districts import memberships
from districts.models import Unit


class PersonForm(forms.ModelForm):
    """Name, language of the pages and city-wide roles."""

    language = forms.ChoiceField(label=_("Language of the pages"), choices=PAGE_LANGUAGES)
    roles = forms.MultipleChoiceField(
        label=_("Roles in the whole city"),
        choices=Role,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Roles in a district are given through its units."),
    )

    class Meta:
        model = User
        fields = ["display_name", "language", "roles"]


class InvitationForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = ["email", *PersonForm.Meta.fields]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It is kept in the log.")
    )


class MembershipForm(forms.Form):
    """Somebody who signs in already, a unit, and the role there."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "off"}))
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit")
    )
    role = forms.ChoiceField(label=_("Role"), choices=DistrictRole, widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(
            memberships.units_managed_by(by), label=_("Unit")
        )

    def clean_email(self) -> User:
        """Answer the person themselves. Only administrators invite; they know the address then."""
        person = User.objects.filter(email=self.cleaned_data["email"].lower()).first()
        if person is None:
            raise forms.ValidationError(
                _("Nobody with this e-mail has been invited. An administrator can do that.")
            )
        return person
