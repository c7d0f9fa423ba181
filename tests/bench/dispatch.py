"""What claiming and dispatching cost: beside plain SQL, beside the clock's tick, and beside a million closed callbacks."""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from statistics import median, quantiles

from django.db import connection, connections, transaction
from django.db.models import QuerySet
from django.utils import timezone

from contactcenter.accounts.models import User
from contactcenter.audit import events
from contactcenter.audit.models import AuditEvent
from contactcenter.celery import TICKS
from districts import line_hours
from districts.models import PhoneLine, Service
from telephony import dispatching, offers
from telephony.models import Call, Callback, Presence, Queue
from tests.factories import MONDAY_NINE, CallbackFactory
from tests.telephony.claimants import Claimant, add_agents, add_callbacks, all_at_once

PROCESSES = 4
CLAIMS, ROUNDS = 400, 3
GOAL_CLAIMS = 0.5  # of the plain loop's
TICK_SECONDS = TICKS["telephony.dispatch"]
DUE, DUE_WITHIN = 80, 40.0  # callbacks, seconds: thirty times the busiest half hour
GOAL_TICKS = 1.0
FEW, MANY = 100, 1_000_000
CODE = "B%09d"
WAITING, TICKS_MEASURED = 200, 60
GOAL_GROWTH = 1.2

NEXT = """
SELECT id FROM telephony_callback WHERE status = 'waiting' AND queue_id = %s
 ORDER BY priority, place_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
TAKE = """
UPDATE telephony_callback SET status = 'offered', offered_to_id = %s, lease_token = gen_random_uuid(), lease_until = now()
 WHERE id = %s
"""


def run() -> None:
    tell("\nCallbacks", "here", "goal")
    claims()
    latency()
    growth()


def tell(what: str, here: str, goal: str) -> None:
    sys.stdout.write(f"{what:72}{here:>14}{goal:>12}\n")
    sys.stdout.flush()


@contextmanager
def made_up_queue() -> Iterator[Queue]:
    """Have a queue that is always open, and nothing of it afterwards."""
    line = PhoneLine.objects.create(
        unit=PhoneLine.objects.earliest("pk").unit, slug="bench", role="Bench", mode="always"
    )
    queue = Queue.objects.create(
        slug="bench",
        name="Bench",
        line=line,
        service=Service.objects.earliest("pk"),
        lease_seconds=300,  # longer than anything here takes
    )
    try:
        yield queue
    finally:
        with connections["owner"].cursor() as cursor:  # has time, and reads no million rows
            cursor.execute("DELETE FROM telephony_callback WHERE queue_id = %s", [queue.pk])
        queue.calls.all().delete()
        people = list(queue.members.values_list("user", flat=True))
        queue.delete()
        User.objects.filter(pk__in=people).delete()
        line.delete()


def team(queue: Queue) -> QuerySet[Presence]:
    return Presence.objects.filter(user__queue_memberships__queue=queue)


def claims() -> None:
    """Claim from several processes, in turn as the product does and in plain SQL with the same link in the trail."""
    ours, plain = [], []
    for _ in range(ROUNDS):
        ours.append(claims_a_second(claim))
        plain.append(claims_a_second(claim_plainly))
    ratio = median(ours) / median(plain)
    tell(
        f"claims a second, {PROCESSES} processes, with their audit event", f"{median(ours):.0f}", ""
    )
    tell("  a bare loop of SKIP LOCKED and a chained insert", f"{median(plain):.0f}", "")
    tell("  ratio", f"{ratio:.2f}", f"≥ {GOAL_CLAIMS}")


def claims_a_second(claimant: Claimant) -> float:
    with made_up_queue() as queue:
        add_callbacks(queue, CLAIMS)
        agents = add_agents(queue, CLAIMS)
        begins = time.perf_counter()
        taken = all_at_once(claimant, agents, processes=PROCESSES)
        seconds = time.perf_counter() - begins
        if len({pk for share in taken for pk in share}) != CLAIMS:
            sys.exit("Some callback went to two, or to nobody.")
    return CLAIMS / seconds


def claim(agents: Sequence[User]) -> list[int]:
    queues = list(Queue.objects.filter(slug="bench").values_list("pk", flat=True))
    taken = (offers.claim_next(queues, agent=agent, at=MONDAY_NINE) for agent in agents)
    return [callback.pk for callback in taken if callback]


def claim_plainly(agents: Sequence[User]) -> list[int]:
    """Do what a claim cannot do without: lock a row, mark it, and add a link to the chain."""
    taken = []
    (queue,) = Queue.objects.filter(slug="bench").values_list("pk", flat=True)
    for agent in agents:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NEXT, [queue])
            (callback,) = cursor.fetchone()
            cursor.execute(TAKE, [agent.pk, callback])
            events.record(None, "callback.claimed", at=MONDAY_NINE)
            taken.append(callback)
    return taken


def latency() -> None:
    """Let callbacks become due at any moment, tick by the clock, and see how long each waits to be offered."""
    with made_up_queue() as queue:
        add_callbacks(queue, DUE)
        add_agents(queue, DUE)
        begins = timezone.now()
        drawn = random.Random(7)
        for callback in queue.callbacks.all():
            callback.eligible_at = begins + timedelta(seconds=drawn.uniform(0, DUE_WITHIN))
            callback.arrived_at = begins
            callback.save()
        team(queue).update(seen_at=begins + timedelta(seconds=DUE_WITHIN))
        tick_until_nobody_waits(queue, begins)
        waits = waited(queue)
    p95 = quantiles(waits, n=20)[-1] / TICK_SECONDS
    tell(
        f"due until offered, p95, in ticks of {TICK_SECONDS} s", f"{p95:.2f}", f"≤ {GOAL_TICKS:.0f}"
    )


def tick_until_nobody_waits(queue: Queue, begins: datetime) -> None:
    number = 0
    while queue.callbacks.waiting().exists():
        number += 1
        next_tick = begins + timedelta(seconds=number * TICK_SECONDS)
        time.sleep(max(0.0, (next_tick - timezone.now()).total_seconds()))
        dispatching.tick(at=timezone.now())


def waited(queue: Queue) -> list[float]:
    """Answer for each callback the seconds from when it was due until its offer was written down."""
    due = {str(pk): at for pk, at in queue.callbacks.values_list("pk", "eligible_at")}
    offered = AuditEvent.objects.filter(
        action="callback.offered", subject_id__in=due, recorded_at__gte=min(due.values())
    )
    return [
        (moment - due[pk]).total_seconds()
        for pk, moment in offered.values_list("subject_id", "recorded_at")
    ]


def growth() -> None:
    """Measure a tick that reads a whole line and offers nothing, among few closed callbacks and among a million."""
    with made_up_queue() as queue:
        add_callbacks(queue, WAITING)
        add_agents(queue, 20)
        at = timezone.now()
        queue.callbacks.update(arrived_at=at, eligible_at=at, promised_by=at + timedelta(days=9))
        team(queue).update(seen_at=at)
        Call.objects.bulk_create(
            Call(
                source="bench",
                provider_ref=f"{number}",
                direction=Call.Direction.IN,
                state=Call.State.QUEUED,
                queue=queue,
                arrived_at=at,
                queued_at=at,
            )
            for number in range(20)
        )
        few = cost_of_a_tick(queue, 1, FEW, at=at)
        many = cost_of_a_tick(queue, FEW + 1, MANY, at=at)
    tell(f"a tick over {WAITING} waiting, {FEW} closed, × reading hours", f"{few:.1f}", "")
    tell(f"  among {MANY:,} closed, × as long", f"{many / few:.2f}", f"≤ {GOAL_GROWTH}")


def cost_of_a_tick(queue: Queue, first: int, last: int, *, at: datetime) -> float:
    add_closed(queue, first, last)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE telephony_callback")
    ticks, hours = [], []
    for _ in range(TICKS_MEASURED):
        ticks.append(took(lambda: dispatching.tick(at=at)))
        hours.append(took(lambda: line_hours.of(queue.line, at=at)))
    return median(ticks) / median(hours)


def add_closed(queue: Queue, first: int, last: int) -> None:
    """Copy one closed callback under the codes of these numbers."""
    queue.callbacks.filter(code=CODE % 0).delete()
    one = CallbackFactory(
        code=CODE % 0,
        queue=queue,
        status=Callback.Status.CLOSED,
        ending=Callback.Ending.REACHED,
        closed_at=MONDAY_NINE,
    )
    copied = [
        column.column
        for column in Callback._meta.local_concrete_fields
        if not (column.generated or column.primary_key or column.column == "code")
    ]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO telephony_callback (code, {', '.join(copied)})"
            f" SELECT 'B' || lpad(nth::text, 9, '0'), {', '.join(copied)}"
            " FROM telephony_callback, generate_series(%s::int, %s::int) AS nth WHERE id = %s",
            [first, last, one.pk],
        )


def took(act: Callable[[], object]) -> float:
    begins = time.perf_counter()
    act()
    return time.perf_counter() - begins
