"""Setting up a queue: every setting in plain words, with what is usual filled in."""

from typing import Any, cast

from django import forms
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from contactcenter.accounts.roles import roles_granting
from districts.models import PhoneLine, Service
from telephony.models import Queue

ANSWER = "telephony.answer"
LONGEST_NUMBER = 1440  # minutes of a day, and more seconds than anybody waits
GROUPS: dict[str | Promise, list[str]] = {
    _("The queue"): ["name", "line", "service", "takes_callbacks"],
    _("What we promise"): ["promise_minutes", "near_promise_minutes", "offer_wait_seconds"],
    _("Who rings"): [
        "planned_agents",
        "callback_percent",
        "most_dialling_percent",
        "kept_free",
        "owned_minutes",
        "relax_minutes",
    ],
    _("A call"): ["talk_minutes", "ring_seconds", "lease_seconds"],
}


class QueueForm(forms.ModelForm):
    """`revision`: which one was on the page, of a queue that exists."""

    mark_optional = False
    revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1
    )

    class Meta:
        model = Queue
        fields = [name for names in GROUPS.values() for name in names]
        labels = {
            "takes_callbacks": _("We ring back from this queue"),
            "promise_minutes": _("We ring back within (minutes)"),
            "near_promise_minutes": _("A promise is near when it has so long to go (minutes)"),
            "offer_wait_seconds": _("Offer a callback when the wait is longer than (seconds)"),
            "planned_agents": _("How many people answer at a time"),
            "callback_percent": _("Part of their time for booked half hours (per cent)"),
            "most_dialling_percent": _("While callers wait, so many may ring back (per cent)"),
            "kept_free": _("People always left for callers"),
            "owned_minutes": _("A callback that was given to somebody is theirs for (minutes)"),
            "relax_minutes": _("Wait for somebody with the right language for (minutes)"),
            "talk_minutes": _("A talk takes about (minutes)"),
            "ring_seconds": _("Let it ring for (seconds)"),
            "lease_seconds": _("Time to accept an offered callback (seconds)"),
        }
        help_texts = {
            "name": _("What colleagues call it. Residents never see it."),
            "line": _("The queue is open when this line is."),
            "service": _("What people ask about. A line has one queue for each."),
            "promise_minutes": _(
                "Only minutes while the line is open count. An agreement with a district may ask for less."
            ),
            "near_promise_minutes": _(
                "Then a callback goes before those who hold the line, so that the promise is kept."
            ),
            "offer_wait_seconds": _("Nobody empties a phone card who is rung back instead."),
            "planned_agents": _(
                "Half hours are filled from this. With 0, no half hour can be booked."
            ),
            "callback_percent": _(
                "The rest is for callers and for those who want to be rung soon."
            ),
            "most_dialling_percent": _("Of those who are free. The others answer who rings."),
            "kept_free": _("Until a promise is near. 0 is usual."),
            "owned_minutes": _(
                "After that anybody rings, so that nobody waits for a colleague who is ill."
            ),
            "relax_minutes": _("After that anybody rings, with an interpreter."),
            "talk_minutes": _("The mean, from answer to goodbye."),
            "ring_seconds": _("Between 10 and 120. Some need time to find their phone."),
            "lease_seconds": _(
                "Between 10 and 300. Then the callback goes back to its place, and the agent is set away."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = PhoneLine.objects.of_open_units().filter(channel=PhoneLine.Channel.PHONE)
        line = cast(forms.ModelChoiceField, self.fields["line"])
        service = cast(forms.ModelChoiceField, self.fields["service"])
        line.queryset = lines.select_related("unit")
        service.queryset = Service.objects.order_by("name")
        line.empty_label = service.empty_label = _("Choose")
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.widget.attrs["max"] = LONGEST_NUMBER

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS.items()]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class MemberForm(forms.Form):
    """Choose among those who may answer and do not answer this queue yet."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Person"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, queue: Queue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, roles__overlap=roles_granting(ANSWER))
        people = people.exclude(queue_memberships__queue=queue).with_name_key()
        field = cast(forms.ModelChoiceField, self.fields["user"])
        field.queryset = people.order_by(F("name_key").asc(), "pk")
