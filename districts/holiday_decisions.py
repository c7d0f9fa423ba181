"""What a district has decided about holidays and eves: closed, as usual, or closing early. One decision for all its lines."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.audit import events
from districts import holiday_calendar
from districts.holiday_calendar import SuggestedDay
from districts.models import District, HolidayDecision

WARN_DAYS_AHEAD = 60
Coming = list[tuple[SuggestedDay, HolidayDecision | None]]


@dataclass(frozen=True)
class Choice:
    """What somebody chose for a day. `closes_minute`: from midnight, only when closing early."""

    day: date
    decision: HolidayDecision.Decision
    closes_minute: int | None = None


@transaction.atomic
def decide(
    district: District | None, choices: Collection[Choice], *, by: User, at: datetime
) -> None:
    """Keep the choices, each in the place of an earlier one for the same day. Without a district: for the city's own lines."""
    HolidayDecision.objects.bulk_create(
        [
            HolidayDecision(
                district=district,
                day=choice.day,
                decision=choice.decision,
                closes_minute=choice.closes_minute,
                decided_by=by,
                decided_at=at,
            )
            for choice in choices
        ],
        update_conflicts=True,
        unique_fields=["district", "day"],
        update_fields=["decision", "closes_minute", "decided_by", "decided_at"],
    )
    events.record(
        by,
        "holidays.decided",
        district,
        at=at,
        days={str(choice.day): [choice.decision, choice.closes_minute] for choice in choices},
    )


def coming(district: District | None, *, today: date, days: int, language: str) -> Coming:
    """Answer the holidays, eves and half days from today on, each with what has been decided, if anything has."""
    decisions = HolidayDecision.objects.filter(district=district, day__gte=today)
    decided = {each.day: each for each in decisions.select_related("decided_by")}
    suggested = holiday_calendar.ahead(today, days=days, language=language)
    return [(each, decided.get(each.day)) for each in suggested]


def undecided(
    district: District | None, *, today: date, language: str, days: int = WARN_DAYS_AHEAD
) -> list[SuggestedDay]:
    """Answer the days that wait for a decision and come soon."""
    days_ahead = coming(district, today=today, days=days, language=language)
    return [day for day, decision in days_ahead if day.waits_for_decision and decision is None]
