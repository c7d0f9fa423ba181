"""What waits for the people who look after a district's hours, or the city's own, in as many queries for one as for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from contactcenter.accounts.models import User
from districts import areas, duty_phone_gaps, holiday_calendar, overview
from districts.areas import Area
from districts.holiday_decisions import WARN_DAYS_AHEAD
from districts.models import DutyPhoneGap, HolidayDecision, PhoneLine
from districts.models.units import PhoneLineQuerySet
from districts.phone_hours import LOCAL, State

VIEW = "districts.view_district"
CHANGE_HOURS = "districts.change_phone_hours"


@dataclass(frozen=True)
class Work:
    """An area at a glance. `faulty`: lines that somebody should see to; `undecided`: holidays that come soon.

    `gap`: its duty phone was needed, and could not be rung.
    """

    area: Area
    may_change: bool
    lines: int
    open_now: int
    faulty: int
    undecided: int
    gap: DutyPhoneGap | None

    @property
    def waits(self) -> bool:
        return self.may_change and bool(self.faulty or self.undecided or self.gap)


def of(user: User, *, at: datetime, language: str) -> list[Work]:
    """Answer for each area that the person may see."""
    seen = areas.visible_to(user, VIEW) if user.has_perm(VIEW) else []
    if not seen:
        return []
    changeable = {area.slug for area in areas.visible_to(user, CHANGE_HOURS)}
    summaries = overview.of_lines(lines_of(seen), at=at, language=language)
    undecided = undecided_holidays(seen, at=at, language=language)
    gaps = duty_phone_gaps.still_there([area.district for area in seen if area.district], at=at)
    return [
        of_area(
            area,
            [each for each in summaries if each.line.unit.district == area.district],
            may_change=area.slug in changeable,
            undecided=undecided[area.slug],
            gap=gaps.get(area.district.pk) if area.district else None,
        )
        for area in seen
    ]


def of_area(
    area: Area,
    summaries: list[overview.Summary],
    *,
    may_change: bool,
    undecided: int,
    gap: DutyPhoneGap | None,
) -> Work:
    return Work(
        area=area,
        may_change=may_change,
        lines=len(summaries),
        open_now=sum(summary.state is State.OPEN for summary in summaries),
        faulty=sum(bool(summary.warnings) for summary in summaries),
        undecided=undecided,
        gap=gap,
    )


def lines_of(seen: Iterable[Area]) -> Iterable[PhoneLine]:
    """Answer the lines of several areas; without a district they are the city's."""
    of_city = any(area.district is None for area in seen)
    districts = Q(unit__district__in=[area.district for area in seen if area.district])
    mine = districts | Q(unit__district=None) if of_city else districts
    lines: PhoneLineQuerySet = PhoneLine.objects.of_open_units().filter(mine)
    return lines.select_related("unit__district", "outside_hours__unit")


def undecided_holidays(seen: Iterable[Area], *, at: datetime, language: str) -> dict[str, int]:
    """Count, by the area's slug, the holidays that come soon and that nobody has decided about."""
    today = at.astimezone(LOCAL).date()
    days = holiday_calendar.ahead(today, days=WARN_DAYS_AHEAD, language=language)
    coming = {each.day for each in days if each.waits_for_decision}
    decided = set(HolidayDecision.objects.filter(day__in=coming).values_list("district_id", "day"))
    return {
        area.slug: sum((area.district and area.district.pk, day) not in decided for day in coming)
        for area in seen
    }
