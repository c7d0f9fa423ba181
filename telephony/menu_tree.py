"""The phone menu as a tree to look at: each choice with what it does, in words of the language of the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from telephony import menu_texts
from telephony.menu_checks import Known
from telephony.menu_content import START, Action, Choice, Closed, PhoneMenu
from telephony.menu_texts import Said


@dataclass(frozen=True)
class Branch:
    """One choice. `leads_to`: in words; `closed`: what happens while the queue is closed; `below`: the menu's own choices."""

    choice: Choice
    label: Said | None
    leads_to: str
    closed: str = ""
    below: tuple["Branch", ...] = ()


def of(menu: PhoneMenu, language: str, known: Known) -> tuple[Branch, ...]:
    return _branches(menu, START, language, known, ())


def _branches(
    menu: PhoneMenu, code: str, language: str, known: Known, above: tuple[str, ...]
) -> tuple[Branch, ...]:
    """A draft may come back to a menu above, or lead to one that is not there: there the picture ends."""
    if code in above or code not in menu.menus:
        return ()
    return tuple(
        _branch(menu, choice, language, known, (*above, code))
        for choice in menu.menus[code].choices
    )


def _branch(
    menu: PhoneMenu, choice: Choice, language: str, known: Known, above: tuple[str, ...]
) -> Branch:
    label = next(iter(menu_texts.said(choice.label, language)), None)
    is_menu = choice.action == Action.MENU
    is_queue = choice.action == Action.QUEUE
    return Branch(
        choice,
        label,
        leads_to=leads_to(choice, known),
        closed=str(Closed(choice.closed).label) if is_queue and choice.closed else "",
        below=_branches(menu, choice.menu, language, known, above) if is_menu else (),
    )


def leads_to(choice: Choice, known: Known) -> str:
    """Say what a choice does: the name of its queue, or the act itself."""
    if choice.action in (Action.QUEUE, Action.CALLBACK):
        queue = known.queues.get(choice.queue)
        name = queue.name if queue else _("no queue yet")
        is_callback = choice.action == Action.CALLBACK
        return _("Callback: %(queue)s") % {"queue": name} if is_callback else name
    return str(Action(choice.action).label) if choice.action in Action else ""


def names(menu: PhoneMenu, language: str) -> dict[str, str]:
    """Name each menu by the choice that leads to it; the first one, and those that nothing leads to, have names of their own."""
    found = {START: _("First menu")}
    for code, label in _labels(menu, language):
        found.setdefault(code, label)
    for number, code in enumerate(menu.menus, start=1):
        found.setdefault(code, _("Menu %(number)s") % {"number": number})
    return {code: name for code, name in found.items() if code in menu.menus}


def _labels(menu: PhoneMenu, language: str) -> Iterator[tuple[str, str]]:
    for each in menu.menus.values():
        for choice in each.choices:
            for said in menu_texts.said(choice.label, language):
                if choice.action == Action.MENU:
                    yield choice.menu, said.text
