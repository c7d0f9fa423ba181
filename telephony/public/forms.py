"""What a resident fills in to be rung back: a number, and a code that shows whose it is. At most five visible fields in all."""

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import phone_numbers
from contactcenter.forms import without_personal_number
from contactcenter.public_forms import FAULTS, PublicForm
from districts.models import District
from telephony.bookings import Booking
from telephony.models import Callback, Queue, Slot
from telephony.models.callbacks import LANGUAGES
from telephony.numbers import CODE_DIGITS
from telephony.public import times

TAKEN = _("That time has just been taken. What you wrote is still here.")
YES, NO = "yes", "no"
LATEST = timedelta(days=14)  # that somebody may ask us to wait
PHRASE_LENGTH = 60


class OwnNumberField(PhoneNumberField):  # type: ignore[misc]
    """The number to ring: one that we do ring, however it is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Your phone number"),
            region="SE",
            max_length=30,
            error_messages={
                "required": _("Write the number that we should ring."),
                "invalid": _("This is no phone number. Check the digits."),
            },
            **kwargs,
        )
        self.widget.attrs |= {"autocomplete": "tel", "dir": "ltr", "class": "short"}

    def clean(self, value: Any) -> PhoneNumber:
        number: PhoneNumber = super().clean(value)
        if sentence := phone_numbers.refusal(number):
            raise forms.ValidationError(sentence, code="refused")
        return number


class TimeField(forms.CharField):
    """The time that was chosen in the step before; where it is no longer to be had, a choice of others in its place."""

    def __init__(self) -> None:
        super().__init__(label=_("Choose another time"), required=False, widget=forms.HiddenInput)

    def offer(self, choices: list[tuple[str, str]]) -> None:
        self.widget = forms.RadioSelect(choices=choices)


class AskForm(PublicForm):
    """The third step. The number is the only field that must be filled in; what else there is begins with what is usual."""

    name = "callback"

    when = TimeField()
    number = OwnNumberField(help_text=_("For example 070-174 06 05. We ring Swedish numbers."))
    say_who = forms.ChoiceField(
        label=_("May we say who is calling, if somebody else answers?"),
        choices=[(YES, _("Yes")), (NO, _("No, say nothing about the social services"))],
        initial=YES,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Which language do you want to speak?"), choices=LANGUAGES)
    not_before = forms.DateTimeField(
        label=_("Do not ring before"), required=False, widget=forms.Select
    )
    no_message = forms.BooleanField(
        label=_("Send no SMS and leave no message"),
        help_text=_("Write down the code that you get on the next page."),
        required=False,
    )
    wants_reminder = forms.BooleanField(label=_("Remind me by SMS before you ring"), required=False)
    pass_phrase = forms.CharField(
        label=_("A word that we say first"),
        help_text=_("So that you know that it is us. No names and no personal numbers."),
        max_length=PHRASE_LENGTH,
        required=False,
        validators=[without_personal_number],
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    mark_optional = False

    def __init__(self, request: HttpRequest, *, queue: Queue, at: datetime, **kwargs: Any) -> None:
        initial = {"language": get_language()} | kwargs.pop("initial", {})
        super().__init__(request, at=at, initial=initial, **kwargs)
        self.queue = queue
        hours = [("", _("Ring as soon as you can")), *times.whole_hours(queue, at=at)]
        self.fields["not_before"].widget.choices = hours

    @property
    def status(self) -> int:
        return 409 if self.has_error("when", "taken") else super().status

    def clean_when(self) -> Slot | None:
        """Answer the half hour; none: as soon as possible."""
        when: str = self.cleaned_data["when"]
        if when == times.SOON:
            return None
        slot = times.slot_of(self.queue, when, at=self.at)
        if slot is None:
            raise forms.ValidationError(_("Choose a time."), code="taken")
        return slot

    def clean_not_before(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["not_before"]
        if moment and moment > self.at + LATEST:
            raise forms.ValidationError(_("Choose a time."))
        return moment if moment and moment > self.at else None

    def refuse(self, field: str | None, sentence: str, code: str) -> None:
        """Give the form back with what was typed, and a token that holds."""
        self.add_error(field, forms.ValidationError(sentence, code=code))
        self.renew_token()

    def refuse_for_number_of_requests(self) -> None:
        self.refuse(None, str(FAULTS["too_many"]), "too_many")

    def refuse_time(self) -> None:
        self.refuse("when", str(TAKEN), "taken")

    def offer(self, choices: list[tuple[str, str]]) -> None:
        self.fields["when"].offer(choices)  # type: ignore[attr-defined]

    def booking(self, district: District | None, source: Callback.Source) -> Booking:
        answered = self.cleaned_data
        slot = answered["when"]
        return Booking(
            queue=self.queue,
            number=answered["number"],
            source=source,
            language=answered["language"],
            district=district,
            slot=slot,
            not_before=None if slot else answered["not_before"],
            do_not_say_who=answered["say_who"] == NO,
            no_message=answered["no_message"],
            wants_reminder=answered["wants_reminder"] and slot is not None,
            pass_phrase=answered["pass_phrase"],
        )


class ProofForm(forms.Form):
    """The six digits that an SMS brought, however they are written, and another time where the chosen one was taken."""

    mark_optional = False

    digits = forms.CharField(
        label=_("The six digits"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "dir": "ltr",
                "class": "short",
            }
        ),
        error_messages={"required": _("Write the six digits from the SMS.")},
    )
    when = TimeField()

    def clean_digits(self) -> str:
        typed: str = self.cleaned_data["digits"]
        digits = "".join(str(unicodedata.decimal(sign)) for sign in typed if sign.isdecimal())
        if len(digits) != CODE_DIGITS:
            raise forms.ValidationError(_("Write the six digits from the SMS."))
        return digits

    def refuse_time(self, choices: list[tuple[str, str]]) -> None:
        self.fields["when"].offer(choices)  # type: ignore[attr-defined]
        self.add_error("when", str(TAKEN))


class FindForm(PublicForm):
    """The code of a callback, as somebody read it from a note."""

    name = "callback-find"

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Ten letters and digits, for example 4KX 9M2 7QPA."),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false", "class": "short"}
        ),
        error_messages={"required": _("Write your code.")},
    )

    def refuse(self, sentence: str, code: str) -> None:
        self.add_error("code", forms.ValidationError(sentence, code=code))
        self.renew_token()


class NewNumberForm(PublicForm):
    """Another number for a callback; it has to answer to a code before it counts."""

    name = "callback-number"

    number = OwnNumberField()

    def refuse(self, sentence: str, code: str) -> None:
        self.add_error(None, forms.ValidationError(sentence, code=code))
        self.renew_token()
