"""Sixteen agents claim at once, from real processes: every callback goes to one of them, none to two."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from telephony import dispatching, offers
from telephony.models import Callback, Queue
from tests.endurance import scaled
from tests.factories import MONDAY_NINE, CallbackFactory, QueueFactory, UserFactory
from tests.telephony import in_turn
from tests.telephony.claimants import add_agents, add_callbacks, all_at_once, queues_of

AGENTS = 16
Status = Callback.Status

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue() -> Queue:
    return QueueFactory()


def finish(callback: Callback) -> None:
    """End the callback, so that its agent can take another one."""
    held = Callback.objects.filter(pk=callback.pk, lease_token=callback.lease_token)
    done = held.update(
        status=Status.CLOSED,
        ending=Callback.Ending.REACHED,
        closed_at=MONDAY_NINE,
        offered_to=None,
        lease_token=None,
        lease_until=None,
    )
    assert done == 1


def take_the_next(agents: Sequence[User]) -> list[int]:
    """Take one after the other, until nothing is left."""
    (agent,) = agents
    queues, taken = queues_of(agent), []
    while callback := offers.claim_next(queues, agent=agent, at=MONDAY_NINE):
        taken.append(callback.pk)
        finish(callback)
    return taken


def press_the_first_of_the_list(agents: Sequence[User]) -> list[int]:
    """Do what everybody does who looks at the same list."""
    (agent,) = agents
    taken = []
    while callback := Callback.objects.due(MONDAY_NINE).in_order().first():
        try:
            offers.claim(callback, agent=agent, at=MONDAY_NINE)
        except offers.AlreadyTaken:
            continue
        taken.append(callback.pk)
        finish(callback)
    return taken


@pytest.mark.endurance
@pytest.mark.parametrize(
    ("claimant", "callbacks"),
    [(take_the_next, scaled(1000)), (press_the_first_of_the_list, scaled(320))],
)
def test_no_callback_goes_to_two(queue, claimant, callbacks):
    add_callbacks(queue, callbacks)

    taken = all_at_once(claimant, add_agents(queue, AGENTS), processes=AGENTS)

    times = Counter(pk for share in taken for pk in share)
    assert set(times.values()) == {1}
    assert len(times) == callbacks
    assert AuditEvent.objects.filter(action="callback.claimed").count() == callbacks
    assert sum(map(bool, taken)) > AGENTS / 2  # they did reach for them at once


def test_an_agent_who_presses_in_many_windows_holds_one(queue):
    add_callbacks(queue, AGENTS)
    (agent,) = add_agents(queue, 1)

    taken = all_at_once(claim_once, [agent] * AGENTS, processes=AGENTS)

    assert sum(map(len, taken)) == 1
    assert Callback.objects.filter(status=Status.OFFERED).count() == 1


def test_ticks_at_once_offer_nothing_twice():
    queue = QueueFactory(line__mode="always")
    add_callbacks(queue, AGENTS)
    agents = add_agents(queue, AGENTS)

    all_at_once(tick, agents, processes=4)
    dispatching.tick(at=MONDAY_NINE)  # two may have stood in each other's way

    assert Callback.objects.filter(status=Status.OFFERED).count() == AGENTS
    assert AuditEvent.objects.filter(action="callback.offered").count() == AGENTS


def test_whoever_accepts_at_the_last_moment_keeps_it(queue):
    """The clock has seen the offer before it was accepted, and takes it back afterwards."""
    agent, callback = UserFactory(), CallbackFactory(queue=queue)
    offers.offer(callback, agent, at=MONDAY_NINE)
    over = callback.lease_until

    with in_turn.second(lambda: offers.expire(at=over)) as comes:
        at = over - timedelta(seconds=1)
        offers.accept(callback, callback.lease_token, agent=agent, at=at)
        comes()

    callback.refresh_from_db()
    assert (callback.status, callback.offered_to) == (Status.OFFERED, agent)


def tick(_agents: Sequence[User]) -> list[int]:
    dispatching.tick(at=MONDAY_NINE)
    return []


def claim_once(agents: Sequence[User]) -> list[int]:
    (agent,) = agents
    try:
        callback = offers.claim_next(queues_of(agent), agent=agent, at=MONDAY_NINE)
    except offers.HasOne:
        return []
    return [callback.pk] if callback else []
