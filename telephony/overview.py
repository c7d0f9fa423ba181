"""The lead's picture: who waits in which queue and for how long, who answers, and whether promises are kept today.

The same number of queries for one queue and for thirty. What is counted of the past is the present day, by an index.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from districts.phone_hours import LOCAL
from districts.phone_hours.clock import midnight
from telephony import calls
from telephony.dispatching import ON_DUTY
from telephony.models import LIVE, UNDER_WAY, Attempt, Callback, Presence, Queue
from telephony.waiting import wait_behind

Status = Callback.Status
Ending = Callback.Ending
State = Presence.State
WAITS = [Status.WAITING, Status.OFFERED]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Line:
    """Those who hold the line in a queue. `longest`: since when the first of them waits."""

    callers: int = 0
    longest: datetime | None = None


@dataclass(frozen=True)
class Promises:
    """Callbacks in a queue. near and late are waiting ones; kept: of those rung to their end today, and of those that are late."""

    waiting: int = 0
    near: int = 0
    late: int = 0
    needs_person: int = 0
    kept: int = 0
    due: int = 0


@dataclass(frozen=True)
class Person:
    """Somebody who answers, what they do and since when. `rings`: the callback that they were offered or dial."""

    presence: Presence
    queues: tuple[Queue, ...]
    rings: Callback | None = None
    answers: bool = False  # a caller, whatever they said that they do

    @property
    def state(self) -> str:
        if self.rings:
            return "ringing"
        return State.IN_CALL if self.answers else self.presence.state


@dataclass(frozen=True)
class QueueNow:
    queue: Queue
    line: Line
    promises: Promises
    people: tuple[Person, ...]
    wait: timedelta | None  # of the next caller, in the mean; None: nobody is there

    @property
    def states(self) -> Mapping[str, int]:
        return dict(Counter(person.state for person in self.people))

    @property
    def wait_minutes(self) -> int | None:
        return None if self.wait is None else round(self.wait / MINUTE)


@dataclass(frozen=True)
class Overview:
    queues: tuple[QueueNow, ...]
    people: tuple[Person, ...]

    @property
    def totals(self) -> Promises:
        rows = [each.promises for each in self.queues]
        names = Promises.__dataclass_fields__
        return Promises(**{name: sum(getattr(row, name) for row in rows) for name in names})

    @property
    def callers(self) -> int:
        return sum(each.line.callers for each in self.queues)


def of_all(*, at: datetime) -> Overview:
    """Answer the picture of every queue that is in use."""
    queues = list(Queue.objects.active().select_related("line__unit"))
    lines, promises = _lines(at), _promises(at)
    people = _people()
    answer = defaultdict(list)
    for person in people:
        for queue in person.queues:
            answer[queue.pk].append(person)
    return Overview(
        queues=tuple(
            QueueNow(
                queue=queue,
                line=lines.get(queue.pk, Line()),
                promises=promises.get(queue.pk, Promises()),
                people=tuple(answer[queue.pk]),
                wait=_wait(queue, answer[queue.pk], lines),
            )
            for queue in queues
        ),
        people=tuple(people),
    )


def _lines(at: datetime) -> dict[int | None, Line]:
    in_line = calls.in_line(at=at).values("queue")
    rows = in_line.annotate(callers=Count("pk"), longest=Min("queued_at"))
    return {row["queue"]: Line(row["callers"], row["longest"]) for row in rows.order_by()}


def _promises(at: datetime) -> dict[int, Promises]:
    """Count what is open, then what was closed today; a callback that is late is a promise that was not kept."""
    near = Q(status__in=WAITS, promised_by__gte=at) & Q(
        promised_by__lte=at + F("queue__near_promise_minutes") * MINUTE
    )
    late = Q(status__in=[*WAITS, Status.NEEDS_PERSON], attempts_used=0, promised_by__lt=at)
    open_ones: Iterable[Mapping[str, Any]] = (
        Callback.objects.filter(status__in=LIVE)
        .values("queue")
        .annotate(
            waiting=Count("pk", filter=Q(status__in=WAITS)),
            near=Count("pk", filter=near),
            late=Count("pk", filter=late),
            needs_person=Count("pk", filter=Q(status=Status.NEEDS_PERSON)),
        )
        .order_by()
    )
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for row in [*open_ones, *_rung_today(at)]:
        counted[row["queue"]].update({name: row[name] for name in row if name != "queue"})
    for count in counted.values():
        count["due"] += count["late"]
    return {queue: Promises(**count) for queue, count in counted.items()}


def _rung_today(at: datetime) -> Iterable[Mapping[str, Any]]:
    """Count those that were rung to their end today, and of these whom we rang before the time that we had said."""
    in_time = Attempt.objects.filter(
        callback=OuterRef("pk"), placed_at__lte=OuterRef("promised_by")
    )
    today = midnight(at.astimezone(LOCAL).date())
    rung = Callback.objects.filter(
        closed_at__gte=today, ending__in=[Ending.REACHED, Ending.NOT_REACHED]
    )
    marked = rung.annotate(is_kept=Exists(in_time)).values("queue")
    return marked.annotate(kept=Count("pk", filter=Q(is_kept=True)), due=Count("pk")).order_by()


def _people() -> list[Person]:
    """Answer who is there, first those who have been so longest; the away ones are left out."""
    rows = (
        Presence.objects.exclude(state=State.AWAY)
        .filter(user__is_active=True)
        .select_related("user")
        .prefetch_related("user__queue_memberships__queue")
        .order_by("since", "pk")
    )
    held = {
        each.offered_to_id: each
        for each in Callback.objects.filter(status__in=UNDER_WAY).only("offered_to", "code")
    }
    answering = calls.answering()
    return [
        Person(
            presence=row,
            queues=tuple(each.queue for each in row.user.queue_memberships.all()),
            rings=held.get(row.user_id),
            answers=row.user_id in answering,
        )
        for row in rows
    ]


def _wait(
    queue: Queue, people: Iterable[Person], lines: Mapping[int | None, Line]
) -> timedelta | None:
    """Answer the mean wait of the next caller, as `waiting.estimate` does for one queue, from rows that are there already."""
    there = [person for person in people if person.presence.state in ON_DUTY]
    if not there:
        return None
    same_people = {each.pk for person in there for each in person.queues}
    ahead = sum(line.callers for pk, line in lines.items() if pk in same_people)
    free = sum(person.state == State.READY for person in there)
    return wait_behind(ahead, free=free, agents=len(there), queue=queue)


def stamp(picture: Overview, *, at: datetime) -> str:
    """Answer a short text that is another one as soon as the page would look another way; times count in minutes."""
    shown = [
        (each.queue.pk, each.queue.revision, each.line, each.wait_minutes, each.promises)
        for each in picture.queues
    ]
    people = [(person.presence.pk, person.state) for person in picture.people]
    text = repr([shown, people, at.replace(second=0, microsecond=0)])
    return blake2b(text.encode(), digest_size=8).hexdigest()
