"""Writing the phone menu: how it begins, one menu with its choices, and the texts of one more language.

A draft may be half done, so hardly anything is required here: menu_checks.py says what is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from districts.models import PhoneLine
from telephony.forms.leading import RevisionForm
from telephony.menu_content import DIGITS, Action, Choice, Closed, Menu, PhoneMenu, Texts

WRITTEN_FIRST = settings.COMPLETE_LANGUAGES
LONGEST_LABEL, LONGEST_TEXT = 100, 500  # characters: nobody listens to more
MOST_CHOICES = len(DIGITS)
NEW_MENU = "new"
ACT = re.compile(r"(?P<verb>add|remove|up|down)(?:-(?P<row>\d))?")
DIGIT_CHOICES = [("", "–"), *((digit, digit) for digit in DIGITS)]


def text_field(label: Any, language: str, longest: int, *, rows: int = 1) -> forms.CharField:
    direction = "rtl" if language in settings.RIGHT_TO_LEFT else "ltr"
    attributes = {"lang": language, "dir": direction}
    widget: forms.Widget = forms.TextInput(attributes)
    if rows > 1:
        widget = forms.Textarea({**attributes, "rows": rows})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


def merged(stored: Texts, typed: Mapping[str, str]) -> dict[str, str]:
    """Answer the texts with those that were typed in place of theirs; an empty one goes."""
    return {language: text for language, text in {**stored, **typed}.items() if text}


class BeginningForm(RevisionForm):
    """The welcome, the digit of each language, and where the social emergency service answers."""

    mark_optional = False
    welcome_sv = text_field(_("Welcome in Swedish"), "sv", LONGEST_TEXT, rows=3)
    welcome_en = text_field(_("Welcome in English"), "en", LONGEST_TEXT, rows=3)
    emergency: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=PhoneLine.objects.none(),
        label=_("Social emergency service"),
        help_text=_("While it has no number, callers hear that they can ring 112."),
        to_field_name="slug",
        required=False,
    )

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emergency"].queryset = lines  # type: ignore[attr-defined]
        for language, name in settings.LANGUAGES:
            self.fields[f"digit_{language}"] = forms.ChoiceField(
                label=name, choices=DIGIT_CHOICES, required=False
            )

    @classmethod
    def shown(cls, menu: PhoneMenu) -> dict[str, Any]:
        digits = {f"digit_{language}": digit for digit, language in menu.languages.items()}
        welcome = {f"welcome_{code}": menu.welcome.get(code, "") for code in WRITTEN_FIRST}
        return {**digits, **welcome, "emergency": menu.emergency}

    @property
    def digit_fields(self) -> list[forms.BoundField]:
        return [self[f"digit_{language}"] for language, _name in settings.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        digits = [cleaned.get(f"digit_{code}") for code, _name in settings.LANGUAGES]
        chosen = [digit for digit in digits if digit]
        if not chosen:
            raise forms.ValidationError(_("Give at least one language a digit."))
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("Two languages have the same digit."))
        return cleaned

    def apply(self, menu: PhoneMenu) -> PhoneMenu:
        cleaned = self.cleaned_data
        digits = {cleaned[f"digit_{code}"]: code for code, _name in settings.LANGUAGES}
        line = cleaned["emergency"]
        return replace(
            menu,
            welcome=merged(
                menu.welcome, {code: cleaned[f"welcome_{code}"] for code in WRITTEN_FIRST}
            ),
            languages={digit: digits[digit] for digit in sorted(digits) if digit},
            emergency=line.slug if line else "",
        )


class MenuForm(RevisionForm):
    """One menu: what is said first, and who rings back those who press nothing."""

    mark_optional = False
    intro_sv = text_field(_("Said first, in Swedish"), "sv", LONGEST_TEXT, rows=2)
    intro_en = text_field(_("Said first, in English"), "en", LONGEST_TEXT, rows=2)
    queue = forms.ChoiceField(
        label=_("Who rings back those who press nothing"),
        help_text=_("After two times of silence, or of keys that lead nowhere."),
        required=False,
    )

    def __init__(self, *args: Any, queues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queue"].choices = [("", "–"), *queues]  # type: ignore[attr-defined]

    @classmethod
    def shown(cls, menu: Menu) -> dict[str, Any]:
        intro = {f"intro_{code}": menu.intro.get(code, "") for code in WRITTEN_FIRST}
        return {**intro, "queue": menu.queue}

    def apply(self, menu: Menu, choices: tuple[Choice, ...]) -> Menu:
        typed = {code: self.cleaned_data[f"intro_{code}"] for code in WRITTEN_FIRST}
        intro = merged(menu.intro, typed)
        return replace(menu, intro=intro, queue=self.cleaned_data["queue"], choices=choices)


class ChoiceForm(forms.Form):
    """One choice. `origin`: which one it was when the page was shown, so that its other languages stay with it."""

    mark_optional = False
    origin = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_CHOICES
    )
    digit = forms.ChoiceField(label=pgettext_lazy("on a phone", "Key"), choices=DIGIT_CHOICES[1:])
    label_sv = text_field(_("What it is called, in Swedish"), "sv", LONGEST_LABEL)
    label_en = text_field(_("What it is called, in English"), "en", LONGEST_LABEL)
    action = forms.ChoiceField(label=_("What happens"), choices=Action)
    menu = forms.ChoiceField(label=_("Which menu"), required=False)
    queue = forms.ChoiceField(label=_("Which queue"), required=False)
    closed = forms.ChoiceField(
        label=_("While the queue is closed"), choices=[("", "–"), *Closed.choices], required=False
    )
    text_sv = text_field(_("Said then, in Swedish"), "sv", LONGEST_TEXT, rows=2)
    text_en = text_field(_("Said then, in English"), "en", LONGEST_TEXT, rows=2)

    def __init__(
        self,
        *args: Any,
        queues: list[tuple[str, str]],
        menus: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queue"].choices = [("", "–"), *queues]  # type: ignore[attr-defined]
        self.fields["menu"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *menus,
            (NEW_MENU, _("A new menu")),
        ]

    @classmethod
    def shown(cls, origin: int, choice: Choice) -> dict[str, Any]:
        texts = {
            f"{kind}_{code}": getattr(choice, kind).get(code, "")
            for kind in ("label", "text")
            for code in WRITTEN_FIRST
        }
        names = ("digit", "action", "menu", "queue", "closed")
        return {"origin": origin, **texts, **{name: getattr(choice, name) for name in names}}

    def apply(self, stored: tuple[Choice, ...]) -> Choice:
        """Answer the choice as it was written, with only what its action needs."""
        cleaned = self.cleaned_data
        action, origin = cleaned["action"], cleaned["origin"]
        was = stored[origin] if origin is not None and origin < len(stored) else Choice("", "")
        has_queue = action in (Action.QUEUE, Action.CALLBACK)
        return Choice(
            digit=cleaned["digit"],
            action=action,
            label=merged(was.label, {code: cleaned[f"label_{code}"] for code in WRITTEN_FIRST}),
            menu=cleaned["menu"] if action == Action.MENU else "",
            queue=cleaned["queue"] if has_queue else "",
            closed=cleaned["closed"] if action == Action.QUEUE else "",
            text=merged(was.text, {code: cleaned[f"text_{code}"] for code in WRITTEN_FIRST}),
        )


ChoiceFormSet = forms.formset_factory(
    ChoiceForm, extra=0, max_num=MOST_CHOICES, absolute_max=MOST_CHOICES
)


def rows_after(act: str, typed: QueryDict) -> list[dict[str, Any]] | None:
    """Answer the choices that the page holds after one was added, removed or moved; None for no such act."""
    match = ACT.fullmatch(act)
    if match is None:
        return None
    rows, row = typed_rows(typed), int(match["row"] or 0)
    if match["verb"] == "add":
        return [*rows, {"digit": free_digit(rows), "action": Action.QUEUE}][:MOST_CHOICES]
    if row >= len(rows):
        return rows
    taken = rows.pop(row)
    if match["verb"] == "remove":
        return rows
    rows.insert(max(row - 1, 0) if match["verb"] == "up" else row + 1, taken)
    return rows


def typed_rows(typed: QueryDict) -> list[dict[str, Any]]:
    total = typed.get("form-TOTAL_FORMS", "")
    count = min(int(total), MOST_CHOICES) if total.isdecimal() and len(total) < 4 else 0
    names = ChoiceForm.base_fields
    return [
        {name: typed.get(f"form-{number}-{name}", "") for name in names} for number in range(count)
    ]


def free_digit(rows: list[dict[str, Any]]) -> str:
    taken = {row.get("digit") for row in rows}
    return next((digit for digit in DIGITS if digit not in taken), DIGITS[-1])
