"""What the clock starts for the house itself: the proof that it is running, and forgetting what was kept long enough."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from contactcenter import purging

CLOCK = "clock.ticked_at"
REMEMBERED_SECONDS = 60
FORGETTING, FORGOT_ON = "retention.forgetting", "retention.forgot_on"
FORGETTING_SECONDS = 3600  # at most
TWO_DAYS = 2 * 24 * 3600  # seconds


@shared_task(name="clock.tick", ignore_result=True)
def tick() -> None:
    """Say that clock, broker and worker are alive, all three: the beat rings, a worker writes the time."""
    cache.set(CLOCK, timezone.now().timestamp(), timeout=REMEMBERED_SECONDS)


@shared_task(
    name="retention.forget", ignore_result=True, acks_late=False, time_limit=FORGETTING_SECONDS
)
def forget() -> None:
    """Once a day, at the first tick after midnight in the city, and not beside one that is under way.

    A run that was killed is taken up at a later tick. The audit trail's months need the owner: `manage.py purge`.
    """
    at = timezone.now()
    today = timezone.localdate(at).isoformat()
    if cache.get(FORGOT_ON) == today:
        return
    if cache.add(FORGETTING, True, timeout=FORGETTING_SECONDS):
        try:
            list(purging.forget_overdue(at=at))
            cache.set(FORGOT_ON, today, timeout=TWO_DAYS)
        finally:
            cache.delete(FORGETTING)
