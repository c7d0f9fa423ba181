"""What the clock does about messages: rings again for those that nobody took, and finds those whose sender was killed."""

from datetime import datetime, timedelta

from django.db import transaction

from contactcenter.messages.models import Message, State

RUNG_AGAIN_AFTER = timedelta(seconds=60)  # sooner, and the broker would fill with what waits in it
SENT_AFTER_AT_MOST = timedelta(seconds=60)  # no adapter takes so long
MOST_AT_ONCE = 500


def find_unknown(*, at: datetime) -> int:
    """Show a person what a worker took and never came back about. It may have gone out, so it is not sent again."""
    left = Message.objects.filter(state=State.SENDING, sent_at__lte=at - SENT_AFTER_AT_MOST)
    return left.update(state=State.UNKNOWN)


def expire(*, at: datetime) -> int:
    """Let rest what was not sent in time."""
    return Message.objects.due(at).filter(expires_at__lte=at).update(state=State.EXPIRED)


@transaction.atomic
def to_ring_for(*, at: datetime) -> list[int]:
    """Answer with what is due and has not been rung for lately, oldest first, and note that it is rung for now."""
    silent = Message.objects.due(at).exclude(rung_at__gt=at - RUNG_AGAIN_AFTER)
    locked = silent.order_by("due_at").select_for_update(skip_locked=True)
    pks = list(locked.values_list("pk", flat=True)[:MOST_AT_ONCE])
    Message.objects.filter(pk__in=pks).update(rung_at=at)
    return pks
