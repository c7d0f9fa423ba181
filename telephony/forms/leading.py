"""What a team lead says about somebody who waits. `revision`: which one was on the page."""

from typing import Any, cast

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from contactcenter.forms import without_personal_number
from telephony.models import Callback, Queue


class RevisionForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class GiveForm(RevisionForm):
    mark_optional = False
    agent = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Who rings"),
        help_text=_("Nobody else is offered the callback for a while; after that anybody is."),
        empty_label=_("Anybody who answers the queue"),
        required=False,
    )

    def __init__(self, *args: Any, queue: Queue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, queue_memberships__queue=queue)
        field = cast(forms.ModelChoiceField, self.fields["agent"])
        field.queryset = people.with_name_key().order_by(F("name_key").asc(), "pk")


class PriorityForm(RevisionForm):
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        help_text=_("Who has a higher one is rung before everybody who has a lower one."),
        choices=Callback.Priority,
        coerce=int,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For us only. Write nothing about the resident."),
        max_length=200,
        validators=[without_personal_number],
    )
