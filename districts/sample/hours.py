"""Phone hours of the sample city's lines: weeks, seasons, and a few exceptions in the days to come."""

from datetime import date, datetime, timedelta
from typing import Any

from districts.models import ExceptionDay, Interval, PhoneLine, RegularWeek, Season
from districts.phone_hours import LOCAL
from districts.sample import read

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

Week = dict[str, list[list[str]] | None]


def load(new: list[tuple[PhoneLine, str]], *, at: datetime) -> int:
    """Give the new lines their hours; answer how many got some."""
    data = read("hours")
    lines = {line.slug: line for line, _hours in new}
    for line, hours in new:
        if hours:
            load_hours(line, data[hours])
    for exception in data["exceptions"]:
        if exception["line"] in lines:
            load_exception(lines[exception["line"]], exception, today=at.astimezone(LOCAL).date())
    return sum(1 for _line, hours in new if hours)


def load_hours(line: PhoneLine, hours: dict[str, Any]) -> None:
    week = RegularWeek.objects.create(
        line=line, valid_from=hours["valid_from"], days_not_known=not_known(hours["week"])
    )
    Interval.objects.bulk_create(Interval(week=week, **times) for times in slots(hours["week"]))
    for entry in hours.get("seasons", []):
        (first_month, first_day), (last_month, last_day) = (
            map(int, entry[end].split("-")) for end in ("first", "last")
        )
        season = Season.objects.create(
            line=line,
            name=entry["name"],
            first_month=first_month,
            first_day=first_day,
            last_month=last_month,
            last_day=last_day,
            days_not_known=not_known(entry["week"]),
        )
        Interval.objects.bulk_create(
            Interval(season=season, **times) for times in slots(entry["week"])
        )


def load_exception(line: PhoneLine, entry: dict[str, Any], *, today: date) -> None:
    first = weekday_after(today, entry["days_ahead"])
    exception = ExceptionDay.objects.create(
        line=line,
        first=first,
        last=first + timedelta(days=entry["length"] - 1),
        reason=entry["reason"],
    )
    Interval.objects.bulk_create(
        Interval(exception=exception, starts_minute=minute(starts), ends_minute=minute(ends))
        for starts, ends in entry["hours"]
    )


def weekday_after(today: date, days: int) -> date:
    """Answer the first day from Monday to Friday, so many days ahead or later."""
    day = today + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def slots(week: Week) -> list[dict[str, int]]:
    return [
        {
            "weekday": WEEKDAYS.index(day),
            "starts_minute": minute(starts),
            "ends_minute": minute(ends),
        }
        for day, times in week.items()
        for starts, ends in times or []
    ]


def not_known(week: Week) -> list[int]:
    return [WEEKDAYS.index(day) for day, times in week.items() if times is None]


def minute(clock: str) -> int:
    """Answer the minutes from midnight: "08:30" is 510."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
