"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from telephony import dispatching, watch

DISPATCHED = "telephony.dispatched_at"
REMEMBERED_SECONDS = 3600


@shared_task(name="telephony.dispatch", ignore_result=True)
def dispatch() -> None:
    at = timezone.now()
    dispatching.tick(at=at)
    cache.set(DISPATCHED, at.timestamp(), timeout=REMEMBERED_SECONDS)


@shared_task(name="telephony.watch", ignore_result=True)
def watch_promises() -> None:
    watch.tick(at=timezone.now())
