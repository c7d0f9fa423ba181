"""Days and months of the city's wall clock, as moments."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def midnight(day: date) -> datetime:
    """Answer when a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """Answer when some days, of which both count, begin and end: half-open."""
    return midnight(first), midnight(last + timedelta(days=1))


def span_of_month(month: date) -> tuple[datetime, datetime]:
    return midnight(month), midnight(month_after(month))


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_after(month: date) -> date:
    return month_of(month + timedelta(days=31))


def month_before(month: date) -> date:
    return month_of(month - timedelta(days=1))
