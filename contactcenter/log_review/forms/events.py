"""Which events a reader of the log wants to see, and why somebody takes a copy of them."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contactcenter.audit.models import AuditEvent, AuditEventQuerySet
from contactcenter.audit.pseudonyms import looks_like_a_number
from contactcenter.forms import DateInput, within_this_century
from contactcenter.log_review import actions, days

DAYS_AT_FIRST = 30
DAYS_AT_MOST = 366  # so that no question goes through years of events


def first_question(today: date) -> dict[str, str]:
    """Answer with what is shown before anybody has asked for anything else."""
    since = today - timedelta(days=DAYS_AT_FIRST)
    return {"since": since.isoformat(), "until": today.isoformat()}


class QuestionForm(forms.Form):
    """A question to the log. Days are the city's, and both count."""

    mark_optional = False

    since = forms.DateField(label=_("From"), widget=DateInput, validators=[within_this_century])
    until = forms.DateField(label=_("To"), widget=DateInput, validators=[within_this_century])
    action = forms.ChoiceField(label=_("What"), choices=actions.choices, required=False)
    person = forms.CharField(
        label=_("Who"),
        help_text=_("A name, or a part of one."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    subject = forms.CharField(
        label=_("On whom or what"),
        help_text=_("As it stands in the list, like “districts.unit 12”."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_person(self) -> str:
        return self._without_number("person")

    def clean_subject(self) -> str:
        return self._without_number("subject")

    def _without_number(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if looks_like_a_number(text):
            raise forms.ValidationError(
                _("The log holds no personal numbers. Do not write one here.")
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("Choose a day on or after the first one."))
        elif since and until and until - since >= timedelta(days=DAYS_AT_MOST):
            self.add_error("since", _("Choose a year at most."))
        return cleaned

    def asked(self) -> dict[str, str]:
        """Answer with the question in plain words for the trail: looking at the log is an act, too."""
        names = QuestionForm.base_fields
        return {name: str(self.cleaned_data[name]) for name in names if self.cleaned_data[name]}

    def events(self) -> AuditEventQuerySet:
        asked = self.cleaned_data
        found = AuditEvent.objects.recorded_between(*days.span(asked["since"], asked["until"]))
        found = found.of_kind(asked["action"])
        return found.done_by(asked["person"]).about(asked["subject"]).newest_first()


class ExportForm(QuestionForm):
    """The same question, and the purpose without which nobody takes a copy."""

    purpose = forms.CharField(
        label=_("What is the copy for?"),
        help_text=_("This is written in the log, with your name."),
        max_length=200,
    )
