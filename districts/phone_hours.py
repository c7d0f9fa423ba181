"""The phone-hours engine: pure, no database, no hidden clock. Web, API, iCal, agents and callbacks all ask here.

Three answers: open, closed, and *not known* – hours that nobody has published are never guessed.
Layers, most specific wins: closure → exception → confirmed holiday → season → regular week.
Intervals are local wall-clock minutes, half-open; moments are aware datetimes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Stockholm")


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    NOT_KNOWN = "not_known"


class Mode(StrEnum):
    HOURS = "hours"
    ALWAYS = "always"
    BY_APPOINTMENT = "by_appointment"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, order=True)
class Interval:
    """Minutes from local midnight, half-open; up to 2880, past midnight belongs to the day it starts on."""

    starts: int
    ends: int


Day = tuple[Interval, ...] | None  # None: not known; empty: closed
Days = tuple[Day, Day, Day, Day, Day, Day, Day]  # Monday first


@dataclass(frozen=True)
class Week:
    valid_from: date
    days: Days


@dataclass(frozen=True)
class Season:
    """Part of every year, both ends inclusive, as (month, day); may run over New Year."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    days: Days
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Exception_:
    first: date
    last: date
    hours: Day
    reason: str


@dataclass(frozen=True)
class Holiday:
    """A holiday or an eve. `closes`: None while nobody has decided (not known), 0 closed, else minutes from midnight."""

    day: date
    name: str
    closes: int | None


@dataclass(frozen=True)
class Closure:
    starts_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True)
class PhoneHours:
    """Everything that decides when one line is answered."""

    mode: Mode = Mode.HOURS
    weeks: tuple[Week, ...] = ()
    seasons: tuple[Season, ...] = ()
    exceptions: tuple[Exception_, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    closures: tuple[Closure, ...] = field(default=())
