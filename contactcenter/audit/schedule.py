"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from contactcenter.audit import anchors, partitions, verification

VERIFYING = "audit.verifying"
VERIFYING_SECONDS = 3600  # at most; some 15 000 events a second


@shared_task(name="audit.anchor", ignore_result=True)
def anchor() -> None:
    anchors.write_newest(at=timezone.now())


@shared_task(name="audit.prepare_partitions", ignore_result=True)
def prepare_partitions() -> None:
    partitions.prepare(at=timezone.now())


@shared_task(name="audit.verify", ignore_result=True, acks_late=False, time_limit=VERIFYING_SECONDS)
def verify() -> None:
    """Once a day, and not beside one that is under way: going through years of events takes longer than a tick.

    What is broken is raised, so that it stands in the log as an error; the log review page shows it.
    """
    at = timezone.now()
    if verification.is_due(at=at) and cache.add(VERIFYING, True, timeout=VERIFYING_SECONDS):
        try:
            verification.run(at=at)
        finally:
            cache.delete(VERIFYING)
