"""The wall clock of the city, and the moments at which it shows a time.

On the day clocks go back an hour is shown twice, on the day they go forward one is never shown: hours are told by the
wall, so a line that is answered from 02:00 to 03:00 is answered for two hours on the first of these, and not at all on
the other.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Stockholm")


def wall(at: datetime) -> tuple[date, int]:
    """Answer what the wall clock shows: the day, and the minute of it."""
    local = at.astimezone(LOCAL)
    return local.date(), local.hour * 60 + local.minute


def midnight(day: date) -> datetime:
    """Answer when the day begins."""
    return datetime.combine(day, time.min, LOCAL)


@lru_cache(maxsize=2048)
def change_on(day: date) -> datetime | None:
    """Answer when clocks change on that day, if they do: always at 01:00 UTC (directive 2000/84/EC)."""
    if midnight(day).utcoffset() == midnight(day + timedelta(days=1)).utcoffset():
        return None
    return datetime.combine(day, time(1), UTC)


def moments(day: date, minutes: Collection[int]) -> list[datetime]:
    """Answer, in order, every moment of the day at which the wall clock comes to one of the minutes.

    On a day when clocks change, the change is one of them: it may skip some minutes, and come to others again.
    """
    change = change_on(day)
    shown = [midnight(day) + timedelta(minutes=minute) for minute in minutes]
    if change is None:
        return sorted(at.astimezone(UTC) for at in shown)
    twice = {at.replace(fold=fold).astimezone(UTC) for at in shown for fold in (0, 1)}
    return sorted({change, *twice})
