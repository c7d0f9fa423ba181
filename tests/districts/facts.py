"""Phone hours as the city's own documents state them, as the engine's values.

Kontaktcenter and Socialrådgivningen: the city's description of its contact centre, 2023. Skärholmen: an inquiry of 2009.
Where a document leaves a time out (the chat's), it is not known here either.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from districts.phone_hours import Days, Holiday, Interval, Mode, PhoneHours, Season, Week

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(written: str) -> datetime:
    """Read "2026-11-19 09:00", as the wall clock in Stockholm shows it (the first of two, where it is shown twice)."""
    return datetime.fromisoformat(written).replace(tzinfo=STOCKHOLM)


def slots(written: str) -> tuple[Interval, ...]:
    """Read "08:30-09:30 13:00-14:00"."""
    return tuple(Interval(*map(minute, slot.split("-"))) for slot in written.split())


def minute(written: str) -> int:
    hours, minutes = map(int, written.split(":"))
    return hours * 60 + minutes


def monday_to_friday(usual: str, **otherwise: str) -> Days:
    """Read a week that is closed on Saturday and Sunday, with other hours on the weekdays that are named."""
    names = ["mon", "tue", "wed", "thu", "fri"]
    return (*(slots(otherwise.get(name, usual)) for name in names), (), ())


def every_day(hours: str) -> Days:
    return (slots(hours),) * 7


ALWAYS_BEFORE = date(2000, 1, 1)


def week_of(days: Days) -> PhoneHours:
    return PhoneHours(weeks=(Week(ALWAYS_BEFORE, days),))


KONTAKTCENTER = PhoneHours(
    weeks=(Week(ALWAYS_BEFORE, monday_to_friday("08:00-16:30", fri="08:00-16:00")),),
    seasons=(
        Season("Summer", (5, 1), (8, 31), monday_to_friday("08:00-16:00", fri="08:00-15:00")),
    ),
)
SOCIALRADGIVNING_PHONE = week_of(
    monday_to_friday("08:00-12:00 13:00-15:30", thu="", fri="08:00-12:00 13:00-14:30")
)
SOCIALRADGIVNING_CHAT = week_of((None, None, (), None, None, (), ()))
SKARHOLMEN_HANDLERS = week_of(monday_to_friday("08:30-09:30 13:00-14:00", thu="13:00-14:00"))
SKARHOLMEN_RECEPTION = week_of(monday_to_friday("09:30-11:30 13:00-15:00", thu="13:00-15:00"))
SOCIALJOUREN = PhoneHours(mode=Mode.ALWAYS)
DUTY_PHONE = PhoneHours(mode=Mode.NOT_PUBLISHED)

MIDSUMMER_EVE = Holiday(date(2026, 6, 19), "Midsummer Eve", closes=0)
MIDSUMMER_EVE_UNDECIDED = Holiday(date(2026, 6, 19), "Midsummer Eve", closes=None)
