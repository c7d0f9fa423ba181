"""Random phone hours: every layer, around a day that is often an awkward one.

Everything comes from the `Random` that is passed in: a seeded one gives the same hours again, hypothesis' own can be shrunk.
"""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from districts.phone_hours import (
    Closure,
    Day,
    Days,
    ExceptionPeriod,
    Holiday,
    Interval,
    Mode,
    PhoneHours,
    Season,
    Week,
)

CLOCKS_GO_BACK = date(2026, 10, 25)
CLOCKS_GO_FORWARD = date(2027, 3, 28)
LEAP_DAY = date(2028, 2, 29)
NEW_YEAR = date(2027, 1, 1)  # in week 53 of 2026
LONG_AGO = date(2000, 1, 1)
AROUND_CLOCK_CHANGE = [60, 90, 119, 120, 121, 150, 179, 180, 181, 210]
AROUND_MIDNIGHT = [1439, 1440, 1441, 2879, 2880]


def hours_and_day(random: Random) -> tuple[PhoneHours, date]:
    day = random.choice(
        [CLOCKS_GO_BACK, CLOCKS_GO_FORWARD, random.choice([LEAP_DAY, NEW_YEAR]), any_day(random)]
    )
    return hours_around(day, random), day


def any_day(random: Random) -> date:
    return date(2009, 1, 1) + timedelta(days=random.randrange(30 * 365))


def hours_around(day: date, random: Random) -> PhoneHours:
    def few(layer):
        """One to three of a layer in one line of three, none in the others."""
        number = random.choice([0, 0, random.randint(1, 3)])
        return tuple(layer(day, random) for _ in range(number))

    holidays = few(holiday)
    return PhoneHours(
        mode=random.choice([Mode.HOURS] * 24 + list(Mode)),
        weeks=weeks(day, random),
        seasons=few(season),
        exceptions=few(exception),
        holidays=tuple({each.day: each for each in holidays}.values()),
        closures=few(closure),
    )


def weeks(day: date, random: Random) -> tuple[Week, ...]:
    """Most often one version from long ago, and perhaps newer ones that begin in these days."""
    begin = {near(day, 3, random) for _ in range(random.choice([0, 0, 1, 2]))}
    if random.random() < 0.9:
        begin.add(LONG_AGO)
    return tuple(Week(first, seven_days(random)) for first in begin)


def season(day: date, random: Random) -> Season:
    return Season(
        name=random.choice(["Christmas", "Spring", "Summer"]),
        first=day_of_year(day, random),
        last=day_of_year(day, random),
        days=seven_days(random),
        valid_from=random.choice([None, None, near(day, 3, random)]),
        valid_until=random.choice([None, None, near(day, 3, random)]),
    )


def day_of_year(day: date, random: Random) -> tuple[int, int]:
    """Near the day, seldom 29 February, or a day that not every month has."""
    near_day = near(day, 3, random)
    anywhere = (random.randint(1, 12), random.randint(1, 31))
    return random.choice([(near_day.month, near_day.day)] * 3 + [(2, 29), anywhere])


def exception(day: date, random: Random) -> ExceptionPeriod:
    first = near(day, 3, random)
    last = first + timedelta(days=random.randint(0, 4))
    return ExceptionPeriod(first, last, one_day(random), "Moving")


def holiday(day: date, random: Random) -> Holiday:
    return Holiday(near(day, 1, random), "Eve", random.choice([None, 0, 121, 150, 720, 1440]))


def closure(day: date, random: Random) -> Closure:
    noon = datetime.combine(day, time(12), UTC)
    starts_at = noon + timedelta(minutes=random.randint(-2880, 2880))
    return Closure(starts_at, starts_at + timedelta(minutes=random.randint(1, 2000)), "Fire drill")


def seven_days(random: Random) -> Days:
    return tuple(one_day(random) for _ in range(7))


def one_day(random: Random) -> Day:
    number = random.choice([None, 0, 1, 1, 2, 3])
    return None if number is None else tuple(interval(random) for _ in range(number))


def interval(random: Random) -> Interval:
    """Some hours, more often than by chance with a bound where clocks change or days meet."""
    starts = random.choice([*AROUND_CLOCK_CHANGE, 0, 1, 510, 1380, 1439, random.randrange(1440)])
    near_change = [minute for minute in AROUND_CLOCK_CHANGE if minute > starts]
    soon = starts + random.randint(1, 240)
    late = random.choice([1440 + random.choice(AROUND_CLOCK_CHANGE), *AROUND_MIDNIGHT[1:]])
    return Interval(starts, random.choice([*near_change[:3], soon, soon, late]))


def near(day: date, distance: int, random: Random) -> date:
    return day + timedelta(days=random.randint(-distance, distance))
