"""Who waits in one queue, in the order in which they are rung, as its lead sees them: never a number, never a name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from telephony.models import LIVE, Attempt, Callback, Queue
from telephony.models.callbacks import CallbackQuerySet

Status = Callback.Status


@dataclass(frozen=True)
class Waiting:
    """One that waits. `unknown`: the attempt of which nobody knows whether it rang."""

    callback: Callback
    at: datetime
    unknown: Attempt | None = None

    @property
    def is_late(self) -> bool:
        return self.callback.is_late(self.at)

    @property
    def is_near(self) -> bool:
        promised_by, queue = self.callback.promised_by, self.callback.queue
        near = timedelta(minutes=queue.near_promise_minutes)
        return promised_by is not None and self.at <= promised_by <= self.at + near

    @property
    def is_due(self) -> bool:
        return self.callback.eligible_at <= self.at

    @property
    def is_owned(self) -> bool:
        callback = self.callback
        return bool(callback.owner and callback.owned_until and callback.owned_until > self.at)


def live(queue: Queue) -> CallbackQuerySet:
    """Answer those who wait, are being rung or need a person, in the order in which they are rung."""
    rows = Callback.objects.filter(queue=queue, status__in=LIVE)
    return rows.select_related("queue", "offered_to", "owner", "district", "slot").in_order()


def show(callbacks: list[Callback], *, at: datetime) -> list[Waiting]:
    """Answer the callbacks with what is not known about them, in one more query."""
    unknown = Attempt.objects.filter(
        callback__in=callbacks, state=Attempt.State.UNKNOWN
    ).select_related("agent")
    by_callback = {attempt.callback_id: attempt for attempt in unknown}
    return [Waiting(each, at, by_callback.get(each.pk)) for each in callbacks]


def stamp(callbacks: list[Callback], *, at: datetime) -> str:
    """Answer a short text that is another one as soon as the list would look another way; times count in minutes."""
    shown = [(callback.pk, callback.revision, callback.status) for callback in callbacks]
    text = repr([shown, at.replace(second=0, microsecond=0)])
    return blake2b(text.encode(), digest_size=8).hexdigest()
