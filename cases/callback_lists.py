"""The live list of callbacks: what needs a person, what waits and in which order, and whether anything has changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Sum,
    Value,
)

from cases.on_the_phone import OnThePhone
from contactcenter.accounts.models import User
from telephony import dial_time
from telephony.models import UNDER_WAY, Attempt, Callback, Queue, QueueMember
from telephony.models.callbacks import CallbackQuerySet

ANSWER = "telephony.answer"
ON_A_PAGE = 25
LINES_OPEN_AND_CLOSE = (
    300  # seconds after which the list is shown again, although nothing has changed
)
A_MINUTE = Value(timedelta(minutes=1), output_field=DurationField())


@dataclass(frozen=True)
class Row:
    """One callback as the list shows it at a moment."""

    callback: Callback
    at: datetime
    may_take: bool = False
    rings_from: datetime | None = None  # none: not asked

    @property
    def is_late(self) -> bool:
        return self.callback.is_late(self.at)

    @property
    def is_near(self) -> bool:
        """Say whether the promise is so near that it goes before callers in line."""
        near = timedelta(minutes=self.callback.queue.near_promise_minutes)
        return self.at <= self._promised_by <= self.at + near

    @property
    def is_due(self) -> bool:
        return self.rings_from is None or self.rings_from <= self.at

    @property
    def is_under_way(self) -> bool:
        return self.callback.status in UNDER_WAY

    @property
    def owner(self) -> User | None:
        """Answer whose own it is for now: a lead has given it to them."""
        owned_until = self.callback.owned_until
        return self.callback.owner if owned_until and owned_until > self.at else None

    @property
    def is_first(self) -> bool:
        """Say whether it goes before others of its queue, by priority."""
        return self.callback.priority < Callback.Priority.NORMAL

    @property
    def unknown_attempt(self) -> Attempt | None:
        """Answer the attempt of which nobody knows whether it rang."""
        return next((each for each in self.callback.attempts.all() if not each.outcome), None)

    @property
    def _promised_by(self) -> datetime:
        promised_by = self.callback.promised_by
        assert promised_by is not None  # noqa: S101  (a constraint of the table: every live one has it)
        return promised_by


def queues_for(agent: User) -> list[Queue]:
    """Answer every queue in use, each with `is_mine`: whether the agent answers it."""
    mine = QueueMember.objects.filter(queue=OuterRef("pk"), user=agent)
    return list(Queue.objects.active().annotate(is_mine=Exists(mine)))


def live(queues: Iterable[Queue], *, language: str = "") -> CallbackQuerySet:
    found = Callback.objects.live().filter(queue__in=[queue.pk for queue in queues])
    return found.filter(language=language) if language else found


def waiting(callbacks: CallbackQuerySet) -> CallbackQuerySet:
    """Keep what is in line, also what a colleague has just now, in the order in which it is rung."""
    in_line = callbacks.exclude(status=Callback.Status.NEEDS_PERSON)
    related = ["queue__line__unit", "service", "district", "offered_to", "owner"]
    return in_line.select_related(*related).in_order()


def needing_a_person(callbacks: CallbackQuerySet) -> CallbackQuerySet:
    """Keep what goes no further by itself, the oldest promise first, with its attempts."""
    attempts = Prefetch("attempts", Attempt.objects.select_related("agent"))
    found = callbacks.filter(status=Callback.Status.NEEDS_PERSON)
    return (
        found.select_related("queue__line__unit", "service", "district")
        .prefetch_related(attempts)
        .order_by("promised_by", "pk")
    )


def rows(
    callbacks: Iterable[Callback], queues: Iterable[Queue], *, agent: User, at: datetime
) -> list[Row]:
    """Show callbacks to the agent, who may take what may be rung now in a queue that they answer, and is no colleague's own."""
    callbacks = list(callbacks)
    mine = {queue.pk for queue in queues if queue.is_mine} if agent.has_perm(ANSWER) else set()  # type: ignore[attr-defined]
    opens = dial_time.first_times({callback.queue for callback in callbacks}, at=at)
    found = []
    for callback in callbacks:
        row = Row(callback, at, rings_from=max(callback.eligible_at, opens[callback.queue_id]))
        is_free = callback.status == Callback.Status.WAITING and row.owner in (None, agent)
        found.append(replace(row, may_take=is_free and row.is_due and callback.queue_id in mine))
    return found


def stamp(callbacks: CallbackQuerySet, mine: OnThePhone, *, at: datetime) -> str:
    """Answer a short text that is another one as soon as a row, its place or its mark changes. One query, however many rows."""
    near = ExpressionWrapper(F("queue__near_promise_minutes") * A_MINUTE, DurationField())
    counted = callbacks.aggregate(
        number=Count("pk"),
        rows=Sum("pk"),
        changes=Sum("revision"),
        late=Count("pk", filter=Q(promised_by__lt=at, attempts_used=0)),
        near=Count("pk", filter=Q(promised_by__lte=Value(at) + near)),
        due=Count("pk", filter=Q(eligible_at__lte=at)),
        owned=Count("pk", filter=Q(owned_until__gt=at)),
    )
    seen = [*sorted(counted.items()), mine.stamp, at.timestamp() // LINES_OPEN_AND_CLOSE]
    return blake2b(repr(seen).encode(), digest_size=8).hexdigest()
