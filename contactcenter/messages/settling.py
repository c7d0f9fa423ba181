"""What a person decides about a message that failed, or of which nobody knows whether it went out."""

from datetime import datetime

from django.db import transaction

from contactcenter.accounts.models import User
from contactcenter.accounts.tasks import after_commit
from contactcenter.audit import events
from contactcenter.messages import tasks
from contactcenter.messages.models import Message


class Settled(Exception):
    """Somebody was quicker, or a report came, or the message can no longer be sent."""


@transaction.atomic
def send_again(message: Message, *, by: User, at: datetime) -> None:
    """Send the message once more. Whoever has got it already gets it twice."""
    can_go = Message.objects.unsettled().of_use(at).exclude(to="").filter(pk=message.pk)
    if not can_go.update(state=Message.State.QUEUED, fault="", due_at=at, rung_at=at, tries=0):
        raise Settled
    after_commit(tasks.send, message.pk)
    events.record(by, "message.sent_again", message, at=at)


@transaction.atomic
def leave(message: Message, *, by: User, at: datetime) -> None:
    """Let the message rest as it is."""
    if not Message.objects.unsettled().filter(pk=message.pk).update(settled_at=at):
        raise Settled
    events.record(by, "message.left", message, at=at)
