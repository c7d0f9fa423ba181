"""The lines of a district at a glance: open now, what is missing, who changed them last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from districts import line_hours, phone_hours
from districts.models import HoursChange, PhoneLine
from districts.phone_hours import LOCAL, Closure, Mode, PhoneHours, State
from districts.phone_hours.layers import week_on


@dataclass(frozen=True)
class Summary:
    """One line as the person who looks after it should see it."""

    line: PhoneLine
    state: State
    text: str
    closure: Closure | None
    warnings: list[str]
    last_change: HoursChange | None


def of_lines(lines: Iterable[PhoneLine], *, at: datetime, language: str) -> list[Summary]:
    """Answer for each line, in the same number of queries however many they are."""
    hours = line_hours.of_many(lines, at=at, language=language)
    changes = {
        change.line_id: change
        for change in HoursChange.objects.filter(line__in=hours)
        .order_by("line_id", "-revision")
        .distinct("line_id")
        .select_related("changed_by")
    }
    return [
        Summary(
            line=line,
            state=phone_hours.open_at(of_line, at).state,
            text=phone_hours.describe(of_line, at, language),
            closure=running_closure(of_line, at),
            warnings=list(_warnings(line, of_line, at)),
            last_change=changes.get(line.pk),
        )
        for line, of_line in hours.items()
    ]


def running_closure(hours: PhoneHours, at: datetime) -> Closure | None:
    return next((each for each in hours.closures if each.starts_at <= at < each.ends_at), None)


def _warnings(line: PhoneLine, hours: PhoneHours, at: datetime) -> Iterator[str]:
    if line.channel == PhoneLine.Channel.PHONE and not line.number:
        yield _("The number is missing.")
    if hours.mode is Mode.NOT_PUBLISHED:
        yield _("The hours are not published.")
    if hours.mode is Mode.HOURS:
        version = week_on(hours, at.astimezone(LOCAL).date())
        if version is None:
            yield _("Nobody has entered the hours.")
        elif None in version.days:
            yield _("Some days’ hours are not known.")
