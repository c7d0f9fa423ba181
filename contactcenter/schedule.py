"""What the clock starts for the house itself: the proof that it is running."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

CLOCK = "clock.ticked_at"
REMEMBERED_SECONDS = 60


@shared_task(name="clock.tick", ignore_result=True)
def tick() -> None:
    """Say that clock, broker and worker are alive, all three: the beat rings, a worker writes the time."""
    cache.set(CLOCK, timezone.now().timestamp(), timeout=REMEMBERED_SECONDS)
