"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.utils import timezone

from contactcenter.audit import anchors, partitions


@shared_task(name="audit.anchor", ignore_result=True)
def anchor() -> None:
    anchors.write_newest(at=timezone.now())


@shared_task(name="audit.prepare_partitions", ignore_result=True)
def prepare_partitions() -> None:
    partitions.prepare(at=timezone.now())
