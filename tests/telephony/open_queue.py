"""A queue on a line that is answered on weekdays from 8 to 16, without holidays."""

from districts.models import Interval
from telephony.models import Queue
from tests.factories import QueueFactory, RegularWeekFactory

EIGHT, SIXTEEN = 8 * 60, 16 * 60  # minutes from midnight


def make_queue(*, opens: int = EIGHT, closes: int = SIXTEEN, days=range(5), **attributes) -> Queue:
    queue = QueueFactory(
        line__mode="hours", line__follows_holidays=False, **{"planned_agents": 2, **attributes}
    )
    week = RegularWeekFactory(line=queue.line)
    Interval.objects.bulk_create(
        Interval(week=week, weekday=day, starts_minute=opens, ends_minute=closes) for day in days
    )
    return queue
