"""What a phone menu has to fulfil before callers hear it: each fault is told with the keys that lead to it.

Every way, whatever is pressed and in every language, ends in a queue, a callback, the social emergency service or spoken
words, also while a queue is closed. Pure: what it has to know of queues and lines is passed in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from telephony.menu_content import (
    DIGITS,
    START,
    Action,
    Choice,
    Closed,
    Menu,
    PhoneMenu,
    Texts,
)

NEEDED_LANGUAGES = settings.COMPLETE_LANGUAGES
DEEPEST = 3  # menus after the choice of language: nobody remembers more
MOST_LANGUAGES = len(DIGITS)


@dataclass(frozen=True)
class KnownQueue:
    """What a menu has to know of a queue."""

    name: str
    is_active: bool
    takes_callbacks: bool


@dataclass(frozen=True)
class Known:
    """What there is for a menu to lead to: queues by their slugs, and the lines of the social emergency service."""

    queues: Mapping[str, KnownQueue]
    emergency_lines: Mapping[str, str]  # slug: what is dialled, empty where nobody knows it


@dataclass(frozen=True)
class Problem:
    """`way`: the keys that lead to it, such as "2 → 1"; empty where it concerns the whole. `menu`: where to mend it."""

    way: str
    text: str
    menu: str = ""

    def __str__(self) -> str:
        return f"{self.way}: {self.text}" if self.way else self.text


class Faulty(Exception):
    """The menu may not be published. `problems` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def require(menu: PhoneMenu, known: Known) -> None:
    problems = problems_of(menu, known)
    if problems:
        raise Faulty(problems)


def problems_of(menu: PhoneMenu, known: Known) -> list[Problem]:
    """List what is wrong: with the beginning, then menu by menu as callers come to them."""
    return [
        *(Problem("", text) for text in _beginning(menu)),
        *_emergency(menu, known),
        *_menus(menu, known),
    ]


def _beginning(menu: PhoneMenu) -> Iterator[str]:
    if missing(menu.welcome):
        yield _("Write the welcome in Swedish and English.")
    languages = list(menu.languages.values())
    if not 0 < len(languages) <= MOST_LANGUAGES or len(set(languages)) < len(languages):
        yield _("Give each language a digit of its own, at most nine of them.")
    if set(menu.languages) - set(DIGITS):
        yield _("Use the digits 1–9: 0 reads the menu again.")
    if set(languages) - set(dict(settings.LANGUAGES)):
        yield _("This is none of our languages.")


def _emergency(menu: PhoneMenu, known: Known) -> Iterator[Problem]:
    choices = [choice for each in menu.menus.values() for choice in each.choices]
    leads_there = any(Action.EMERGENCY in (each.action, each.closed) for each in choices)
    if leads_there and menu.emergency not in known.emergency_lines:
        yield Problem("", _("Choose the line of the social emergency service."))


def _menus(menu: PhoneMenu, known: Known) -> Iterator[Problem]:
    """Follow every choice from the first menu on."""
    reached: set[str] = set()
    waiting: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((), (START,))]
    while waiting:
        keys, codes = waiting.pop(0)
        if codes[-1] not in menu.menus:
            yield Problem(" → ".join(keys), _("This choice leads to a menu that is not there."))
            continue
        at = menu.menus[codes[-1]]
        if at.code not in reached:
            reached.add(at.code)
            yield from _menu(at, keys, known)
        for choice in at.choices:
            if choice.action != Action.MENU:
                continue
            way = (*keys, choice.digit)
            fault = _too_far(codes, choice)
            if fault:
                yield Problem(" → ".join(way), fault, at.code)
            else:
                waiting.append((way, (*codes, choice.menu)))
    for code in menu.menus.keys() - reached:
        yield Problem("", _("No choice leads to one of the menus."), code)


def _too_far(codes: tuple[str, ...], choice: Choice) -> str:
    if choice.menu in codes:
        return _("This way comes back to where it was, so it may never end.")
    if len(codes) == DEEPEST:
        return _("There are more than three menus on this way.")
    return ""


def _menu(menu: Menu, keys: tuple[str, ...], known: Known) -> Iterator[Problem]:
    digits = [choice.digit for choice in menu.choices]
    for text in _of_menu(menu, digits, known):
        yield Problem(" → ".join(keys) or _("First menu"), text, menu.code)
    for choice in menu.choices:
        way = " → ".join((*keys, choice.digit))
        for text in _choice(choice, known):
            yield Problem(way, text, menu.code)


def _of_menu(menu: Menu, digits: list[str], known: Known) -> Iterator[str]:
    if not digits:
        yield _("There is nothing to choose.")
    elif menu.choices and all(choice.action == Action.REPEAT for choice in menu.choices):
        yield _("No choice leads anywhere.")
    if set(digits) - set(DIGITS):
        yield _("Use the digits 1–9: 0 reads the menu again.")
    if len(set(digits)) < len(digits):
        yield _("Two choices have the same digit.")
    yield from _callback(menu.queue, known, _("Choose who rings back those who press nothing."))


def _choice(choice: Choice, known: Known) -> Iterator[str]:
    if missing(choice.label):
        yield _("Write in Swedish and English what the choice is called.")
    match choice.action:
        case Action.QUEUE:
            yield from _queue(choice, known)
        case Action.CALLBACK:
            yield from _callback(choice.queue, known, _("Choose a queue."))
        case Action.CLOSING if missing(choice.text):
            yield _("Write in Swedish and English what is said.")
        case action if action not in Action:
            yield _("Choose what happens.")


def _queue(choice: Choice, known: Known) -> Iterator[str]:
    queue = known.queues.get(choice.queue)
    if queue is None or not queue.is_active:
        yield _("Choose a queue that is in use.")
    elif choice.closed not in Closed:
        yield _("Choose what happens while the queue is closed.")
    elif choice.closed == Closed.CALLBACK and not queue.takes_callbacks:
        yield _("%(queue)s takes no callbacks.") % {"queue": queue.name}


def _callback(slug: str, known: Known, nothing_chosen: str) -> Iterator[str]:
    queue = known.queues.get(slug)
    if queue is None or not queue.is_active:
        yield nothing_chosen
    elif not queue.takes_callbacks:
        yield _("%(queue)s takes no callbacks.") % {"queue": queue.name}


def missing(texts: Texts) -> bool:
    return any(not texts.get(language, "").strip() for language in NEEDED_LANGUAGES)
