"""What the page of an open contact shows: the same parts for the whole page, for a poll, and after a refused closing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.forms import BoundField

from cases import drafts, presence, urgent
from cases.clocks import as_clock
from cases.forms.contacts import Choices, ContactForm, Problem, QuestionForm, name_of
from cases.models import Contact, OtherVersion, Question
from contactcenter.accounts.models import User
from contactcenter.personal_numbers import MASK

Problems = Mapping[str, Problem]


@dataclass(frozen=True)
class Field:
    """One field: what is shown in it, what stands in the database, and what its reader should know about it."""

    bound: BoundField
    stored: str
    problem: str = ""
    versions: tuple[OtherVersion, ...] = ()

    @property
    def name(self) -> str:
        return self.bound.html_name

    @property
    def is_masked(self) -> bool:
        return MASK in self.stored

    @property
    def may_be_joined(self) -> bool:
        """Say whether two texts can stand one after the other."""
        return self.bound.name in drafts.FREE_TEXT and all(
            len(self.stored) + len(version.value) < drafts.NOTE_LIMIT for version in self.versions
        )

    @property
    def stored_name(self) -> str:
        return self.name_of_value(self.stored)

    def named_versions(self) -> list[tuple[OtherVersion, str]]:
        return [(version, self.name_of_value(version.value)) for version in self.versions]

    def name_of_value(self, value: str) -> str:
        """Answer what a reader sees for a value: of a choice its name."""
        if self.bound.name in drafts.FREE_TEXT:
            return value
        choices = getattr(self.bound.field.widget, "choices", [])
        flat = [
            pair
            for label, rest in choices
            for pair in (rest if isinstance(rest, list) else [(label, rest)])
        ]
        return next((str(name) for key, name in flat if str(key) == value), value)


@dataclass(frozen=True)
class OpenContact:
    """A contact as the switcher shows it: how long it has been open, by the database's clock, and where one was."""

    contact: Contact
    age: timedelta
    focus: str = ""

    @property
    def seconds(self) -> int:
        return int(self.age.total_seconds())

    @property
    def clock(self) -> str:
        """Write the age as a clock does: 04:12, 1:04:12."""
        return as_clock(self.seconds)

    @property
    def urgent(self) -> str:
        return urgent.name_of(self.contact.urgent)

    @property
    def question(self) -> str:
        """The number of the question that had the focus."""
        return presence.question_of(self.focus)


@dataclass(frozen=True)
class ShownQuestion:
    question: Question
    topic: Field
    district: Field
    outcome: Field
    note: Field

    @property
    def fields(self) -> list[Field]:
        return [self.topic, self.district, self.outcome, self.note]


def open_contacts(agent: User, *, beside: int | None = None) -> list[Contact]:
    """Answer the agent's open contacts, and one more that they look at, each with its `age`."""
    mine = Contact.objects.still_open().filter(Q(agent=agent) | Q(pk=beside))
    timed = mine.annotate(age=Now() - F("opened_at")).order_by("opened_at", "pk")
    for contact in timed:
        if contact.agent_id == agent.pk:
            contact.agent = agent  # of a colleague's one it is read when it is shown
    return list(timed)


def frame(agent: User, contacts: Sequence[Contact], here: int | None) -> dict[str, Any]:
    """Answer what stands round the questions: the switcher, and the contact that is on the page."""
    focus = presence.focus([each.pk for each in contacts], agent)
    shown = [OpenContact(each, each.age, focus.get(each.pk, "")) for each in contacts]  # type: ignore[attr-defined]
    current = next((each for each in shown if each.contact.pk == here), None)
    return {
        "open_contacts": [each for each in shown if each.contact.agent_id == agent.pk],
        "here": current,
        "contact": current and current.contact,
    }


def shown_fields(contact: Contact, problems: Problems, focus: str = "") -> dict[str, Any]:
    """Answer the contact's own fields and its questions, in as many queries for one question as for thirty.

    focus: the name of the field that takes it when the page opens.
    """
    choices, versions = Choices.today(), versions_of(contact)
    questions = [
        shown_question(each, choices, problems, versions[each.pk]) for each in questions_of(contact)
    ]
    form, own = ContactForm(instance=contact), versions[None]
    fields = {name: field(form[name], problems, own) for name in drafts.CONTACT_FIELDS}
    for each in [*fields.values(), *(each for question in questions for each in question.fields)]:
        each.bound.field.widget.attrs |= {"autofocus": True} if each.name == focus else {}
    districts = [each.question.district for each in questions if each.question.district]
    return {
        "own": fields,
        "questions": questions,
        "districts": list(dict.fromkeys(districts)),
        "focus": focus,
        "lost_notes": [version for version in own if version.field == "note"],
        "last_note": questions[-1].note if questions else None,
    }


def fields_named(contact: Contact, names: Collection[str], problems: Problems) -> list[Field]:
    """Answer some fields, without asking for what they do not need."""
    has_choices = any(name.endswith(tuple(drafts.CHOICES)) for name in names)
    choices = Choices.today() if has_choices else Choices([], [], [])
    numbers = [presence.question_of(name) for name in names if "-" in name]
    versions = versions_of(contact)
    fields = [
        one
        for each in questions_of(contact).filter(number__in=numbers)
        for one in shown_question(each, choices, problems, versions[each.pk]).fields
    ]
    if not set(drafts.CONTACT_FIELDS).isdisjoint(names):
        form, own = ContactForm(instance=contact), versions[None]
        fields += [field(form[name], problems, own) for name in drafts.CONTACT_FIELDS]
    return [each for each in fields if each.name in names]


def questions_of(contact: Contact) -> QuerySet[Question]:
    return contact.questions.select_related("topic", "district", "outcome")


def versions_of(contact: Contact) -> Mapping[int | None, list[OtherVersion]]:
    """Answer the other versions by question; None: of the contact's own fields, and texts of questions that were removed."""
    versions: defaultdict[int | None, list[OtherVersion]] = defaultdict(list)
    for version in contact.other_versions.prefetch_related("by"):  # mostly there is none
        versions[version.question_id].append(version)
    return versions


def shown_question(
    question: Question, choices: Choices, problems: Problems, versions: Iterable[OtherVersion]
) -> ShownQuestion:
    prefix = name_of(question.number, "").rstrip("-")
    form = QuestionForm(instance=question, prefix=prefix, choices=choices)
    return ShownQuestion(
        question, *(field(form[name], problems, versions) for name in drafts.QUESTION_FIELDS)
    )


def field(bound: BoundField, problems: Problems, versions: Iterable[OtherVersion]) -> Field:
    """Show what is stored, or what was typed and could not be saved."""
    stored = drafts.as_text(bound.form.initial.get(bound.name))
    problem = problems.get(bound.html_name)
    if problem:
        bound.form.initial[bound.name] = problem.typed
    bound.field.widget.attrs["aria-describedby"] = f"notes-{bound.html_name}"
    return Field(
        bound,
        stored,
        problem.text if problem else "",
        tuple(version for version in versions if version.field == bound.name),
    )
