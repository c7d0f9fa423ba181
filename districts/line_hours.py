"""A line's hours on their way between rows, the engine's values, and JSON."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol, TypeVar, cast

from django.db.models import Q, prefetch_related_objects

from districts import holiday_calendar, models
from districts.models.hours import Weekday
from districts.phone_hours import (
    LOCAL,
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

Decision = models.HolidayDecision.Decision
YEARS_BACK, YEARS_AHEAD = 1, 2  # a week may begin last year; the engine looks 400 days ahead


class OfLine(Protocol):
    line_id: int


LayerRow = TypeVar("LayerRow", bound=OfLine)
LayerKey = tuple[int | None, int | None, int | None]  # of a week, or a season, or an exception
Slots = list[models.Interval]
Decisions = dict[date, tuple[str, int | None]]  # what was decided, and when one closes
Plain = dict[str, Any]
PlainDay = list[list[int]] | None


def of(line: models.PhoneLine, *, at: datetime, language: str = "sv") -> PhoneHours:
    """Answer the line's hours, with the holidays around the moment, named in the language."""
    return of_many([line], at=at, language=language)[line]


def of_many(
    lines: Iterable[models.PhoneLine], *, at: datetime, language: str = "sv"
) -> dict[models.PhoneLine, PhoneHours]:
    """Answer the hours of each line, in seven queries however many lines there are."""
    lines = list(lines)
    prefetch_related_objects(lines, "unit")
    weeks = _by_line(models.RegularWeek.objects.filter(line__in=lines))
    seasons = _by_line(models.Season.objects.filter(line__in=lines))
    exceptions = _by_line(models.ExceptionDay.objects.filter(line__in=lines))
    closures = _by_line(models.Closure.objects.filter(line__in=lines))
    slots = _slots_by_layer(lines)
    holidays = _holidays_by_district(lines, year=at.astimezone(LOCAL).year, language=language)
    return {
        line: PhoneHours(
            mode=Mode(line.mode),
            weeks=tuple(_week(row, slots[row.pk, None, None]) for row in weeks[line.pk]),
            seasons=tuple(_season(row, slots[None, row.pk, None]) for row in seasons[line.pk]),
            exceptions=tuple(
                _exception(row, slots[None, None, row.pk]) for row in exceptions[line.pk]
            ),
            holidays=holidays[line.unit.district_id] if line.follows_holidays else (),
            closures=tuple(_closure(row) for row in closures[line.pk]),
        )
        for line in lines
    }


def store(line: models.PhoneLine, hours: PhoneHours) -> None:
    """Replace the line's mode, weeks, seasons and exceptions, inside the caller's transaction.

    Closures and decisions about holidays are acts of their own: they stay as they are.
    """
    for layer in (line.weeks, line.seasons, line.exceptions):
        layer.all().delete()
    weeks = models.RegularWeek.objects.bulk_create(_week_row(line, week) for week in hours.weeks)
    seasons = models.Season.objects.bulk_create(
        _season_row(line, season) for season in hours.seasons
    )
    exceptions = models.ExceptionDay.objects.bulk_create(
        _exception_row(line, exception) for exception in hours.exceptions
    )
    slots: Slots = []
    for week_row, week in zip(weeks, hours.weeks, strict=True):
        slots += _week_slots(week.days, week=week_row)
    for season_row, season in zip(seasons, hours.seasons, strict=True):
        slots += _week_slots(season.days, season=season_row)
    for exception_row, exception in zip(exceptions, hours.exceptions, strict=True):
        slots += _slots(exception.hours, exception=exception_row)
    models.Interval.objects.bulk_create(slots)
    line.mode = hours.mode.value
    line.save(update_fields=["mode"])


# From rows to values


def _by_line(rows: Iterable[LayerRow]) -> Mapping[int, list[LayerRow]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.line_id].append(row)
    return grouped


def _slots_by_layer(lines: list[models.PhoneLine]) -> Mapping[LayerKey, Slots]:
    of_lines = Q(week__line__in=lines) | Q(season__line__in=lines) | Q(exception__line__in=lines)
    grouped = defaultdict(list)
    for slot in models.Interval.objects.filter(of_lines):
        grouped[slot.week_id, slot.season_id, slot.exception_id].append(slot)
    return grouped


def _week(row: models.RegularWeek, slots: Slots) -> Week:
    return Week(row.valid_from, _days(row.days_not_known, slots))


def _season(row: models.Season, slots: Slots) -> Season:
    return Season(
        name=row.name,
        first=(row.first_month, row.first_day),
        last=(row.last_month, row.last_day),
        days=_days(row.days_not_known, slots),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _exception(row: models.ExceptionDay, slots: Slots) -> ExceptionPeriod:
    return ExceptionPeriod(
        row.first, row.last, None if row.is_not_known else _day(slots), row.reason
    )


def _closure(row: models.Closure) -> Closure:
    return Closure(row.starts_at, row.ends_at, row.reason)


def _days(not_known: list[int], slots: Slots) -> Days:
    days = (
        None if weekday in not_known else _day(slot for slot in slots if slot.weekday == weekday)
        for weekday in Weekday.values
    )
    return cast(Days, tuple(days))


def _day(slots: Iterable[models.Interval]) -> tuple[Interval, ...]:
    return tuple(Interval(slot.starts_minute, slot.ends_minute) for slot in slots)


def _holidays_by_district(
    lines: list[models.PhoneLine], *, year: int, language: str
) -> dict[int | None, tuple[Holiday, ...]]:
    """Answer the holidays of each district of the lines, and of the city-wide lines under None."""
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    districts = {line.unit.district_id for line in lines}
    decisions: dict[int | None, Decisions] = {district: {} for district in districts}
    of_lines = Q(district__in=districts - {None}) | Q(district=None)
    of_years = models.HolidayDecision.objects.filter(
        of_lines, day__year__range=(years[0], years[-1])
    )
    for district, day, decision, closes_minute in of_years.values_list(
        "district", "day", "decision", "closes_minute"
    ):  # plain values: there are hundreds
        decisions.setdefault(district, {})[day] = decision, closes_minute
    suggested = [day for each in years for day in holiday_calendar.suggested(each, language)]
    return {district: _holidays(suggested, decisions[district]) for district in districts}


def _holidays(
    suggested: list[holiday_calendar.SuggestedDay], decisions: Decisions
) -> tuple[Holiday, ...]:
    """Answer the days on which hours are not as usual: as decided, or not known while that is still to be done."""
    names = {each.day: each.name for each in suggested}
    decided = [
        Holiday(day, names.get(day, ""), closes_minute or 0)
        for day, (decision, closes_minute) in decisions.items()
        if decision != Decision.AS_USUAL
    ]
    waiting = [
        Holiday(each.day, each.name, closes=None)
        for each in suggested
        if each.waits_for_decision and each.day not in decisions
    ]
    return tuple(sorted([*decided, *waiting], key=lambda holiday: holiday.day))


# From values to rows


def _week_row(line: models.PhoneLine, week: Week) -> models.RegularWeek:
    return models.RegularWeek(
        line=line, valid_from=week.valid_from, days_not_known=_not_known(week.days)
    )


def _season_row(line: models.PhoneLine, season: Season) -> models.Season:
    return models.Season(
        line=line,
        name=season.name,
        first_month=season.first[0],
        first_day=season.first[1],
        last_month=season.last[0],
        last_day=season.last[1],
        valid_from=season.valid_from,
        valid_until=season.valid_until,
        days_not_known=_not_known(season.days),
    )


def _exception_row(line: models.PhoneLine, exception: ExceptionPeriod) -> models.ExceptionDay:
    return models.ExceptionDay(
        line=line,
        first=exception.first,
        last=exception.last,
        reason=exception.reason,
        is_not_known=exception.hours is None,
    )


def _not_known(days: Days) -> list[int]:
    return [weekday for weekday, day in enumerate(days) if day is None]


def _week_slots(days: Days, **layer: models.RegularWeek | models.Season) -> Slots:
    return [
        slot for weekday, day in enumerate(days) for slot in _slots(day, weekday=weekday, **layer)
    ]


def _slots(
    day: Day, **of_layer: models.RegularWeek | models.Season | models.ExceptionDay | int
) -> Slots:
    return [
        models.Interval(starts_minute=slot.starts, ends_minute=slot.ends, **of_layer)
        for slot in day or ()
    ]


# JSON: what a change looked like before and after, so that it can be shown and undone


def snapshot(hours: PhoneHours) -> Plain:
    """Answer what `store` stores in texts, numbers and lists; dates are ISO 8601, days lists of from and to."""
    return {
        "mode": hours.mode.value,
        "weeks": [
            {"valid_from": week.valid_from.isoformat(), "days": _plain_days(week.days)}
            for week in hours.weeks
        ],
        "seasons": [
            {
                "name": season.name,
                "first": list(season.first),
                "last": list(season.last),
                "days": _plain_days(season.days),
                "valid_from": season.valid_from and season.valid_from.isoformat(),
                "valid_until": season.valid_until and season.valid_until.isoformat(),
            }
            for season in hours.seasons
        ],
        "exceptions": [
            {
                "first": exception.first.isoformat(),
                "last": exception.last.isoformat(),
                "hours": _plain_day(exception.hours),
                "reason": exception.reason,
            }
            for exception in hours.exceptions
        ],
    }


def from_snapshot(plain: Plain) -> PhoneHours:
    return PhoneHours(
        mode=Mode(plain["mode"]),
        weeks=tuple(
            Week(date.fromisoformat(week["valid_from"]), _read_days(week["days"]))
            for week in plain["weeks"]
        ),
        seasons=tuple(_read_season(season) for season in plain["seasons"]),
        exceptions=tuple(
            ExceptionPeriod(
                date.fromisoformat(exception["first"]),
                date.fromisoformat(exception["last"]),
                _read_day(exception["hours"]),
                exception["reason"],
            )
            for exception in plain["exceptions"]
        ),
    )


def _plain_days(days: Days) -> list[PlainDay]:
    return [_plain_day(day) for day in days]


def _plain_day(day: Day) -> PlainDay:
    return None if day is None else [[slot.starts, slot.ends] for slot in day]


def _read_season(plain: Plain) -> Season:
    first_month, first_day = plain["first"]
    last_month, last_day = plain["last"]
    return Season(
        name=plain["name"],
        first=(first_month, first_day),
        last=(last_month, last_day),
        days=_read_days(plain["days"]),
        valid_from=_read_date(plain["valid_from"]),
        valid_until=_read_date(plain["valid_until"]),
    )


def _read_days(plain: list[PlainDay]) -> Days:
    return cast(Days, tuple(_read_day(day) for day in plain))


def _read_day(plain: PlainDay) -> Day:
    return None if plain is None else tuple(Interval(starts, ends) for starts, ends in plain)


def _read_date(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain else None
