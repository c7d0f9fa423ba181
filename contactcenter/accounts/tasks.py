"""What the web hands to a worker."""

from smtplib import SMTPException

from celery import shared_task

from contactcenter.accounts import passwords
from contactcenter.accounts.models import User


@shared_task(
    name="accounts.send_password_link",
    ignore_result=True,
    autoretry_for=(SMTPException, OSError),
    retry_backoff=30,
    max_retries=5,
)
def send_password_link(person_id: int) -> None:
    passwords.send_link(User.objects.get(pk=person_id))
