"""Callbacks that can be rung at the very moment: a queue that is always open, and agents who answer it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from contactcenter.accounts.models import User
from districts.phone_hours import Interval, PhoneHours, Week
from telephony.models import Callback, Queue
from tests.factories import CallbackFactory, QueueMemberFactory, UserFactory
from tests.telephony import open_lines

DAY_AND_NIGHT = Week(date(2026, 1, 1), ((Interval(0, 24 * 60),),) * 7)


def open_queue(**fields: Any) -> Queue:
    """Answer a queue whose line is answered day and night, on public holidays too."""
    hours = PhoneHours(weeks=(DAY_AND_NIGHT,))
    return open_lines.open_queue(hours, **{"line__follows_holidays": False, **fields})


def agent_of(queue: Queue, **fields: Any) -> User:
    agent: User = QueueMemberFactory(
        queue=queue, user=UserFactory(roles=["agent"], language="en", **fields)
    ).user
    return agent


def due(queue: Queue, **fields: Any) -> Callback:
    """Answer a callback that was asked for a minute ago."""
    asked_at = timezone.now() - timedelta(minutes=1)
    callback: Callback = CallbackFactory(queue=queue, **{"asked_at": asked_at, **fields})
    return callback
