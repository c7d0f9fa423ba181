"""Choosing who goes on with an open contact."""

from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from cases import reassignment
from cases.models import Contact
from cases.models.contacts import ContactQuerySet
from contactcenter.accounts.models import User


class AgentForm(forms.Form):
    agent = forms.ModelChoiceField(User.objects, label=_("Who goes on?"), empty_label=_("Choose"))

    def __init__(self, data: Any = None, *, leave_out: User | None = None) -> None:
        super().__init__(data)
        agents = reassignment.agents()
        if leave_out:
            agents = agents.exclude(pk=leave_out.pk)
        field = self.fields["agent"]
        field.queryset = agents.with_name_key().order_by(F("name_key").asc(), "pk")  # type: ignore[attr-defined]


class OrphansForm(AgentForm):
    """Several contacts at once. What is not among them any more was moved or closed meanwhile, and is let be."""

    contacts = forms.ModelMultipleChoiceField(
        Contact.objects, error_messages={"required": _("Choose at least one contact.")}
    )

    def __init__(self, data: Any = None, *, orphaned: ContactQuerySet) -> None:
        super().__init__(data)
        self.fields["contacts"].queryset = orphaned  # type: ignore[attr-defined]
