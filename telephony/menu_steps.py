"""The phone menu as plain steps, for whatever answers the phone: each says something, then does one thing.

A driver turns these into its provider's own form by a function of its own (46elks: `ivr` with `digits` and `next`; Asterisk:
play and wait for a key); nothing of the menu itself is known there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from telephony import menu_texts
from telephony.menu_checks import Known
from telephony.menu_content import REPEAT, START, Action, Choice, Closed, Menu, PhoneMenu
from telephony.menu_texts import Said

LANGUAGE_STEP = "language"
HANG_UP = "hang-up"


class Does(StrEnum):
    CHOOSE = "choose"  # wait for one of `keys`
    QUEUE = "queue"  # put into the line; while it is closed, go on with `otherwise`
    CALLBACK = "callback"  # 1: tell `callback_wanted`, 2: another number; without a key, go on with `otherwise`
    CONNECT = "connect"  # ring `dial`; when nobody answers, go on with `otherwise`
    HANG_UP = "hang_up"


@dataclass(frozen=True)
class Step:
    """`otherwise`: the step after two times of silence, or when what it does cannot be done. No step has none but hanging up."""

    code: str
    does: Does
    says: tuple[Said, ...]
    keys: dict[str, str] = field(default_factory=dict)
    otherwise: str = ""
    queue: str = ""
    dial: str = ""
    says_when_it_opens: bool = False  # before the rest, of `queue`: the phone-hours engine knows


def first_step(menu: PhoneMenu) -> Step:
    """Welcome callers and let them choose a language, where there is more than one; each goes on in the steps of its own."""
    languages = list(menu.languages.values())
    if len(languages) == 1:
        (language,) = languages
        step = _reading(menu.menus[START], language)
        return replace(step, says=(*menu_texts.said(menu.welcome, language), *step.says))
    keys = {digit: f"{language}/{START}" for digit, language in menu.languages.items()}
    says = tuple(menu_texts.choosing_language(menu))
    otherwise = f"{languages[0]}/{START}/callback"
    return Step(LANGUAGE_STEP, Does.CHOOSE, says, keys | {REPEAT: LANGUAGE_STEP}, otherwise)


def render(menu: PhoneMenu, language: str, known: Known) -> list[Step]:
    """Answer all steps of a menu that is in order (menu_checks.py), in one language; codes begin with the language."""
    steps = [step for each in menu.menus.values() for step in _menu(menu, each, language, known)]
    return [*steps, Step(f"{language}/{HANG_UP}", Does.HANG_UP, ())]


def _menu(menu: PhoneMenu, at: Menu, language: str, known: Known) -> Iterator[Step]:
    read = _reading(at, language)
    yield read
    yield _callback(read.otherwise, at.queue, None, language)
    for choice in at.choices:
        yield from _end(menu, f"{read.code}/{choice.digit}", choice, language, known)


def _reading(at: Menu, language: str) -> Step:
    code = f"{language}/{at.code}"
    keys = {choice.digit: _target(code, choice, language) for choice in at.choices}
    says = tuple(menu_texts.reading(at, language))
    return Step(code, Does.CHOOSE, says, keys | {REPEAT: code}, f"{code}/callback")


def _target(code: str, choice: Choice, language: str) -> str:
    if choice.action == Action.MENU:
        return f"{language}/{choice.menu}"
    return code if choice.action == Action.REPEAT else f"{code}/{choice.digit}"


def _end(menu: PhoneMenu, code: str, choice: Choice, language: str, known: Known) -> Iterator[Step]:
    match choice.action:
        case Action.QUEUE:
            yield _queue(code, choice, language)
            yield _closed(menu, f"{code}/closed", choice, language, known)
        case Action.CALLBACK:
            yield _callback(code, choice.queue, choice, language)
        case Action.EMERGENCY:
            yield _emergency(menu, code, choice, language, known)
        case Action.CLOSING:
            yield _closing(code, choice, language)


def _closed(menu: PhoneMenu, code: str, choice: Choice, language: str, known: Known) -> Step:
    match choice.closed:
        case Closed.CALLBACK:
            return _callback(code, choice.queue, None, language, is_closed=True)
        case Closed.EMERGENCY:
            return _emergency(menu, code, None, language, known, of_queue=choice.queue)
    return _closing(code, None, language, of_queue=choice.queue)


def _queue(code: str, choice: Choice, language: str) -> Step:
    says = tuple(menu_texts.at_the_end(Action.QUEUE, choice, language))
    return Step(code, Does.QUEUE, says, queue=choice.queue, otherwise=f"{code}/closed")


def _callback(
    code: str, queue: str, choice: Choice | None, language: str, *, is_closed: bool = False
) -> Step:
    words = menu_texts.at_the_end(Action.CALLBACK, choice, language)
    says = (*words, *menu_texts.accepting(language))
    otherwise = f"{language}/{HANG_UP}"
    return Step(
        code, Does.CALLBACK, says, otherwise=otherwise, queue=queue, says_when_it_opens=is_closed
    )


def _emergency(
    menu: PhoneMenu,
    code: str,
    choice: Choice | None,
    language: str,
    known: Known,
    *,
    of_queue: str = "",
) -> Step:
    """Put through to the social emergency service; where nobody has written its number, say what can be said."""
    dial = known.emergency_lines.get(menu.emergency, "")
    words = menu_texts.at_the_end(Action.EMERGENCY, choice, language)
    more = menu_texts.connecting(language) if dial else []
    does = Does.CONNECT if dial else Does.HANG_UP
    otherwise = f"{language}/{HANG_UP}" if dial else ""
    opens = bool(of_queue)
    says = (*words, *more)
    return Step(
        code,
        does,
        says,
        otherwise=otherwise,
        queue=of_queue,
        dial=dial,
        says_when_it_opens=opens,
    )


def _closing(code: str, choice: Choice | None, language: str, *, of_queue: str = "") -> Step:
    says = tuple(menu_texts.at_the_end(Action.CLOSING, choice, language))
    return Step(code, Does.HANG_UP, says, queue=of_queue, says_when_it_opens=bool(of_queue))
