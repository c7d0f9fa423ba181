"""What is said on the phone: editors' words in the caller's language or, marked, in another one, between sentences of ours."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from telephony.menu_content import REPEAT, Action, Choice, Menu, PhoneMenu, Texts

INSTEAD = ["en", "sv"]  # where a text has not been translated


@dataclass(frozen=True)
class Said:
    """Words and the language they are in, which a voice has to know."""

    text: str
    language: str


def said(texts: Texts, language: str) -> list[Said]:
    """Answer a text in the language, or else in English; nothing where there is none."""
    for each in [language, *INSTEAD]:
        if texts.get(each, "").strip():
            return [Said(texts[each].strip(), each)]
    return []


def ours(text: str, language: str) -> list[Said]:
    return [Said(text, language)]


def choosing_language(menu: PhoneMenu) -> list[Said]:
    """Welcome callers in the first language, and say in each language which key it has."""
    sentences = said(menu.welcome, next(iter(menu.languages.values())))
    for digit, language in menu.languages.items():
        with translation.override(language):
            # Translators: name your own language here, not English.
            name = _("For English, press %(digit)s.") % {"digit": digit}
        sentences += ours(name, language)
    return sentences


def reading(menu: Menu, language: str) -> list[Said]:
    """Read a menu: its introduction, each choice with its key, and how to hear it again."""
    sentences = said(menu.intro, language)
    for choice in menu.choices:
        sentences += offering(choice, language)
    with translation.override(language):
        again = _("To hear this again, press %(digit)s.") % {"digit": REPEAT}
    return [*sentences, *ours(again, language)]


def offering(choice: Choice, language: str) -> list[Said]:
    """Say what a choice is about, then its key: whoever listens has to know first whether it is theirs."""
    with translation.override(language):
        key = _("Press %(digit)s.") % {"digit": choice.digit}
    label = [
        Said(f"{each.text.rstrip('.')}.", each.language) for each in said(choice.label, language)
    ]
    if label and label[0].language == language:
        return ours(f"{label[0].text} {key}", language)
    return [*label, *ours(key, language)]


def after_a_miss(language: str) -> list[Said]:
    with translation.override(language):
        return ours(_("We did not hear a choice."), language)


def at_the_end(action: Action, chosen: Choice | None, language: str) -> list[Said]:
    """Say where a way ends: what its choice says of its own, then what is always said there."""
    own = said(chosen.text, language) if chosen else []
    with translation.override(language):
        words = {
            Action.QUEUE: _("You are in line. Please wait."),
            Action.CALLBACK: _("We can ring you back. It costs you nothing."),
            Action.EMERGENCY: _("If somebody is in danger, ring 112."),
            Action.CLOSING: _("Goodbye."),
        }[action]
    return [*own, *ours(words, language)]


def accepting(language: str) -> list[Said]:
    """Say how a callback is accepted, and how to be rung on another phone."""
    with translation.override(language):
        accept = _("Press 1 and we ring you back on the number you are calling from.")
        other = _("Press 2 to give another number.")
    return [Said(each, language) for each in (accept, other)]


def connecting(language: str) -> list[Said]:
    with translation.override(language):
        return ours(_("We put you through to the social emergency service."), language)
