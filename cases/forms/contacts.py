"""The fields of an open contact: how they are shown, and how what was typed into them is read."""

import re
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.drafts import NOTE_LIMIT, Change, Value, from_text
from cases.models import Contact, Outcome, Question
from districts.models import District
from knowledge.models import Topic

BASE = "base-"  # of a field's name: what stood there when the writer began
NAME = re.compile(r"(?:q(?P<question>[1-9]\d{0,3})-)?(?P<field>[a-z]+)")
NO_CHOICE = ("", "—")


@dataclass(frozen=True)
class Choices:
    """What can be chosen today, asked for once however many questions there are."""

    topics: list[Any]
    districts: list[Any]
    outcomes: list[Any]

    @classmethod
    def today(cls) -> "Choices":
        return cls(
            topics=grouped(Topic.objects.in_use()),
            districts=pairs(District.objects.today()),
            outcomes=pairs(Outcome.objects.filter(is_active=True)),
        )


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ["language", "interpreter"]
        labels = {"language": _("Language"), "interpreter": _("Interpreter")}


class QuestionForm(forms.ModelForm):
    note = forms.CharField(
        label=pgettext_lazy("of a question", "Note"),
        required=False,
        strip=False,  # what stands there must be what was typed, or the next key would seem a conflict
        validators=[
            MaxLengthValidator(NOTE_LIMIT)
        ],  # not max_length: browsers cut off what is pasted
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    class Meta:
        model = Question
        fields = ["topic", "district", "outcome", "note"]
        widgets = {"outcome": forms.RadioSelect}

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.instance
        self._offer("topic", [NO_CHOICE, *choices.topics], question.topic)
        self._offer("district", [NO_CHOICE, *choices.districts], question.district)
        self._offer("outcome", choices.outcomes, question.outcome)

    def _offer(self, name: str, choices: list[Any], chosen: Model | None) -> None:
        """Offer what is in use today, and what was chosen when it still was."""
        offered = {value for choice in choices for value in values_of(choice)}
        if chosen and chosen.pk not in offered:
            choices = [*choices, (chosen.pk, str(chosen))]
        self.fields[name].widget.choices = choices


@dataclass(frozen=True)
class Problem:
    """What was typed and cannot be saved, and why."""

    typed: str
    text: str


@dataclass(frozen=True)
class Typed:
    """What a page sent: changes to save, and what cannot be, by the field's name."""

    changes: list[Change] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)


def read(data: QueryDict) -> Typed:
    """Read the fields that differ from what their writer began from; whoever sends no base changes nothing."""
    typed = Typed()
    for key in data:
        match = NAME.fullmatch(key.removeprefix(BASE)) if key.startswith(BASE) else None
        form_field = field_of(match) if match else None
        if match and form_field:
            read_field(match, form_field, data, typed)
    return typed


def read_field(
    match: re.Match[str], form_field: forms.Field, data: QueryDict, typed: Typed
) -> None:
    """Read one field into the changes or the problems."""
    name = match["field"]
    text = lines(data.get(match[0], ""))
    # PostgreSQL cannot even be asked for NUL, and nothing that stands there has one.
    bases = [lines(base).replace("\x00", "") for base in data.getlist(BASE + match[0])]
    if bases == [text]:
        return
    try:
        value = plain(form_field.clean(text))
    except ValidationError as error:
        typed.problems[match[0]] = Problem(text, " ".join(error.messages))
        return
    number = int(match["question"]) if match["question"] else None
    expected: tuple[Value, ...] = tuple(from_text(name, base) for base in bases)
    typed.changes.append(Change(number, name, value, expected))


def field_of(match: re.Match[str]) -> forms.Field | None:
    form: type[forms.ModelForm] = QuestionForm if match["question"] else ContactForm
    return form.base_fields.get(match["field"])


def name_of(question: int | None, field_name: str) -> str:
    """Name a field as forms do: `language`, `q1-note`."""
    return f"q{question}-{field_name}" if question else field_name


def lines(text: str) -> str:
    """Undo what sending a form does to line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def plain(value: Any) -> Value:
    value = value.pk if isinstance(value, Model) else value
    return cast(Value, value)


def pairs(rows: QuerySet[Any]) -> list[Any]:
    """Answer number and name of each, in the page's language, without making an object of every row."""
    return list(rows.values_list("pk", "name"))


def grouped(topics: QuerySet[Topic]) -> list[Any]:
    """Put topics under their parent, which can be chosen itself. A list answers to the first letters of a name."""
    children: dict[int | None, list[tuple[int, str]]] = {}
    for pk, name, parent in topics.values_list("pk", "name", "parent"):
        children.setdefault(parent, []).append((pk, name))
    return [
        (name, [(pk, name), *children[pk]]) if pk in children else (pk, name)
        for pk, name in children.get(None, [])
    ]


def values_of(choice: tuple[Any, Any]) -> list[Any]:
    value, label = choice
    return [pk for pk, _name in label] if isinstance(label, list) else [value]
