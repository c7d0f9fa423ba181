"""Choosing which callbacks to see, and booking one for somebody."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber

from cases.forms.safe_contact import PassPhraseField
from contactcenter import phone_numbers
from districts.models import District, Service
from telephony.models import Queue, Slot
from telephony.models.callbacks import LANGUAGES

MINE, ALL = "", "all"


class FilterForm(forms.Form):
    """Which callbacks to show. What nobody could have chosen counts as not chosen: an old address still shows the list."""

    mark_optional = False

    queue = forms.ChoiceField(label=_("Queue"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("All")), *LANGUAGES], required=False
    )

    def __init__(self, data: Any, *, queues: Sequence[Queue]) -> None:
        super().__init__(data)
        self.queues = queues
        self.mine = [queue for queue in queues if queue.is_mine]  # type: ignore[attr-defined]
        choices = [(ALL, _("All queues")), *((queue.slug, queue.name) for queue in queues)]
        if self.mine:
            choices.insert(0, (MINE, _("The queues that you answer")))
        field = self.fields["queue"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices

    def chosen_queues(self) -> list[Queue]:
        """Answer one queue, all, or those that the person answers; all for somebody who answers none."""
        chosen = self._chosen("queue")
        if chosen == MINE and self.mine:
            return self.mine
        if chosen in (MINE, ALL):
            return list(self.queues)
        return [queue for queue in self.queues if queue.slug == chosen]

    def chosen_language(self) -> str:
        return self._chosen("language")

    def _chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class PlaceForm(forms.Form):
    """What decides who rings, and so when: the assignment and the district."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        Service.objects.filter(queues__is_active=True, queues__takes_callbacks=True).distinct(),
        label=_("What it is about"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose what it is about.")},
    )
    district = forms.ModelChoiceField(
        District.objects.today(), label=_("District"), required=False, empty_label=_("Not known")
    )


class NumberForm(forms.Form):
    """A number that we ring, however it is written."""

    number = PhoneNumberField(
        label=_("Phone number"),
        region="SE",
        error_messages={
            "required": _("Write the number that we ring."),
            "invalid": _("This is no phone number. Check the digits."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs |= {"autocomplete": "off", "dir": "ltr"}

    def clean_number(self) -> PhoneNumber:
        number: PhoneNumber = self.cleaned_data["number"]
        if sentence := phone_numbers.refusal(number):
            raise forms.ValidationError(sentence)
        return number


class WhenForm(forms.Form):
    """When to ring: in a half hour, or, without one, as soon as possible."""

    slot = forms.ModelChoiceField(
        Slot.objects.select_related("queue"),
        required=False,
        error_messages={"invalid_choice": _("That half hour is gone. Choose another one.")},
    )


class MoveForm(WhenForm):
    """Another time, in the half hours of the callback's own queue."""

    def __init__(self, *args: Any, queue: Queue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Slot]", self.fields["slot"])
        field.queryset = queue.slots.all()


class BookForm(NumberForm, WhenForm, PlaceForm):
    """Booking a callback for somebody, in half a minute."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="sv")
    do_not_say_who = forms.BooleanField(label=_("Do not say who is calling"), required=False)
    no_message = forms.BooleanField(label=_("Leave no message"), required=False)
    wants_reminder = forms.BooleanField(label=_("SMS before a booked time"), required=False)
    pass_phrase = PassPhraseField()
    is_connected = forms.BooleanField(
        label=_(
            "Somebody answers the urgent matter already; this callback is about something else."
        ),
        error_messages={"required": _("Urgent matters are connected, not rung back.")},
    )

    field_order = ["is_connected", "number", "service", "district", "language"]

    def __init__(self, *args: Any, is_urgent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_urgent:
            del self.fields["is_connected"]
        self.fields["number"].widget.attrs |= {"autofocus": True}
