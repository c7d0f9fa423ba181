"""Time as it passes while a line is answered: promises count in it, and nobody is rung outside of it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from districts.phone_hours import Opening, PhoneHours, State, open_at

NOTHING = timedelta()
HORIZON = timedelta(days=400)  # as far as the engine looks ahead


class NeverOpen(Exception):
    """Nobody has published hours in which the line is answered for so long."""


def after(hours: PhoneHours, at: datetime, minutes: int) -> datetime:
    """Answer when the line will have been open for so many minutes since the moment. Days not known count as closed."""
    left = timedelta(minutes=minutes)
    for opening in openings_after(hours, at):
        length = opening.ends_at - opening.starts_at
        if left <= length:
            return opening.starts_at + left
        left -= length
    raise NeverOpen


def openings_after(hours: PhoneHours, at: datetime) -> Iterator[Opening]:
    """Yield when the line is answered from the moment on: first the rest of now, if it is open."""
    at = at.astimezone(UTC)  # an hour is an hour, also when clocks change
    last = at + HORIZON
    while at < last:
        answer = open_at(hours, at)
        if answer.state is State.OPEN:
            ends_at = answer.closes_at or last
            yield Opening(at, ends_at)
            at = ends_at
        elif answer.opens_at:
            at = answer.opens_at
        else:
            return


def openings_between(hours: PhoneHours, first: datetime, last: datetime) -> list[Opening]:
    """Answer when the line is answered from the first moment on, up to the opening that holds the last one."""
    return list(takewhile(lambda opening: opening.starts_at < last, openings_after(hours, first)))


def within(openings: Iterable[Opening], start: datetime, end: datetime) -> timedelta:
    """Answer for how long the line is answered between two moments."""
    shared = (min(each.ends_at, end) - max(each.starts_at, start) for each in openings)
    return sum((each for each in shared if each > NOTHING), NOTHING)


def is_open_throughout(hours: PhoneHours, starts_at: datetime, ends_at: datetime) -> bool:
    answer = open_at(hours, starts_at)
    return answer.state is State.OPEN and (answer.closes_at is None or answer.closes_at >= ends_at)
