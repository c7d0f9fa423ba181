"""Rows of from and to among the fields of a page: as typed, right or wrong. Nothing is checked here, nothing is lost.

A row's fields are named day-row-starts, day-row-ends and day-row-next; a day's tick box, day-not_known.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from districts.forms.clock import MIDNIGHT
from districts.phone_hours import Day, Season, Week, time_text

Typed = Mapping[str, Any]
Row = dict[str, Any]  # starts, ends, next

MOST_ROWS = 24  # of one day
PARTS = ("starts", "ends", "next")
FIELD = re.compile(r"(?P<day>\d)-(?P<row>\d{1,2})-(?:starts|ends|next)")
ACT = re.compile(r"(?P<verb>add|copy|remove)-(?P<day>\d)(?:-(?P<row>\d{1,2}))?")
WORKDAYS = range(5)


def field_name(day: int, row: int, part: str) -> str:
    return f"{day}-{row}-{part}"


def flag_name(day: int) -> str:
    """Answer the name of the tick box that says that a day's hours are not known."""
    return f"{day}-not_known"


def count(typed: Typed, day: int) -> int:
    """Answer how many rows of the day there are, at least one to write in."""
    matches = (FIELD.fullmatch(name) for name in typed)
    numbers = [int(match["row"]) for match in matches if match and match["day"] == str(day)]
    return min(max(numbers, default=0) + 1, MOST_ROWS)


def of_hours(day: int, hours: Day) -> dict[str, Any]:
    """Answer a day's hours as somebody would have typed them."""
    if hours is None:
        return {flag_name(day): True}
    return _named(
        day,
        [
            {
                "starts": time_text(interval.starts),
                "ends": time_text(interval.ends),
                "next": interval.ends > MIDNIGHT,
            }
            for interval in hours
        ],
    )


def of_week(week: Week | Season | None) -> dict[str, Any]:
    """Answer a week's hours as somebody would have typed them; without a week, nothing."""
    typed: dict[str, Any] = {}
    for day, hours in enumerate(week.days if week else ()):
        typed |= of_hours(day, hours)
    return typed


def after(act: str, typed: Typed) -> dict[str, Any]:
    """Answer what the page holds after somebody asked to add, remove or copy rows; an unknown act changes nothing.

    add-3: one more row on Thursday. remove-3-0: its first row goes. copy-0: Monday's rows on every workday.
    """
    match = ACT.fullmatch(act)
    if match is None:
        return dict(typed)
    return VERBS[match["verb"]](typed, int(match["day"]), int(match["row"] or 0))


def place_after(act: str, typed: Typed) -> tuple[int, int] | None:
    """Answer the day and the row to go on with after the act: the new row, or else the day's first."""
    match = ACT.fullmatch(act)
    if match is None:
        return None
    day = int(match["day"])
    return day, count(typed, day) - 1 if match["verb"] == "add" else 0


def _add(typed: Typed, day: int, _row: int) -> dict[str, Any]:
    rows = _rows(typed, day)
    return dict(typed) | _named(day, [*rows, {}][:MOST_ROWS])


def _remove(typed: Typed, day: int, row: int) -> dict[str, Any]:
    rows = _rows(typed, day)
    return _without_rows(typed, [day]) | _named(day, rows[:row] + rows[row + 1 :])


def _copy(typed: Typed, day: int, _row: int) -> dict[str, Any]:
    rows, flag = _rows(typed, day), typed.get(flag_name(day), "")
    copied = _without_rows(typed, WORKDAYS)
    for workday in WORKDAYS:
        copied |= _named(workday, rows) | {flag_name(workday): flag}
    return copied


VERBS: dict[str, Callable[[Typed, int, int], dict[str, Any]]] = {
    "add": _add,
    "copy": _copy,
    "remove": _remove,
}


def _rows(typed: Typed, day: int) -> list[Row]:
    return [
        {part: typed.get(field_name(day, row, part), "") for part in PARTS}
        for row in range(count(typed, day))
    ]


def _named(day: int, rows: list[Row]) -> dict[str, Any]:
    return {
        field_name(day, number, part): row.get(part, "")
        for number, row in enumerate(rows)
        for part in PARTS
    }


def _without_rows(typed: Typed, days: Iterable[int]) -> dict[str, Any]:
    gone = {str(day) for day in days}
    matches = {name: FIELD.fullmatch(name) for name in typed}
    return {
        name: value
        for name, value in typed.items()
        if (match := matches[name]) is None or match["day"] not in gone
    }
