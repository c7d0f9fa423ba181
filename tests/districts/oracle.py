"""A second engine, as slow and plain as can be: it steps through the minutes and asks every layer about each day.

It shares nothing with the product but the values it is fed with. `Minutes` is what holds in every minute of a stretch
of time, worked out one UTC minute after the other; what comes next is found by walking on in that list.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from districts.phone_hours import Day, Interval, Mode, PhoneHours, Season, State

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
STATE_OF_MODE = {
    Mode.ALWAYS: State.OPEN,
    Mode.BY_APPOINTMENT: State.CLOSED,
    Mode.NOT_PUBLISHED: State.NOT_KNOWN,
}


class Oracle:
    def __init__(self, hours: PhoneHours) -> None:
        self.hours = hours
        self.asked: dict[date, Day] = {}

    def state(self, at: datetime) -> State:
        if any(closure.starts_at <= at < closure.ends_at for closure in self.hours.closures):
            return State.CLOSED
        if self.hours.mode != Mode.HOURS:
            return STATE_OF_MODE[self.hours.mode]
        clock = at.astimezone(STOCKHOLM)
        minute = clock.hour * 60 + clock.minute
        today, yesterday = self.day(clock.date()), self.day(clock.date() - ONE_DAY)
        if any(minute in range(slot.starts, slot.ends) for slot in today or ()):
            return State.OPEN
        if any(minute + 1440 in range(slot.starts, slot.ends) for slot in yesterday or ()):
            return State.OPEN
        return State.NOT_KNOWN if today is None else State.CLOSED

    def day(self, on: date) -> Day:
        if on not in self.asked:
            self.asked[on] = self.ask(on)
        return self.asked[on]

    def ask(self, on: date) -> Day:
        exceptions = [each for each in self.hours.exceptions if on in dates(each.first, each.last)]
        if exceptions:
            return max(exceptions, key=lambda exception: exception.first).hours
        seasons = [(season, turn) for season in self.hours.seasons if (turn := turn_of(season, on))]
        weeks = [week for week in self.hours.weeks if week.valid_from <= on]
        ordinary: Day = None
        if weeks:
            ordinary = max(weeks, key=lambda week: week.valid_from).days[on.weekday()]
        if seasons:
            seasons.sort(key=lambda each: each[0].name)
            seasons.sort(key=lambda each: each[1][0], reverse=True)
            seasons.sort(key=lambda each: len(each[1]))
            ordinary = seasons[0][0].days[on.weekday()]
        for holiday in self.hours.holidays:
            if holiday.day == on:
                return cut(ordinary, holiday.closes)
        return ordinary


def cut(ordinary: Day, closes: int | None) -> Day:
    """What a holiday leaves of a day's hours, minute by minute."""
    if ordinary is not None and not any(ordinary):
        return ()
    if closes is None:
        return None
    if closes == 0:
        return ()
    if ordinary is None:
        return None
    minutes = {minute for slot in ordinary for minute in range(slot.starts, slot.ends)}
    return tuple(Interval(minute, minute + 1) for minute in sorted(minutes) if minute < closes)


def turn_of(season: Season, on: date) -> list[date]:
    """Every date of the season's turn that the day lies in; none if it lies in none."""
    if season.valid_from and on < season.valid_from:
        return []
    if season.valid_until and on > season.valid_until:
        return []
    runs_over_new_year = season.last < season.first
    for year in (on.year, on.year - 1):
        last_year = year + 1 if runs_over_new_year else year
        turn = dates(existing(year, *season.first), existing(last_year, *season.last))
        if on in turn:
            return turn
    return []


def existing(year: int, month: int, day: int) -> date:
    """The date, or the last that there is in its month."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def dates(first: date, last: date) -> list[date]:
    found = []
    while first <= last:
        found.append(first)
        first += ONE_DAY
    return found


class Minutes:
    """What holds in every minute from a UTC minute on, for some days, and when that changes."""

    def __init__(self, hours: PhoneHours, first: datetime, days: int) -> None:
        oracle = Oracle(hours)
        self.moments = [first.astimezone(UTC) + n * ONE_MINUTE for n in range(days * 1440)]
        self.states = [oracle.state(moment) for moment in self.moments]
        self.end = self.moments[-1] + ONE_MINUTE
        self.next_opening: list[datetime | None] = []
        self.next_closing: list[datetime | None] = []
        self.note_what_comes_next()

    def note_what_comes_next(self) -> None:
        """Walk back from the end, and note for every minute the first opening and closing after it."""
        opening = closing = later = None
        for moment, state in zip(reversed(self.moments), reversed(self.states), strict=True):
            if later and later[1] is State.OPEN and state is not State.OPEN:
                opening = later[0]
            if later and later[1] is not State.OPEN and state is State.OPEN:
                closing = later[0]
            self.next_opening.append(opening)
            self.next_closing.append(closing)
            later = (moment, state)
        self.next_opening.reverse()
        self.next_closing.reverse()

    def number(self, at: datetime) -> int:
        return (at - self.moments[0]) // ONE_MINUTE

    def state(self, at: datetime) -> State:
        return self.states[self.number(at)]

    def closes_at(self, at: datetime) -> datetime | None:
        """When it closes after `at`, at which it is open; None if not in this stretch of time."""
        return self.next_closing[self.number(at)]

    def opens_at(self, at: datetime) -> datetime | None:
        """When it opens the next time after `at`; None if not in this stretch of time."""
        return self.next_opening[self.number(at)]

    def is_not_known_between(self, at: datetime, until: datetime) -> bool:
        return State.NOT_KNOWN in self.states[self.number(at) : self.number(until)]
