"""Are promises kept? A warning when three quarters of the time are gone, an alarm when it is over: to the leads, once.

Time counts while the line is answered, and nobody is told while it is closed: at night nobody can do anything about it. A
callback that was rung in time and not reached has had what was promised. What comes together is told in one mail.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.messages import outbox
from contactcenter.messages.models import Message
from districts import line_hours
from districts.phone_hours import Opening, PhoneHours, State, open_at
from telephony import open_time
from telephony.models import Callback, Queue
from telephony.models.callbacks import CallbackQuerySet

Status = Callback.Status
NOT_RUNG = [Status.WAITING, Status.OFFERED, Status.NEEDS_PERSON]
LEFT_AT_WARNING = 1 / 4  # of the promised time
ONE_MAIL_IN = timedelta(minutes=5)  # of a kind, for a queue


@dataclass(frozen=True)
class Notice:
    """One of the two things that leads are told. `told_at` is the column that says when."""

    kind: str
    action: str
    told_at: str


WARNING = Notice("callback-warning", "callback.warned", "warned_at")
ALARM = Notice("callback-alarm", "callback.alarmed", "alarmed_at")


@dataclass(frozen=True)
class Watched:
    """How many callbacks the leads were told of."""

    warned: int
    alarmed: int


def tick(*, at: datetime) -> Watched:
    """Look at all whose promise runs, in queues whose line is open; tell of those that have become late, or nearly."""
    by_queue: dict[int, list[Callback]] = defaultdict(list)
    for callback in running(at=at):
        by_queue[callback.queue_id].append(callback)
    queues = Queue.objects.filter(pk__in=by_queue).select_related("line__unit")
    hours = line_hours.of_many({queue.line for queue in queues}, at=at)
    warned = alarmed = 0
    for queue in queues:
        if open_at(hours[queue.line], at).state is State.OPEN:
            late, nearly = sort(by_queue[queue.pk], hours[queue.line], at=at)
            alarmed += tell(ALARM, queue, late, at=at)
            warned += tell(WARNING, queue, nearly, at=at)
    return Watched(warned, alarmed)


def running(*, at: datetime) -> CallbackQuerySet:
    """Keep those who wait to be rung for the first time, and of whom there is something to tell."""
    untold = Callback.objects.filter(Q(promised_by__lte=at) | Q(warned_at=None), alarmed_at=None)
    not_rung = untold.filter(status__in=NOT_RUNG, attempts_used=0)
    return not_rung.exclude(slot__starts_at__gt=at).select_related("slot")


def sort(
    callbacks: Sequence[Callback], hours: PhoneHours, *, at: datetime
) -> tuple[list[Callback], list[Callback]]:
    """Answer those whose promise is broken, and those of which three quarters are gone and nobody has been told."""
    promised = {callback: promise_of(callback) for callback in callbacks}
    late = [each for each, promise in promised.items() if promise.ends_at <= at]
    running = {each: promise for each, promise in promised.items() if promise.ends_at > at}
    openings = openings_of(running.values(), hours)
    nearly = [
        each
        for each, promise in running.items()
        if open_time.within(openings, at, promise.ends_at)
        <= open_time.within(openings, promise.starts_at, promise.ends_at) * LEFT_AT_WARNING
    ]
    return late, nearly


def promise_of(callback: Callback) -> Opening:
    """Answer from when to when the promise runs: a booked half hour from its beginning."""
    assert callback.promised_by  # noqa: S101  (for the type checker: a constraint of the table)
    starts_at = callback.slot.starts_at if callback.slot else callback.arrived_at
    return Opening(starts_at, callback.promised_by)


def openings_of(promises: Collection[Opening], hours: PhoneHours) -> list[Opening]:
    """Answer when the line is answered while any of the promises runs."""
    if not promises:
        return []
    first = min(promise.starts_at for promise in promises)
    last = max(promise.ends_at for promise in promises)
    return open_time.openings_between(hours, first, last)


def tell(notice: Notice, queue: Queue, callbacks: Iterable[Callback], *, at: datetime) -> int:
    """Write one mail to each lead about all of whom nobody has told them; answer how many those are."""
    told_just_now = Callback.objects.live().filter(
        queue=queue, **{f"{notice.told_at}__gt": at - ONE_MAIL_IN}
    )
    if not callbacks or told_just_now.exists():
        return 0
    of_them = Callback.objects.filter(pk__in=[callback.pk for callback in callbacks])
    untold = of_them.filter(**{notice.told_at: None}).order_by("pk")
    with transaction.atomic():
        pks = list(untold.select_for_update(no_key=True).values_list("pk", flat=True))
        count = Callback.objects.filter(pk__in=pks).update(
            **{notice.told_at: at, "revision": F("revision") + 1}
        )
        if count:
            for lead in leads_of(queue):
                write(notice, queue, count, to=lead, at=at)
            events.record(None, notice.action, queue, at=at, callbacks=count)
    return count


def leads_of(queue: Queue) -> Iterable[User]:
    """Answer the leads who answer the queue themselves; all, where none does."""
    leads = User.objects.granted("telephony.lead")
    return leads.filter(queue_memberships__queue=queue) or leads


def write(notice: Notice, queue: Queue, count: int, *, to: User, at: datetime) -> None:
    outbox.write(
        notice.kind,
        key=f"{notice.kind}:{queue.pk}:{to.pk}:{at.isoformat()}",
        channel=Message.Channel.EMAIL,
        to=to.email,
        language=to.language,
        values={
            "queue": queue.name,
            "count": count,
            "link": settings.SITE_URL + reverse("desk-callbacks:list"),
        },
        at=at,
    )
