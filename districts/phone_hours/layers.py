"""What holds on a day: the most specific layer that says something about the hours that start on it."""

from datetime import date, timedelta

from districts.phone_hours.clock import midnight
from districts.phone_hours.values import (
    MINUTES_PER_DAY,
    Closure,
    Day,
    DayView,
    Holiday,
    Interval,
    Layer,
    Mode,
    PhoneHours,
    Season,
    Week,
)

HOURS_OF_MODE: dict[Mode, Day] = {
    Mode.ALWAYS: (Interval(0, MINUTES_PER_DAY),),
    Mode.BY_APPOINTMENT: (),
    Mode.NOT_PUBLISHED: None,
}


def day(hours: PhoneHours, on: date) -> DayView:
    """Answer the hours that start on the day."""
    known = hours.days_asked_for.get(on)
    if known is None:
        known = hours.days_asked_for[on] = _ask_layers(hours, on)
    return known


def _ask_layers(hours: PhoneHours, on: date) -> DayView:
    if hours.mode is not Mode.HOURS:
        return DayView(on, HOURS_OF_MODE[hours.mode], Layer.MODE)
    for exception in hours.exceptions_latest_first:
        if exception.first <= on <= exception.last:
            return DayView(on, exception.hours, Layer.EXCEPTION, exception.reason)
    ordinary = ordinary_day(hours, on)
    if holiday := hours.holiday_on.get(on):
        return DayView(on, _shortened(ordinary.intervals, holiday), Layer.HOLIDAY, holiday.name)
    return ordinary


def week(hours: PhoneHours, monday: date) -> list[DayView]:
    """Answer seven days, from the given one on."""
    return [day(hours, monday + timedelta(days=number)) for number in range(7)]


def closures_on(hours: PhoneHours, on: date) -> list[Closure]:
    """Answer the closures that touch the day."""
    begins, ends = midnight(on), midnight(on + timedelta(days=1))
    return [each for each in hours.closures if each.starts_at < ends and each.ends_at > begins]


def ordinary_day(hours: PhoneHours, on: date) -> DayView:
    """Answer what the season says, or else the regular week; before the first week nothing is known."""
    if season := season_on(hours, on):
        return DayView(on, season.days[on.weekday()], Layer.SEASON, season.name)
    if version := week_on(hours, on):
        return DayView(on, version.days[on.weekday()], Layer.WEEK)
    return DayView(on, None, Layer.WEEK)


def week_on(hours: PhoneHours, on: date) -> Week | None:
    """Answer the newest version of the week that has begun."""
    return next((week for week in hours.weeks_newest_first if week.valid_from <= on), None)


def season_on(hours: PhoneHours, on: date) -> Season | None:
    """Answer the shortest season that the day lies in; of equally long ones the one that began last."""
    running = [(season, turn) for season in hours.seasons if (turn := season.turn(on))]
    if not running:
        return None
    return min(running, key=lambda each: _precedence(*each))[0]


def _precedence(season: Season, turn: tuple[date, date]) -> tuple[timedelta, int, str]:
    first, last = turn
    return last - first, -first.toordinal(), season.name


def _shortened(ordinary: Day, holiday: Holiday) -> Day:
    """Cut a day's hours where the holiday ends them.

    While nobody has decided, they are not known, unless the line would be closed that day whatever is decided.
    """
    if holiday.closes == 0 or ordinary == ():
        return ()
    if holiday.closes is None or ordinary is None:
        return None
    kept = (slot for slot in ordinary if slot.starts < holiday.closes)
    return tuple(Interval(slot.starts, min(slot.ends, holiday.closes)) for slot in kept)
