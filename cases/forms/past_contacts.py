"""Searching past contacts. There is no field that could hold a person: lists to choose from, two days, and a code."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import past_contacts, reading, reopening
from cases.forms.contacts import grouped
from cases.models import Contact, Outcome
from cases.models.contacts import ContactQuerySet
from contactcenter.accounts.models import User, UserQuerySet
from contactcenter.forms import DateInput, within_this_century
from districts.models import District
from knowledge.models import Topic

ALL = _("All")


def first_search(person: User, today: date) -> dict[str, str]:
    """Answer with what is shown before anybody has asked for anything else: the person's own contacts of today."""
    return {"since": today.isoformat(), "until": today.isoformat(), "agent": str(person.pk)}


def agents() -> UserQuerySet:
    """Answer everybody who ever took a contact, in Swedish order of their names."""
    taken = Exists(Contact.objects.filter(agent=OuterRef("pk")))
    return User.objects.with_name_key().filter(taken).order_by(F("name_key").asc(), "pk")


class SearchForm(forms.Form):
    """Which past contacts to show. Days are the city's, and both count."""

    mark_optional = False

    since = forms.DateField(label=_("From"), widget=DateInput, validators=[within_this_century])
    until = forms.DateField(label=_("To"), widget=DateInput, validators=[within_this_century])
    agent = forms.ModelChoiceField(User.objects, label=_("Agent"), required=False, empty_label=ALL)
    topic: "forms.ModelChoiceField[Topic]" = forms.ModelChoiceField(
        Topic.objects, label=_("Topic"), required=False
    )
    district: "forms.ModelChoiceField[District]" = forms.ModelChoiceField(
        District.objects, label=_("District"), required=False, empty_label=ALL
    )
    outcome: "forms.ModelChoiceField[Outcome]" = forms.ModelChoiceField(
        Outcome.objects, label=_("Outcome"), required=False, empty_label=ALL
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", ALL), *Contact.Channel.choices], required=False
    )

    def __init__(self, data: Any, *, person: User) -> None:
        super().__init__(data)
        people = {person.pk: str(person)} | dict(agents().values_list("pk", "display_name"))
        self._offer("agent", list(people.items()))
        self._offer("topic", grouped(Topic.objects.all()))

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].widget.choices = [("", ALL), *choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("Choose a day on or after the first one."))
        elif since and until and until - since >= past_contacts.LONGEST_SPAN:
            self.add_error("since", _("Choose three months at most."))
        return cleaned

    def contacts(self) -> ContactQuerySet:
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        start, end = (
            _midnight(asked.pop("since")),
            _midnight(asked.pop("until") + timedelta(days=1)),
        )
        return past_contacts.find(past_contacts.Sought(start=start, end=end, **asked))


class CodeForm(forms.Form):
    """A contact by its code. It is posted, so that whatever is written here stands in no address and in no log."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The ten letters and figures that the resident was given."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ReadForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What do you read it for?"),
        help_text=_("This is written in the log, with your name."),
        choices=reading.Purpose,
        widget=forms.RadioSelect,
    )
    on_paper = forms.BooleanField(label=_("I am going to print it"), required=False)


class ReopenForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you open it again?"),
        help_text=_("This is written in the log, with your name."),
        choices=reopening.Reason,
        widget=forms.RadioSelect,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
