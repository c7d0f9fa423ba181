"""Many agents who reach for the same callbacks at once, each in a process of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from django.conf import settings
from django.db import connections

from contactcenter.accounts.models import User
from telephony.models import Callback, Presence, Queue, QueueMember
from tests import patience
from tests.factories import MONDAY_NINE, CallbackFactory

Claimant = Callable[[Sequence[User]], list[int]]  # the callbacks that these agents got


def add_callbacks(queue: Queue, number: int) -> None:
    """Let so many wait in the queue, each with a number of its own."""
    callbacks = CallbackFactory.build_batch(
        number, queue=queue, service=queue.service, number="", number_hash=""
    )
    for place, callback in enumerate(callbacks):
        callback.number_hash = f"{queue.pk:032x}{place:032x}"
    Callback.objects.bulk_create(callbacks)


def add_agents(queue: Queue, number: int) -> list[User]:
    agents = User.objects.bulk_create(
        User(email=f"claimant{queue.pk}.{place}@example.org", display_name=f"Claimant {place}")
        for place in range(number)
    )
    QueueMember.objects.bulk_create(QueueMember(queue=queue, user=agent) for agent in agents)
    Presence.objects.bulk_create(
        Presence(
            user=agent,
            state=Presence.State.READY,
            since=MONDAY_NINE,
            idle_since=MONDAY_NINE,
            seen_at=MONDAY_NINE,
        )
        for agent in agents
    )
    return agents


def queues_of(agent: User) -> list[int]:
    return list(agent.queue_memberships.values_list("queue", flat=True))


def all_at_once(claimant: Claimant, agents: Sequence[User], *, processes: int) -> list[list[int]]:
    """Share the agents out among so many processes, and answer what each process got.

    They are not forked from the process of the test, whose threads (of a browser, say) may hold a lock at that moment.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.telephony.warm"])
    shares = [agents[number::processes] for number in range(processes)]
    name, anchor_file = settings.DATABASES["default"]["NAME"], settings.AUDIT_ANCHOR_FILE
    start = (context.Barrier(processes, timeout=patience.SECONDS), name, anchor_file)
    with ProcessPoolExecutor(processes, context, begin_together, start) as pool:
        return list(pool.map(claimant, shares))


def begin_together(everybody: Barrier, database: str, anchor_file: Path) -> None:
    """Use the database and the anchors of the test, and wait until all the others are there."""
    connections["default"].settings_dict["NAME"] = database
    settings.AUDIT_ANCHOR_FILE = anchor_file
    everybody.wait()
