"""What the web hands to a worker."""

from smtplib import SMTPException
from typing import Any

from celery import Task, shared_task
from django.db import transaction

from contactcenter.accounts import notices, passwords
from contactcenter.accounts.models import User

TRY_AGAIN: dict[str, Any] = {
    "ignore_result": True,
    "autoretry_for": (SMTPException, OSError),
    "retry_backoff": 30,
    "max_retries": 5,
}


def after_commit(task: Task, *arguments: Any) -> None:
    """Hand over once the act is kept. A broker that is away costs the mail, never the act or the answer."""

    def hand_over() -> None:
        task.delay(*arguments)

    transaction.on_commit(hand_over, robust=True)


@shared_task(name="accounts.tell_of_change", **TRY_AGAIN)
def tell_of_change(person_id: int, change: str) -> None:
    notices.tell(User.objects.get(pk=person_id), change)


@shared_task(name="accounts.send_password_link", **TRY_AGAIN)
def send_password_link(person_id: int | None) -> None:
    """Without a person there is nothing to send: the web hands that over too, so that both take equally long."""
    if person_id:
        passwords.send_link(User.objects.get(pk=person_id))
