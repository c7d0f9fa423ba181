"""What the engine is fed with, and a day as it answers it: plain values, compared by what they hold."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

MINUTES_PER_DAY = 24 * 60


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    NOT_KNOWN = "not_known"


class Mode(StrEnum):
    """How a line is answered at all. Only a closure goes before the last three."""

    HOURS = "hours"
    ALWAYS = "always"
    BY_APPOINTMENT = "by_appointment"
    NOT_PUBLISHED = "not_published"


class Layer(StrEnum):
    """What an answer rests on."""

    MODE = "mode"
    WEEK = "week"
    SEASON = "season"
    HOLIDAY = "holiday"
    EXCEPTION = "exception"
    CLOSURE = "closure"


@dataclass(frozen=True, order=True)
class Interval:
    """Minutes from local midnight, half-open; up to 2880, past midnight belongs to the day it starts on."""

    starts: int
    ends: int

    def __post_init__(self) -> None:
        starts_today = 0 <= self.starts < MINUTES_PER_DAY
        if not (starts_today and self.starts < self.ends <= 2 * MINUTES_PER_DAY):
            raise ValueError(f"No interval: {self.starts}–{self.ends}")


Day = tuple[Interval, ...] | None  # None: not known; empty: closed
Days = tuple[Day, Day, Day, Day, Day, Day, Day]  # Monday first


@dataclass(frozen=True)
class Week:
    """One version of the ordinary week; the newest that has begun holds."""

    valid_from: date
    days: Days


@dataclass(frozen=True)
class Season:
    """Part of every year, both ends inclusive, as (month, day); may run over New Year.

    A day that a month lacks is read as its last: 29 February is the 28th in most years.
    """

    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    days: Days
    valid_from: date | None = None
    valid_until: date | None = None  # inclusive

    def turn(self, day: date) -> tuple[date, date] | None:
        """Answer the first and the last day of this season's turn that the day lies in, if it lies in one."""
        if (self.valid_from or day) <= day <= (self.valid_until or day):
            for year in (day.year, day.year - 1):
                first = day_of_year(year, self.first)
                last = day_of_year(year + (self.last < self.first), self.last)
                if first <= day <= last:
                    return first, last
        return None


def day_of_year(year: int, month_and_day: tuple[int, int]) -> date:
    month, day = month_and_day
    return date(year, month, min(day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class ExceptionPeriod:
    """A day, or some in a row (both ends inclusive), with hours of their own: the same on each of them."""

    first: date
    last: date
    hours: Day
    reason: str


@dataclass(frozen=True)
class Holiday:
    """A holiday or an eve on which the line is not answered as usual.

    `closes`: None while nobody has decided (not known), 0 closed all day, else minutes from midnight.
    """

    day: date
    name: str
    closes: int | None


@dataclass(frozen=True)
class Closure:
    """Closed from one moment to another, half-open, whatever the hours say."""

    starts_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True)
class DayView:
    """The hours that start on one day, and what they rest on. `reason` names the exception, the holiday or the season.

    Closures are not in it: they go from moment to moment (`closures_on`).
    """

    date: date
    intervals: Day
    layer: Layer
    reason: str = ""

    @property
    def state(self) -> State:
        if self.intervals is None:
            return State.NOT_KNOWN
        return State.OPEN if self.intervals else State.CLOSED

    def covers(self, minute: int) -> bool:
        return any(slot.starts <= minute < slot.ends for slot in self.intervals or ())


@dataclass(frozen=True)
class PhoneHours:
    """Everything that decides when one line is answered. What is derived below is worked out once, when first asked for."""

    mode: Mode = Mode.HOURS
    weeks: tuple[Week, ...] = ()
    seasons: tuple[Season, ...] = ()
    exceptions: tuple[ExceptionPeriod, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    closures: tuple[Closure, ...] = ()

    @cached_property
    def weeks_newest_first(self) -> list[Week]:
        return sorted(self.weeks, key=lambda week: week.valid_from, reverse=True)

    @cached_property
    def exceptions_latest_first(self) -> list[ExceptionPeriod]:
        return sorted(self.exceptions, key=lambda exception: exception.first, reverse=True)

    @cached_property
    def holiday_on(self) -> dict[date, Holiday]:
        return {holiday.day: holiday for holiday in self.holidays}

    @cached_property
    def closure_bounds(self) -> list[datetime]:
        return sorted(
            at for closure in self.closures for at in (closure.starts_at, closure.ends_at)
        )

    @cached_property
    def days_asked_for(self) -> dict[date, DayView]:
        """Answer the days that `layers.day` has worked out so far: a page asks for the same ones again and again."""
        return {}
