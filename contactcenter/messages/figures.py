"""How messages are doing, for operations. Nothing here counts history."""

from datetime import datetime

from django.db.models import Min

from contactcenter.messages.models import Message


def unsettled(state: str) -> int:
    """Count what a person has to decide on."""
    return Message.objects.unsettled().filter(state=state).count()


def oldest_due_seconds(*, at: datetime) -> float:
    """Answer for how long the oldest message has been due; 0 when nothing waits."""
    oldest = Message.objects.due(at).aggregate(at=Min("due_at"))["at"]
    return (at - oldest).total_seconds() if oldest else 0.0
