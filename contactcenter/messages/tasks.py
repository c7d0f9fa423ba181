"""What is handed to a worker: the number of a row, which may be lost or come twice."""

from celery import shared_task
from django.utils import timezone

from contactcenter.messages import sending

# No adapter takes so long; a worker that hangs is ended, and the clock finds what it was about.
LONGEST_SECONDS = 45


@shared_task(name="outbox.send", ignore_result=True, acks_late=False, time_limit=LONGEST_SECONDS)
def send(message_id: int) -> None:
    sending.send(message_id, at=timezone.now())
