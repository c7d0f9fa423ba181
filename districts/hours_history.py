"""Who changed a line's hours, when, and what."""

from collections.abc import Iterable
from dataclasses import dataclass

from districts import hours_differences, line_hours
from districts.hours_differences import Difference
from districts.models import HoursChange


@dataclass(frozen=True)
class Entry:
    change: HoursChange
    differences: list[Difference]


def entries(changes: Iterable[HoursChange]) -> list[Entry]:
    return [Entry(change, _differences(change)) for change in changes]


def _differences(change: HoursChange) -> list[Difference]:
    before, after = map(line_hours.from_snapshot, (change.before, change.after))
    return hours_differences.between(before, after)
