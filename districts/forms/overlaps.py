"""Hours that overlap, found before the database refuses them, so that the form can say which and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from districts.forms.clock import MIDNIGHT

WEEK = 7 * MIDNIGHT


@dataclass(frozen=True, order=True)
class Slot:
    """From and to as typed in one row, in minutes from the first day's midnight; `ends` may run into the next day."""

    starts: int
    ends: int
    field: str  # where the row begins: an error is shown there


def overlapping(slots: list[Slot], *, round_after: int | None) -> Iterator[tuple[Slot, Slot]]:
    """Yield each slot that begins before an earlier one has ended, with that earlier one.

    round_after: the minutes after which the slots come again (a week, or a day of an exception over several days),
    so that Sunday night runs into Monday morning. None when they do not.
    """
    ordered = sorted(slots)
    if not ordered:
        return
    longest = ordered[0]
    for slot in ordered[1:]:
        if slot.starts < longest.ends:
            yield slot, longest
        longest = max(longest, slot, key=lambda each: each.ends)
    if round_after is not None and ordered[0].starts + round_after < longest.ends:
        yield ordered[0], longest
