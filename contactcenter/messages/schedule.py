"""What the clock starts."""

from celery import shared_task
from django.utils import timezone

from contactcenter.messages import relay, tasks


@shared_task(name="outbox.relay", ignore_result=True)
def relay_messages() -> None:
    """See that every message is on its way, or in front of a person."""
    at = timezone.now()
    relay.find_unknown(at=at)
    relay.expire(at=at)
    for message_id in relay.to_ring_for(at=at):
        tasks.send.delay(message_id)
