"""How every form is drawn and its faults are told: one renderer, our templates in templates/django/forms/."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contactcenter import personal_numbers
from contactcenter.personal_numbers import NotANumber, PersonalNumber


class FormRenderer(TemplatesSetting):
    """Draws with the project's templates: label, hint, fault and field, with a summary of all faults on top."""


class DateInput(forms.DateInput):
    """The browser's own date field, which speaks ISO 8601 whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field, in minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own field for a date and a time, in the time zone of the city."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PersonalNumberField(forms.CharField):
    """A personal or coordination number as people write it; what does not hold is refused before any register is asked.

    The browser keeps nothing of it, and a page that comes back with a fault shows it only to whoever typed it.
    """

    widget = forms.TextInput(
        attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false", "size": 15}
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> PersonalNumber:
        text = super().clean(value)
        try:
            return personal_numbers.parse(text, today=timezone.localdate())
        except NotANumber as fault:
            raise forms.ValidationError(str(fault), code="invalid") from None


def without_personal_number(text: str) -> None:
    """Refuse free text that holds a personal number: it is kept where nobody looks for one."""
    if personal_numbers.find_in(text, today=timezone.localdate()):
        raise forms.ValidationError(_("Write no personal number here."))


def within_this_century(day: date) -> None:
    """Refuse a day, or a moment, whose year somebody must have mistyped; far enough from where Python's calendar ends."""
    if not 2000 <= day.year < 2100:
        raise forms.ValidationError(_("Choose a moment in this century."))


@dataclass(frozen=True)
class Problem:
    """One line of the summary of faults: what is wrong, and the field to jump to."""

    text: str
    label: str = ""
    target: str = ""


def problems_of(form: forms.BaseForm) -> Iterator[Problem]:
    """List what is wrong in a form, in the order of its fields; first what concerns no single field."""
    for text in form.non_field_errors():
        yield Problem(str(text))
    for field in form:
        for text in field.errors:
            yield Problem(str(text), str(field.label), first_input_of(field))


def problems_of_formset(formset: forms.BaseFormSet) -> Iterator[Problem]:
    for text in formset.non_form_errors():
        yield Problem(str(text))
    for form in formset.forms:
        yield from problems_of(form)


def first_input_of(field: forms.BoundField) -> str:
    """Answer the id of the field's input; of the first one in a group; nothing for a hidden field."""
    if field.is_hidden or not field.auto_id:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"
