"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from contactcenter import database
from telephony import calls, dispatching, expiry, placing, relay, reminders, slots, watch
from telephony.drivers import registry
from telephony.sample import living

DISPATCHED = "telephony.dispatched_at"
REMEMBERED_SECONDS = 3600


@shared_task(name="telephony.dispatch", ignore_result=True)
def dispatch() -> None:
    at = database.now()  # whoever takes an offer is judged by the same clock
    dispatching.tick(at=at)
    cache.set(DISPATCHED, at.timestamp(), timeout=REMEMBERED_SECONDS)


@shared_task(name="telephony.look_after_attempts", ignore_result=True)
def look_after_attempts() -> None:
    """Ring again for attempts that no worker has taken, and find those of which nobody knows whether they rang."""
    at = database.now()
    relay.ring_again(at=at)
    placing.find_unknown(driver=registry.driver(), at=at)


@shared_task(name="telephony.watch", ignore_result=True)
def watch_promises() -> None:
    watch.tick(at=timezone.now())


@shared_task(name="telephony.expire_requests", ignore_result=True)
def expire_requests() -> None:
    expiry.expire(at=timezone.now())


@shared_task(name="telephony.fill_slots", ignore_result=True)
def fill_slots() -> None:
    slots.fill_all(at=timezone.now())


@shared_task(name="telephony.remind", ignore_result=True)
def remind() -> None:
    reminders.send_due(at=timezone.now())


@shared_task(name="telephony.lose_silent_calls", ignore_result=True)
def lose_silent_calls() -> None:
    calls.lose_silent(at=timezone.now())


@shared_task(name="telephony.play", ignore_result=True)
def play() -> None:
    """Let the sample city live. The clock starts this nowhere else; nor may anybody by hand."""
    if settings.SAMPLE_CITY:
        living.tick(at=timezone.now())
