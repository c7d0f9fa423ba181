"""What the districts and the city have decided about red days and eves: closed, this year and next.

Järva has forgotten two, so that one sees the editor's warning and the public pages' "not known".
"""

from datetime import date, datetime

from districts import holiday_calendar
from districts.models import District, HolidayDecision
from districts.phone_hours import LOCAL

FORGETFUL = "jarva"
SOON_DAYS, WARNING_DAYS = 14, 60  # nothing is left open so soon that the front pages would show it


def load(*, at: datetime) -> int:
    """Decide for whoever has decided nothing yet; answer how many decisions there are."""
    today = at.astimezone(LOCAL).date()
    days = suggested(today.year)
    forgotten = forgotten_days(days, today)
    for district in [None, *District.objects.today()]:
        if HolidayDecision.objects.filter(district=district).exists():
            continue
        skipped = forgotten if district and district.slug == FORGETFUL else set()
        HolidayDecision.objects.bulk_create(
            HolidayDecision(
                district=district,
                day=day,
                decision=HolidayDecision.Decision.CLOSED,
                decided_at=at,
            )
            for day in days
            if day not in skipped
        )
    return HolidayDecision.objects.count()


def suggested(year: int) -> list[date]:
    """Answer the days of the year and the next that wait for a decision."""
    return [
        each.day
        for each in (
            *holiday_calendar.suggested(year, "sv"),
            *holiday_calendar.suggested(year + 1, "sv"),
        )
        if each.waits_for_decision
    ]


def forgotten_days(days: list[date], today: date) -> set[date]:
    """Answer the last day within the warning's reach, and the first beyond it."""
    soon = [day for day in days if SOON_DAYS <= (day - today).days <= WARNING_DAYS]
    later = [day for day in days if (day - today).days > WARNING_DAYS]
    return {*soon[-1:], *later[:1]}
