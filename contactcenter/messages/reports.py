"""What a provider tells afterwards: delivered or not. It comes to an address that nobody can guess, one for each try."""

import secrets
from datetime import datetime

from django.utils.crypto import salted_hmac

from contactcenter.messages.models import Message, State

# From which states a report may lead there. Delivered is final: a late or repeated report changes nothing, and whatever
# the order, a message that was ever delivered ends as delivered.
MAY_FOLLOW = {
    State.DELIVERED: [State.QUEUED, State.SENDING, State.SENT, State.UNKNOWN, State.FAILED],
    State.FAILED: [State.SENDING, State.SENT, State.UNKNOWN],
}


class NotOurs(Exception):
    """There is no such address, or no longer."""


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def sealed(secret: str) -> str:
    """Answer what is kept of the secret: it cannot be used by who reads the database."""
    return salted_hmac("contactcenter.messages.reports", secret, algorithm="sha256").hexdigest()


def take_in(secret: str, status: str, *, at: datetime) -> None:
    """Move the message on as far as the report says; words that we do not know are taken in and change nothing."""
    about = Message.objects.filter(report_token=sealed(secret))
    if status in MAY_FOLLOW:
        state = State(status)
        fault = Message.Fault.NOT_DELIVERED if state is State.FAILED else ""
        about.filter(state__in=MAY_FOLLOW[state]).update(state=state, fault=fault, reported_at=at)
    if not about.exists():
        raise NotOurs
