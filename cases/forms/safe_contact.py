"""How somebody may be reached without danger."""

from copy import copy
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from cases.models import SafeContact
from cases.safe_contact import Readable
from contactcenter.forms import without_personal_number


class PassPhraseField(forms.CharField):
    """A word that both say, so that neither tells anything to a stranger."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Pass phrase"),
            max_length=100,
            required=False,
            validators=[without_personal_number],
            help_text=_("What both say, so that they know that it is the right person."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )


class SafeContactForm(forms.ModelForm):
    """`revision`: of what was kept when the page was shown; 0 when nothing was."""

    number = PhoneNumberField(
        label=_("Phone number"),
        region="SE",
        required=False,
        help_text=_("A foreign number begins with + and the country’s code."),
        error_messages={"invalid": _("This is no phone number. Check the digits.")},
    )
    pass_phrase = PassPhraseField()
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = SafeContact
        fields = [
            "purpose",
            "number",
            "do_not_ring",
            "do_not_say_who",
            "no_message",
            "pass_phrase",
            "caller",
            "relation",
            "consent",
            "revision",
        ]
        widgets = {"purpose": forms.RadioSelect}
        error_messages = {
            "purpose": {"required": _("Choose what it is for. Nothing is kept without a purpose.")}
        }

    def __init__(self, data: Any = None, *, kept: Readable | None) -> None:
        secrets = {"number": kept.number, "pass_phrase": kept.pass_phrase} if kept else {}
        revision = {"revision": kept.stored.revision if kept else 0}
        instance = copy(kept.stored) if kept else None  # a form writes what was typed into it
        super().__init__(data, instance=instance, initial=secrets | revision)
        purpose = cast(forms.ChoiceField, self.fields["purpose"])
        purpose.choices = SafeContact.Purpose.choices  # without an empty one
        self.fields["number"].widget.attrs |= {"autocomplete": "off", "dir": "ltr"}
        self.fields["relation"].validators.append(without_personal_number)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        asked = ["number", "do_not_ring", "do_not_say_who", "no_message", "pass_phrase", "relation"]
        if not self.errors and not any(cleaned.get(name) for name in asked):
            raise forms.ValidationError(_("Write a number, or choose what we must not do."))
        return cleaned
