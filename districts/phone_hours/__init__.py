"""The phone-hours engine: pure, no database, no hidden clock. Web, API, iCal, agents and callbacks all ask here.

Three answers: open, closed, and *not known* – hours that nobody has published are never guessed.
Layers, most specific wins: closure → exception → holiday → season → regular week.
Intervals are local wall-clock minutes, half-open; moments are aware datetimes.

values.py   what the engine is fed with       layers.py   what holds on a day
clock.py    wall clock and moments            answers.py  open at? next opening?      wording.py   in words
"""

from districts.phone_hours.answers import Answer, Opening, next_opening, open_at, openings
from districts.phone_hours.clock import LOCAL
from districts.phone_hours.layers import closures_on, day, week
from districts.phone_hours.values import (
    Closure,
    Day,
    Days,
    DayView,
    ExceptionPeriod,
    Holiday,
    Interval,
    Layer,
    Mode,
    PhoneHours,
    Season,
    State,
    Week,
)
from districts.phone_hours.wording import describe, hours_text, time_text

__all__ = [
    "LOCAL",
    "Answer",
    "Closure",
    "Day",
    "DayView",
    "Days",
    "ExceptionPeriod",
    "Holiday",
    "Interval",
    "Layer",
    "Mode",
    "Opening",
    "PhoneHours",
    "Season",
    "State",
    "Week",
    "closures_on",
    "day",
    "describe",
    "hours_text",
    "next_opening",
    "open_at",
    "openings",
    "time_text",
    "week",
]
