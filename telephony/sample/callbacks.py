"""Callbacks that wait in the sample city from the beginning; callers in line ask for more (living.py).

Their numbers are for fiction only, and not those of little_town's callers. The made-up network answers when they are rung.
Promises are the verb's own: loaded at night, they lie in the next opening. Some were asked for a while ago: their promises
are near, so whoever says first that they are ready is offered one at once, although callers wait as well.
"""

from datetime import datetime, timedelta

from phonenumber_field.phonenumber import PhoneNumber

from contactcenter.accounts.models import User
from districts.models import District
from telephony import bookings, slots
from telephony.bookings import Booking
from telephony.models import Callback, Queue
from telephony.sample.queues import CENTRE

NUMBERS = [f"+46701740{last}" for last in range(680, 700)]
AGENT = "agent@example.org"
# Service, district, language, how many minutes ago, and which free half hour was booked; none: as soon as possible.
ASKED: list[tuple[str, str, str, int, int | None]] = [
    ("income-support", "jarva", "so", 50, None),
    ("elder-care", "sodermalm", "sv", 45, None),
    ("income-support", "skarholmen", "ar", 30, None),
    ("individual-and-family", "farsta", "sv", 15, None),
    ("elder-care", "kungsholmen", "fi", 0, 3),
    ("disability-support", "enskede-arsta-vantor", "sv", 0, 5),
]
MOST_WAITING = 6


def load(*, at: datetime) -> int:
    """Fill the half hours, and book the first callbacks unless there are any; answer how many are new."""
    slots.fill_all(at=at)
    if Callback.objects.exists():
        return 0
    agent = User.objects.get(email=AGENT)
    for number, (service, district, language, minutes, free) in zip(NUMBERS, ASKED, strict=False):
        queue = queue_of(service)
        booking = Booking(
            queue=queue,
            number=PhoneNumber.from_string(number),
            source=Callback.Source.DESK,
            language=language,
            district=District.objects.get(slug=district),
            slot=None if free is None else slots.free_ones(queue, at=at)[free],
        )
        bookings.book(booking, by=agent, at=at - timedelta(minutes=minutes))
    return len(ASKED)


def enough_wait(*, at: datetime) -> bool:
    """Answer whether as many wait as somebody who tries the city out can ring."""
    return Callback.objects.due(at).count() >= MOST_WAITING


def queue_of(service: str) -> Queue:
    centres = Queue.objects.select_related("line__unit", "service")
    return centres.get(line__slug=CENTRE, service__code=service)
