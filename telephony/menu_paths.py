"""A caller's way through the phone menu, key by key: pure, no database, no clock.

A way cannot go on for ever. A menu is read five times at most, and whoever presses nothing or a wrong key twice is offered a
callback; menus lead only to further menus, which menu_checks.py sees to before one is published.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from telephony.menu_content import REPEAT, START, Action, Choice, Closed, PhoneMenu

MOST_MISSES = 2  # nothing pressed, or a key that leads nowhere
MOST_READINGS = 5  # of one menu, should somebody press 0 again and again
KEYS: tuple[str | None, ...] = (*"0123456789*#", None)  # None: nothing is pressed
NOTHING = "–"  # in a way that is told
LANGUAGE = ""  # in place of a menu's code: the caller chooses a language

IsOpen = Callable[[str], bool]  # by a queue's slug


@dataclass(frozen=True)
class Place:
    """Where a caller is, while they listen."""

    language: str
    menu: str
    misses: int = 0
    readings: int = 1


@dataclass(frozen=True)
class End:
    """Where a way ends: a queue, a callback, the social emergency service, or words and the line is closed.

    `chosen`: the choice that led here; None after silence. `is_closed`: because nobody answers the queue now.
    """

    language: str
    action: Action
    queue: str = ""
    chosen: Choice | None = None
    is_closed: bool = False


Where = Place | End


def first_place(menu: PhoneMenu) -> Place:
    """A caller chooses a language first, where there is more than one."""
    languages = list(menu.languages.values())
    return Place(languages[0], LANGUAGE if len(languages) > 1 else START)


def press(menu: PhoneMenu, place: Place, key: str | None, is_open: IsOpen) -> Where:
    """Answer where a key leads, or no key."""
    if key == REPEAT:
        return again(menu, place)
    if place.menu == LANGUAGE:
        language = menu.languages.get(key or "")
        return Place(language, START) if language else miss(menu, place)
    choice = menu.menus[place.menu].choice(key)
    return follow(menu, place, choice, is_open) if choice else miss(menu, place)


def follow(menu: PhoneMenu, place: Place, choice: Choice, is_open: IsOpen) -> Where:
    match choice.action:
        case Action.REPEAT:
            return again(menu, place)
        case Action.MENU:
            return Place(place.language, choice.menu)
        case Action.QUEUE if not is_open(choice.queue):
            action = Action(Closed(choice.closed).value)
            return End(place.language, action, choice.queue, choice, is_closed=True)
    return End(place.language, Action(choice.action), choice.queue, choice)


def again(menu: PhoneMenu, place: Place) -> Where:
    if place.readings == MOST_READINGS:
        return callback(menu, place)
    return replace(place, readings=place.readings + 1)


def miss(menu: PhoneMenu, place: Place) -> Where:
    """Nothing was pressed, or a key that leads nowhere: once more, and then a callback is offered."""
    missed = replace(place, misses=place.misses + 1)
    return callback(menu, place) if missed.misses == MOST_MISSES else again(menu, missed)


def callback(menu: PhoneMenu, place: Place) -> End:
    """Offer to ring back; before a language is chosen, in the first one."""
    at = menu.menus[place.menu or START]
    return End(place.language, Action.CALLBACK, at.queue)


def walk(menu: PhoneMenu, keys: Iterable[str | None], is_open: IsOpen) -> list[Where]:
    """Answer everywhere a caller comes who presses these keys, up to the end or to where they are still asked."""
    way: list[Where] = [first_place(menu)]
    for key in keys:
        place = way[-1]
        if isinstance(place, End):
            break
        way.append(press(menu, place, key, is_open))
    return way


def ends(menu: PhoneMenu) -> Iterator[tuple[tuple[str, ...], End]]:
    """Yield every end with a way to it: by each key and by none, at each reading, in each language, open and closed."""
    for is_open in (True, False):
        yield from _ends(menu, lambda _slug, answer=is_open: answer)  # type: ignore[misc]


def _ends(menu: PhoneMenu, is_open: IsOpen) -> Iterator[tuple[tuple[str, ...], End]]:
    seen = {first_place(menu)}
    waiting: list[tuple[tuple[str, ...], Place]] = [((), first_place(menu))]
    while waiting:
        way, place = waiting.pop()
        for key in KEYS:
            where = press(menu, place, key, is_open)
            if isinstance(where, End):
                yield (*way, key or NOTHING), where
            elif where not in seen:
                seen.add(where)
                waiting.append(((*way, key or NOTHING), where))
