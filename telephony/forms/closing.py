"""When an office closes: what becomes of those who were promised a call."""

from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import DateInput, within_this_century, without_personal_number
from telephony.models import Queue


class Whom(TextChoices):
    STRANDED = "stranded", _("Those whose time is outside the hours of the line")
    ALL = "all", _("Everybody who waits in the queue")


class Act(TextChoices):
    OTHER_QUEUE = "queue", _("Move them to another queue")
    OTHER_DAY = "day", _("Move them to another day")
    ANSWER = "answer", _("Do not ring: write to them that we cannot")


class CloseForm(forms.Form):
    mark_optional = False
    whom = forms.ChoiceField(label=_("Whom"), choices=Whom, widget=forms.RadioSelect)
    act = forms.ChoiceField(label=_("What"), choices=Act, widget=forms.RadioSelect)
    to = forms.ModelChoiceField(
        queryset=Queue.objects.none(),
        label=_("Another queue"),
        empty_label=_("Choose"),
        help_text=_("One that answers the same questions."),
        required=False,
    )
    first = forms.DateField(
        label=_("From this day on"),
        help_text=_("The first free half hour from then on."),
        widget=DateInput(),
        validators=[within_this_century],
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For us only, when nobody is rung. Write nothing about residents."),
        max_length=200,
        validators=[without_personal_number],
        required=False,
    )
    NEEDED = {
        Act.OTHER_QUEUE.value: ("to", _("Choose a queue.")),
        Act.OTHER_DAY.value: ("first", _("Choose a day.")),
        Act.ANSWER.value: ("reason", _("Write why.")),
    }

    def __init__(self, *args: Any, queue: Queue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Queue.objects.active().filter(service=queue.service_id, takes_callbacks=True)
        field = cast(forms.ModelChoiceField, self.fields["to"])
        field.queryset = others.exclude(pk=queue.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, words = self.NEEDED.get(cleaned.get("act", ""), ("", ""))
        if name and name not in self.errors and not cleaned.get(name):
            self.add_error(name, words)
        first = cleaned.get("first")
        if name == "first" and first and first < timezone.localdate():
            self.add_error("first", _("Choose a day from today on."))
        return cleaned
