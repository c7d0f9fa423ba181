"""Correcting a closed contact: one form for the contact itself, one for each question."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.corrections import CONTACT_FIELDS, QUESTION_FIELDS, Facts
from cases.forms.contacts import Choices, QuestionForm
from cases.models import Contact, Outcome, Question


class ContactFactsForm(forms.ModelForm):
    """What is right for the whole contact, and the revision that the page was shown with."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Contact
        fields = CONTACT_FIELDS


class QuestionFactsForm(QuestionForm):
    note = None  # type: ignore[assignment]  # free text stays as it was written

    outcome: "forms.ModelChoiceField[Outcome]" = forms.ModelChoiceField(
        Outcome.objects, label=_("Outcome")
    )

    class Meta(QuestionForm.Meta):
        fields = list(QUESTION_FIELDS)


class CorrectionForms:
    """The forms of one contact. `questions`: without their notes."""

    def __init__(
        self, data: QueryDict | None, *, contact: Contact, questions: Iterable[Question]
    ) -> None:
        choices = Choices.today()
        initial = {"revision": contact.revision}
        self.of_contact = ContactFactsForm(data, instance=contact, initial=initial)
        self.of_questions = [
            QuestionFactsForm(
                data, instance=question, prefix=f"q{question.number}", choices=choices
            )
            for question in questions
        ]

    @property
    def all(self) -> list[forms.ModelForm]:
        return [self.of_contact, *self.of_questions]

    @property
    def have_errors(self) -> bool:
        """Say whether something is to be filled in again; without data nothing is."""
        return any(form.errors for form in self.all)

    @property
    def revision(self) -> int:
        revision: int = self.of_contact.cleaned_data["revision"]
        return revision

    def facts(self) -> Facts:
        facts: Facts = {(None, name): self.of_contact.cleaned_data[name] for name in CONTACT_FIELDS}
        for form in self.of_questions:
            number = form.instance.number
            facts |= {(number, name): form.cleaned_data[name] for name in QUESTION_FIELDS}
        return facts
