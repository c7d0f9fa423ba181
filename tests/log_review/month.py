"""A month of look-ups for the tests of the review: October 2026, with the contact centre open on weekdays, eight to half past four."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from cases.models import LookUp
from contactcenter.accounts.models import User
from districts import line_hours
from districts.models import PhoneLine, Unit
from districts.phone_hours import Interval, PhoneHours, Week
from tests.factories import LookUpFactory, PhoneLineFactory, UnitFactory, UserFactory

OCTOBER = date(2026, 10, 1)
DRAWN_AT = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)  # midnight in Stockholm: November begins
MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)  # ten o'clock in Stockholm
OFFICE_HOURS = Week(date(2026, 1, 1), ((Interval(8 * 60, 16 * 60 + 30),),) * 5 + ((),) * 2)


def open_contact_centre() -> PhoneLine:
    unit = UnitFactory(district=None, kind=Unit.Kind.CONTACT_CENTRE)
    line = PhoneLineFactory(unit=unit)
    line_hours.store(line, PhoneHours(weeks=(OFFICE_HOURS,)))
    return line


def look_up(at: datetime = MONDAY, *, by: User | None = None, **facts) -> LookUp:
    """A look-up in the midst of a conversation: somebody typed two minutes later."""
    later = facts.pop("touched_at", at + timedelta(minutes=2))
    agent = by or UserFactory()
    return LookUpFactory(
        contact__agent=agent, contact__opened_at=at, contact__touched_at=later, at=at, **facts
    )


def working_days(count: int) -> Iterator[datetime]:
    """Ten o'clock on so many weekdays of October, over and over with a minute between."""
    weekdays = [
        MONDAY + timedelta(days=day)
        for day in range(26)
        if (MONDAY + timedelta(days=day)).weekday() < 5
    ]
    for number in range(count):
        rounds, day = divmod(number, len(weekdays))
        yield weekdays[day] + timedelta(minutes=rounds)
