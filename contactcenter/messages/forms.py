"""Finding messages in the list."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from contactcenter.messages import kinds
from contactcenter.messages.models import Message, MessageQuerySet

ALL = ("", _("All"))


class Shown(TextChoices):
    UNSETTLED = "unsettled", _("To decide on")
    ALL = "all", _("All")


class MessageFilter(forms.Form):
    """Which messages are shown. Words that are not offered count as none."""

    mark_optional = False

    state = forms.ChoiceField(
        label=_("State"), choices=[ALL, *Message.State.choices], required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=lambda: [ALL, *((kind.name, kind.what_for) for kind in kinds.KINDS.values())],
        required=False,
    )

    def messages(self, shown: str) -> MessageQuerySet:
        """Keep what was asked for, newest first."""
        self.full_clean()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        found = Message.objects.filter(**asked).order_by("-pk")
        return found.unsettled() if shown == Shown.UNSETTLED else found
