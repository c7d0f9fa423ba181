"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.utils import timezone

from contactcenter.log_review import drawing


@shared_task(name="log_review.draw", ignore_result=True)
def draw() -> None:
    """Draw the months that are over: the first tick of a month finds the last one due."""
    drawing.draw_due(by=None, at=timezone.now())
