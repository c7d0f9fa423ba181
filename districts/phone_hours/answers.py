"""Is the line open at a moment, until when, and when does it open next?

What holds at one moment is simple: a closure, or what the wall clock shows, held against the hours of today and of
yesterday (which may run past midnight). What comes next is found by asking the same again at every moment where the
answer may change, in order: so the two can never disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge

from districts.phone_hours import clock, layers
from districts.phone_hours.values import (
    MINUTES_PER_DAY,
    DayView,
    Layer,
    Mode,
    PhoneHours,
    State,
)

HORIZON_DAYS = 400  # how far ahead the next change is looked for
ONE_DAY = timedelta(days=1)
ONE_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Answer:
    """What holds at a moment. `reason` names the closure, exception, holiday or season it rests on, if one does."""

    state: State
    layer: Layer
    reason: str = ""
    closes_at: datetime | None = None  # only while open; None: not within the horizon
    opens_at: datetime | None = None  # only while not open; None: none known within the horizon
    may_open_earlier: bool = False  # there are hours before `opens_at` that nobody has published


@dataclass(frozen=True)
class Opening:
    """One time that the line is answered, from moment to moment, half-open."""

    starts_at: datetime
    ends_at: datetime


def open_at(hours: PhoneHours, at: datetime) -> Answer:
    state, layer, reason = _held(hours, at)
    if state is State.OPEN:
        closes_at = next((moment for moment, _ in changes(hours, at)), None)
        return Answer(state, layer, reason, closes_at=closes_at)
    passed = [state]
    for moment, following in changes(hours, at):
        if following is State.OPEN:
            return Answer(
                state, layer, reason, opens_at=moment, may_open_earlier=State.NOT_KNOWN in passed
            )
        passed.append(following)
    return Answer(state, layer, reason, may_open_earlier=State.NOT_KNOWN in passed)


def next_opening(hours: PhoneHours, after: datetime) -> datetime | None:
    """Answer the first moment after `after` at which the line opens. Days whose hours are not known are passed over."""
    return next((at for at, state in changes(hours, after) if state is State.OPEN), None)


def openings(hours: PhoneHours, first: date, last: date) -> Iterator[Opening]:
    """Yield each time the line opens on one of the days, both included; hours that touch are one opening."""
    starts_at = None
    for moment, state in changes(hours, clock.midnight(first) - ONE_MOMENT):
        if starts_at:
            yield Opening(starts_at, moment)
        starts_at = moment if state is State.OPEN else None
        if starts_at and clock.wall(starts_at)[0] > last:
            return


def changes(hours: PhoneHours, after: datetime) -> Iterator[tuple[datetime, State]]:
    """Yield every moment after `after` at which the answer changes, with what it changes to."""
    state = _held(hours, after)[0]
    for moment in turning_points(hours, after):
        before, state = state, _held(hours, moment)[0]
        if state is not before:
            yield moment, state


def turning_points(hours: PhoneHours, after: datetime) -> Iterator[datetime]:
    """Yield, in order, every moment after `after` at which the answer may change; some come twice."""
    found = merge(hours.closure_bounds, _bounds_of_hours(hours, clock.wall(after)[0]))
    return (moment for moment in found if moment > after)


def _bounds_of_hours(hours: PhoneHours, first: date) -> Iterator[datetime]:
    if hours.mode is not Mode.HOURS:
        return
    yesterday = layers.day(hours, first - ONE_DAY)
    for number in range(HORIZON_DAYS):
        today = layers.day(hours, first + number * ONE_DAY)
        if minutes := _minutes(yesterday, today):
            yield from clock.moments(today.date, minutes)
        yesterday = today


def _minutes(yesterday: DayView, today: DayView) -> set[int]:
    """Answer the minutes of today at which its hours, or what is left of yesterday's, begin and end."""
    bounds = set()
    for slot in today.intervals or ():
        bounds |= {slot.starts, min(slot.ends, MINUTES_PER_DAY)}
    for slot in yesterday.intervals or ():
        if slot.ends > MINUTES_PER_DAY:
            bounds.add(slot.ends - MINUTES_PER_DAY)
    if (yesterday.intervals is None) != (today.intervals is None):
        bounds.add(0)
    return bounds


def _held(hours: PhoneHours, at: datetime) -> tuple[State, Layer, str]:
    """Answer what holds at the moment, the layer that says so, and its reason."""
    for closure in hours.closures:
        if closure.starts_at <= at < closure.ends_at:
            return State.CLOSED, Layer.CLOSURE, closure.reason
    on, minute = clock.wall(at)
    today = layers.day(hours, on)
    if today.covers(minute):
        return State.OPEN, today.layer, today.reason
    yesterday = layers.day(hours, on - ONE_DAY)
    if yesterday.covers(minute + MINUTES_PER_DAY):
        return State.OPEN, yesterday.layer, yesterday.reason
    state = State.NOT_KNOWN if today.intervals is None else State.CLOSED
    return state, today.layer, today.reason
