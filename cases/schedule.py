"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.utils import timezone

from cases import sources


@shared_task(name="cases.count_sources", ignore_result=True)
def count_sources() -> None:
    sources.count(at=timezone.now())
