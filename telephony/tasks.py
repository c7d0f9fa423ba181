"""What is handed to a worker: an id, no more. A message that is lost or comes twice rings nobody twice."""

from uuid import UUID

from celery import shared_task

from contactcenter import database
from telephony import placing
from telephony.drivers import registry

PLACING_SECONDS = 15  # less than until the attempt is looked into


@shared_task(
    name="telephony.place_attempt",
    ignore_result=True,
    acks_late=False,
    max_retries=0,
    time_limit=PLACING_SECONDS,
)
def place_attempt(attempt: str) -> None:
    placing.place(UUID(attempt), driver=registry.driver(), at=database.now())
