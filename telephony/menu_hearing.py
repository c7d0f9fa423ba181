"""What somebody hears who calls at a moment and presses these keys: the same steps as on the phone, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from telephony import menu_paths, menu_texts
from telephony.menu_content import REPEAT, Action, Choice, PhoneMenu
from telephony.menu_paths import LANGUAGE, NOTHING, End, Place, Where
from telephony.menu_texts import Said

Openings = Callable[
    [str, str], str
]  # a queue's slug and a language: "Closed. Opens tomorrow 08:00"


@dataclass(frozen=True)
class Option:
    """A key that may be pressed next; `choice` is what it leads to, or a language's code stands in `language`."""

    key: str
    choice: Choice | None = None
    language: str = ""


@dataclass(frozen=True)
class Heard:
    """What is heard at one place. `pressed`: the key that led there, `–` for none, empty at the beginning."""

    pressed: str
    says: tuple[Said, ...]
    end: End | None = None


def hear(
    menu: PhoneMenu,
    keys: Iterable[str],
    is_open: Mapping[str, bool],
    openings: Openings,
    *,
    emergency: str = "",
) -> list[Heard]:
    """Answer everything that is heard, in order; keys after the end are not heard any more. emergency: what is dialled."""
    pressed = list(keys)
    way = menu_paths.walk(
        menu, [None if key == NOTHING else key for key in pressed], lambda slug: is_open[slug]
    )
    return [
        Heard(
            pressed=pressed[number - 1] if number else "",
            says=tuple(
                _ending(where, openings, emergency)
                if isinstance(where, End)
                else _says(menu, where, way[number - 1] if number else None)
            ),
            end=where if isinstance(where, End) else None,
        )
        for number, where in enumerate(way)
    ]


def _says(menu: PhoneMenu, where: Place, before: Where | None) -> list[Said]:
    sentences: list[Said] = []
    if isinstance(before, Place) and before.menu == where.menu and where.misses > before.misses:
        sentences = menu_texts.after_a_miss(where.language)
    if where.menu == LANGUAGE:
        return [*sentences, *menu_texts.choosing_language(menu)]
    welcome = menu_texts.said(menu.welcome, where.language) if before is None else []
    return [*sentences, *welcome, *menu_texts.reading(menu.menus[where.menu], where.language)]


def _ending(end: End, openings: Openings, emergency: str) -> list[Said]:
    """A queue's own words are not said while it is closed: they may promise that somebody answers."""
    opens = openings(end.queue, end.language) if end.is_closed else ""
    closed = menu_texts.ours(f"{opens.rstrip('.')}.", end.language) if opens else []
    chosen = None if end.is_closed else end.chosen
    words = menu_texts.at_the_end(end.action, chosen, end.language)
    if end.action == Action.CALLBACK:
        words += menu_texts.accepting(end.language)
    if end.action == Action.EMERGENCY and emergency:
        words += menu_texts.connecting(end.language)
    return [*closed, *words]


def options(menu: PhoneMenu, where: Where) -> list[Option]:
    """Answer the keys that lead on from a place, for a page that lets one press them."""
    if isinstance(where, End):
        return []
    if where.menu == LANGUAGE:
        keys = [Option(digit, language=language) for digit, language in menu.languages.items()]
    else:
        keys = [Option(choice.digit, choice) for choice in menu.menus[where.menu].choices]
    return [*keys, Option(REPEAT), Option(NOTHING)]
