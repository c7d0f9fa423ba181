"""A line with hours, a queue on it, and an agent who holds one of its callbacks: where most of telephony's tests begin."""

from datetime import date, datetime

from contactcenter.accounts.models import User
from districts import line_hours
from districts.phone_hours import Interval, PhoneHours, Week
from telephony import offers
from telephony.models import Callback, Presence, Queue
from tests.factories import (
    MONDAY_NINE,
    PresenceFactory,
    QueueFactory,
    QueueMemberFactory,
    UserFactory,
)

EIGHT_TO_FOUR = Interval(8 * 60, 16 * 60)
WEEKDAYS = Week(date(2026, 1, 1), ((EIGHT_TO_FOUR,),) * 5 + ((),) * 2)


def open_queue(hours: PhoneHours | None = None, **details: object) -> Queue:
    """A queue of a line that is answered on weekdays from 8 to 16, unless other hours are given."""
    queue = QueueFactory(**details)
    line_hours.store(queue.line, hours or PhoneHours(weeks=(WEEKDAYS,)))
    return queue


def agent_of(queue: Queue, *, at: datetime = MONDAY_NINE) -> User:
    """Somebody who answers the queue, and is ready since the moment."""
    agent = UserFactory(roles=["agent"])
    QueueMemberFactory(queue=queue, user=agent)
    PresenceFactory(user=agent, state=Presence.State.READY, since=at)
    return agent


def claimed(callback: Callback, agent: User, *, at: datetime = MONDAY_NINE) -> Callback:
    offers.claim(callback, agent=agent, at=at)
    return callback
