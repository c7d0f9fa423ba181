"""Agents who come and go, take, decline and forget, in any order: no callback is lost, shared, or moved from its place."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from contactcenter.audit.models import AuditEvent
from telephony import dispatching, offers, presence
from telephony.models import Callback, Presence
from tests.endurance import scaled
from tests.factories import MONDAY_NINE, CallbackFactory, QueueFactory, QueueMemberFactory

State = Presence.State
Status = Callback.Status
AGENTS, CALLBACKS = 3, 4
AGENT, CALLBACK = st.integers(0, AGENTS - 1), st.integers(0, CALLBACKS - 1)
TAKEN = {"callback.offered", "callback.claimed"}
GIVEN_BACK = {"callback.declined", "callback.offer_expired"}


def something_is_held(_machine: RuleBasedStateMachine) -> bool:
    return Callback.objects.filter(status=Status.OFFERED).exists()


class InAnyOrder(RuleBasedStateMachine):
    """What should hold is reckoned here anew, from the audit trail."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.at = MONDAY_NINE

    def teardown(self) -> None:
        self.everybody_goes_home()
        transaction.savepoint_rollback(self.savepoint)

    def everybody_goes_home(self) -> None:
        self.at += timedelta(hours=1)
        dispatching.tick(at=self.at)
        assert Callback.objects.waiting().count() == CALLBACKS
        assert not Presence.objects.filter(state=State.READY).exists()

    @initialize()
    def open(self) -> None:
        queue = QueueFactory(line__mode="always")
        self.agents = [QueueMemberFactory(queue=queue).user for _ in range(AGENTS)]
        self.callbacks = CallbackFactory.create_batch(CALLBACKS, queue=queue)
        self.places = {callback.pk: callback.arrived_at for callback in self.callbacks}
        self.events_before = AuditEvent.objects.count()

    @rule(agent=AGENT, state=st.sampled_from([*[State.READY] * 3, *State]))
    def say(self, agent: int, state: State) -> None:
        presence.enter(self.agents[agent], state, at=self.at)

    @rule(seconds=st.sampled_from([1, 11, 31, 61, 200]), watching=st.sets(AGENT))
    def wait(self, seconds: int, watching: set[int]) -> None:
        self.at += timedelta(seconds=seconds)
        for agent in watching:
            presence.seen(self.agents[agent], at=self.at)

    @rule()
    def tick(self) -> None:
        dispatching.tick(at=self.at)
        late = Callback.objects.filter(status=Status.OFFERED, lease_until__lte=self.at)
        assert not late.exists()

    @rule(agent=AGENT, callback=CALLBACK)
    def claim(self, agent: int, callback: int) -> None:
        found = Callback.objects.get(pk=self.callbacks[callback].pk)
        state, held = presence.of(self.agents[agent]).state, self.held_by(agent)
        may = found.status == Status.WAITING and state != State.IN_CALL and not held
        try:
            offers.claim(found, agent=self.agents[agent], at=self.at)
        except (offers.AlreadyTaken, offers.Busy, offers.HasOne):
            assert not may
        else:
            assert may
            assert presence.of(self.agents[agent]).state == State.READY

    @rule(agent=AGENT, holder=AGENT, is_wrong=st.booleans())
    @precondition(something_is_held)
    def accept(self, agent: int, holder: int, is_wrong: bool) -> None:
        self.act(offers.accept, agent, holder, is_wrong=is_wrong, needs_time=True)

    @rule(agent=AGENT, holder=AGENT, is_wrong=st.booleans())
    @precondition(something_is_held)
    def decline(self, agent: int, holder: int, is_wrong: bool) -> None:
        self.act(offers.decline, agent, holder, is_wrong=is_wrong, needs_time=False)

    def act(
        self,
        verb: Callable[..., None],
        agent: int,
        holder: int,
        *,
        is_wrong: bool,
        needs_time: bool,
    ) -> None:
        """Try it on the callback that the holder has, perhaps as somebody else, or by a token that is not its own."""
        held = self.held_by(holder)
        if held is None:
            return
        token = uuid.uuid4() if is_wrong else held.lease_token
        is_in_time = held.lease_until > self.at or not needs_time
        try:
            verb(held, token, agent=self.agents[agent], at=self.at)
        except offers.NotYours:
            assert is_wrong or agent != holder or not is_in_time
        else:
            assert agent == holder
            assert is_in_time
            assert not is_wrong

    def held_by(self, agent: int) -> Callback | None:
        return Callback.objects.filter(offered_to=self.agents[agent]).first()

    @invariant()
    def every_callback_is_where_the_trail_says(self) -> None:
        held: dict[str, str] = {}
        trail = AuditEvent.objects.order_by("position")[self.events_before :]
        for event in trail:
            if event.action in TAKEN:
                assert event.subject_id not in held
                held[event.subject_id] = event.action
            elif event.action in GIVEN_BACK:
                del held[event.subject_id]
        under_way = Callback.objects.filter(status=Status.OFFERED)
        assert {str(callback.pk) for callback in under_way} == held.keys()

    @invariant()
    def places_stay_and_nothing_counts_as_an_attempt(self) -> None:
        found = Callback.objects.all()
        assert {callback.pk: callback.place_at for callback in found} == self.places
        assert not any(callback.attempts_used for callback in found)


@pytest.mark.endurance
@pytest.mark.django_db
def test_no_callback_is_lost_shared_or_moved():
    run_state_machine_as_test(
        InAnyOrder,
        settings=settings(
            max_examples=scaled(100),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
