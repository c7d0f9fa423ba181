"""The whole life of callbacks, in any order, with a crash at every step: what must never be, never is.

The steps are the verbs that pages, workers and clock call. A crash inside a transaction takes the step back; one between
the commit and the driver, or while the driver is asked, leaves what the next ones have to find.
"""

from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise

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
from phonenumber_field.phonenumber import PhoneNumber

from districts import line_hours
from districts.models import Closure
from districts.phone_hours import State as LineState
from districts.phone_hours import open_at
from telephony import (
    attempts,
    bookings,
    changes,
    dispatching,
    expiry,
    offers,
    placing,
    presence,
    reviews,
    ringing_in,
    slots,
    watch,
)
from telephony.models import LIVE, Attempt, Callback, Presence, Slot
from tests.endurance import SHARE, scaled
from tests.factories import MONDAY_NINE, UserFactory
from tests.telephony.open_lines import agent_of, open_queue
from tests.telephony.scripted import Scripted
from tests.telephony.steps import REFUSALS, Crash, code_of, step

Status = Callback.Status
OPEN = [Attempt.State.PREPARED, Attempt.State.PLACED]
ENDINGS = [*Attempt.Outcome.values, Attempt.Outcome.NO_ANSWER, None]
PHONES = [f"+4670174060{digit}" for digit in (5, 6, 7)]
whichever = st.integers(0, 5)
crashes = st.sampled_from([False, False, False, True])


troubles = st.sampled_from([None, None, None, None, "not certain", Crash()])


class LifeCycle(RuleBasedStateMachine):
    rings = 0

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        self.nothing_is_lost()
        transaction.savepoint_rollback(self.savepoint)

    @initialize()
    def open_the_office(self) -> None:
        self.at = MONDAY_NINE
        self.queue = open_queue(planned_agents=2, callback_percent=100)
        self.agents = [agent_of(self.queue) for _number in range(2)]
        self.lead = UserFactory(roles=["team_lead"])
        self.driver = Scripted()
        self.arrived: dict[int, datetime] = {}
        slots.fill(self.queue, at=self.at)

    def callback(self, number: int, *statuses: str) -> Callback | None:
        found = list(Callback.objects.filter(status__in=statuses).order_by("pk"))
        return found[number % len(found)] if found else None

    def attempt(self, number: int, *states: str) -> Attempt | None:
        found = list(Attempt.objects.filter(state__in=states).order_by("pk"))
        return found[number % len(found)] if found else None

    # Residents

    @rule(phone=st.sampled_from(PHONES), half_hour=whichever, by_agent=st.booleans(), crash=crashes)
    def book(self, phone: str, half_hour: int, by_agent: bool, crash: bool) -> None:
        free = slots.free_ones(self.queue, at=self.at)
        request = bookings.Booking(
            queue=self.queue,
            number=PhoneNumber.from_string(phone),
            source=Callback.Source.DESK if by_agent else Callback.Source.WEB,
            slot=free[half_hour] if 0 < half_hour < len(free) else None,
        )
        with step(crash=crash):
            bookings.book(request, by=self.agents[0] if by_agent else None, at=self.at)

    @rule(which=whichever)
    def confirm(self, which: int) -> None:
        """The try and what follows from it are committed one after the other: neither is lost with the other."""
        callback = self.callback(which, Status.UNCONFIRMED)
        if callback:
            with suppress(*REFUSALS):
                bookings.confirm(callback, code_of(callback), at=self.at)

    @rule(which=whichever, half_hour=whichever, crash=crashes)
    def move(self, which: int, half_hour: int, crash: bool) -> None:
        callback = self.callback(which, *LIVE, Status.UNCONFIRMED)
        free = slots.free_ones(self.queue, at=self.at)
        if callback:
            with step(crash=crash):
                slot = free[half_hour] if 0 < half_hour < len(free) else None
                changes.move(callback, slot, by=None, at=self.at)
                self.arrived.pop(callback.pk, None)  # whoever gives a half hour back arrives anew

    @rule(which=whichever, crash=crashes)
    def cancel(self, which: int, crash: bool) -> None:
        callback = self.callback(which, *LIVE, Status.UNCONFIRMED)
        if callback:
            with step(crash=crash):
                changes.cancel(callback, by=None, at=self.at)

    @rule(which=whichever, crash=crashes)
    def ring_us(self, which: int, crash: bool) -> None:
        callback = self.callback(which, *LIVE)
        if callback:
            with step(crash=crash):
                ringing_in.rang_in(callback.number_hash, self.queue, agent=None, at=self.at)

    # Agents

    @rule(crash=crashes)
    def offer(self, crash: bool) -> None:
        with step(crash=crash):
            dispatching.tick(at=self.at)

    @rule(agent=st.sampled_from([0, 1]), crash=crashes)
    def accept_or_claim(self, agent: int, crash: bool) -> None:
        person = self.agents[agent]
        held = Callback.objects.filter(offered_to=person, status=Status.OFFERED).first()
        with step(crash=crash):
            if held and held.lease_token:
                offers.accept(held, held.lease_token, agent=person, at=self.at)
            else:
                offers.claim_next([self.queue.pk], agent=person, at=self.at)

    @rule(which=whichever, crash=crashes)
    def decline(self, which: int, crash: bool) -> None:
        held = self.callback(which, Status.OFFERED)
        if held and held.offered_to and held.lease_token:
            with step(crash=crash):
                offers.decline(held, held.lease_token, agent=held.offered_to, at=self.at)

    @rule(agent=st.sampled_from([0, 1]), state=st.sampled_from(Presence.State.values))
    def do_something_else(self, agent: int, state: str) -> None:
        presence.enter(self.agents[agent], Presence.State(state), at=self.at)

    @rule(which=whichever, crash=crashes)
    def begin(self, which: int, crash: bool) -> None:
        held = self.callback(which, Status.OFFERED)
        if held and held.offered_to and held.lease_token:
            with step(crash=crash):
                attempts.begin(held, held.lease_token, agent=held.offered_to, at=self.at)

    @rule(agent=st.sampled_from([0, 1]), trouble=troubles, outcome=st.sampled_from(ENDINGS))
    def ring_somebody(self, agent: int, trouble: str | Crash | None, outcome: str | None) -> None:
        """All the steps in their order; without an outcome the agent forgets to say it."""
        person = self.agents[agent]
        with suppress(*REFUSALS):
            callback = offers.claim_next([self.queue.pk], agent=person, at=self.at)
            if callback and callback.lease_token:
                attempt = attempts.begin(callback, callback.lease_token, agent=person, at=self.at)
                self.ring(attempt, trouble)
                if outcome:
                    attempts.report(attempt, Attempt.Outcome(outcome), agent=person, at=self.at)

    @rule(which=whichever, trouble=troubles)
    def place(self, which: int, trouble: str | Crash | None) -> None:
        attempt = self.attempt(which, *Attempt.State.values)
        if attempt:
            self.ring(attempt, trouble)

    def ring(self, attempt: Attempt, trouble: str | Crash | None = None) -> None:
        so_far = len(self.driver.rang)
        self.driver.trouble = trouble
        with suppress(Crash):
            placing.place(attempt.pk, driver=self.driver, at=self.at)
        if len(self.driver.rang) > so_far:
            LifeCycle.rings += 1
            assert self.is_open(attempt.created_at) or self.was_closed_since(attempt)

    def is_open(self, moment: datetime) -> bool:
        hours = line_hours.of(self.queue.line, at=moment)
        return open_at(hours, moment).state is LineState.OPEN

    def was_closed_since(self, attempt: Attempt) -> bool:
        """Somebody closed the line at the very moment, after the attempt was begun and before it was placed."""
        return Closure.objects.filter(starts_at=attempt.created_at).exists()

    @rule(which=whichever, outcome=st.sampled_from(Attempt.Outcome.values), crash=crashes)
    def report(self, which: int, outcome: str, crash: bool) -> None:
        attempt = self.attempt(which, *OPEN)
        if attempt:
            with step(crash=crash):
                attempts.report(attempt, Attempt.Outcome(outcome), agent=attempt.agent, at=self.at)

    @rule(which=whichever, answer=st.sampled_from(attempts.Answer.values), crash=crashes)
    def settle(self, which: int, answer: str, crash: bool) -> None:
        attempt = self.attempt(which, Attempt.State.UNKNOWN)
        if attempt:
            with step(crash=crash):
                attempts.settle(attempt, attempts.Answer(answer), agent=self.agents[0], at=self.at)

    @rule(which=whichever, crash=crashes)
    def ring_once_more(self, which: int, crash: bool) -> None:
        missed = reviews.to_review()
        if missed:
            with step(crash=crash):
                reviews.ring_again(missed[which % len(missed)], by=self.lead, at=self.at)

    # The clock, and the office

    @rule(minutes=st.sampled_from([0.2, 0.5, 1, 5, 12, 35, 120, 400, 960]))
    def wait(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(crash=crashes)
    def tick(self, crash: bool) -> None:
        with step(crash=crash):
            expiry.expire(at=self.at)
            slots.fill(self.queue, at=self.at)
            watch.tick(at=self.at)
        with step(crash=crash):
            placing.find_unknown(driver=self.driver, at=self.at)

    @precondition(lambda _self: not Closure.objects.exists())
    @rule(hours=st.sampled_from([1, 3, 30]))
    def close_the_office(self, hours: int) -> None:
        Closure.objects.create(
            line=self.queue.line,
            starts_at=self.at,
            ends_at=self.at + timedelta(hours=hours),
            reason="Fire alarm",
            closed_by=self.lead,
        )

    # What must never be

    @invariant()
    def what_must_never_be_is_not(self) -> None:
        live = list(Callback.objects.live().order_by("pk"))
        attempts_made = list(Attempt.objects.order_by("callback", "number"))
        assert len({(each.number_hash, each.service_id) for each in live}) == len(live)
        assert len(set(self.driver.rang)) == len(self.driver.rang)
        self.places_are_kept(live)
        self.slots_hold_what_is_booked()
        self.nobody_is_rung_before_the_last_ring_is_known(attempts_made)
        self.what_is_under_way_has_its_attempt(live, attempts_made)

    def places_are_kept(self, live: list[Callback]) -> None:
        for callback in live:
            arrived = self.arrived.setdefault(callback.pk, callback.arrived_at)
            assert callback.arrived_at == arrived

    def slots_hold_what_is_booked(self) -> None:
        """Those who wait, and those who were folded and have not shown that the number is theirs."""
        placed = Callback.objects.filter(slot__isnull=False)
        booked = Counter(each.slot_id for each in placed if each.is_live or changes.is_shadow(each))
        assert dict(Slot.objects.exclude(booked=0).values_list("pk", "booked")) == booked

    def nobody_is_rung_before_the_last_ring_is_known(self, made: list[Attempt]) -> None:
        """Every attempt has ended but the last one of its callback."""
        for attempt, following in pairwise(made):
            if attempt.callback_id == following.callback_id:
                assert attempt.state == Attempt.State.ENDED

    def what_is_under_way_has_its_attempt(self, live: list[Callback], made: list[Attempt]) -> None:
        last = {attempt.callback_id: attempt.state for attempt in made}
        for callback in live:
            state = last.get(callback.pk)
            assert (callback.status == Status.DIALLING) == (state in OPEN)
            may_have_rung = callback.needs == Callback.Needs.MAY_HAVE_RUNG
            assert may_have_rung == (state == Attempt.State.UNKNOWN)

    @rule()
    def nothing_stays_unknown(self) -> None:
        placing.find_unknown(driver=self.driver, at=self.at)

        left = Attempt.objects.filter(state=Attempt.State.PREPARED)
        assert not left.filter(created_at__lte=self.at - timedelta(seconds=60)).exists()

    @rule()
    def broken_promises_are_told(self) -> None:
        watch.tick(at=self.at)

        broken = Callback.objects.filter(
            status__in=[Status.WAITING, Status.OFFERED, Status.NEEDS_PERSON],
            attempts_used=0,
            promised_by__lt=self.at,
            alarmed_at=None,
        )
        is_open = (
            open_at(line_hours.of(self.queue.line, at=self.at), self.at).state is LineState.OPEN
        )
        assert not (is_open and broken.exists())

    def nothing_is_lost(self) -> None:
        """Whatever has happened, everybody whom we promised to ring is rung in the end, or was told otherwise."""
        if not hasattr(self, "queue"):
            return
        for _round in range(40):
            if not Callback.objects.live().exists():
                return
            self.at = self.next_opening() + timedelta(minutes=1)
            self.work_for_a_day()
        raise AssertionError(list(Callback.objects.live().values()))

    def next_opening(self) -> datetime:
        hours = line_hours.of(self.queue.line, at=self.at)
        opens_at = open_at(hours, self.at + timedelta(minutes=45)).opens_at
        return opens_at or self.at + timedelta(minutes=45)

    def work_for_a_day(self) -> None:
        placing.find_unknown(driver=self.driver, at=self.at)
        offers.expire(at=self.at)
        for attempt in Attempt.objects.filter(state=Attempt.State.UNKNOWN):
            attempts.settle(attempt, attempts.Answer.REACHED, agent=self.lead, at=self.at)
        for attempt in Attempt.objects.filter(state=Attempt.State.PLACED):
            attempts.report(attempt, Attempt.Outcome.REACHED, agent=attempt.agent, at=self.at)
        for callback in Callback.objects.filter(status=Status.NEEDS_PERSON):
            reviews.put_back(callback, by=self.lead, at=self.at)
        agent = self.agents[0]
        presence.enter(agent, Presence.State.READY, at=self.at)
        with suppress(*REFUSALS):
            while callback := offers.claim_next([self.queue.pk], agent=agent, at=self.at):
                attempt = attempts.begin(callback, callback.lease_token, agent=agent, at=self.at)
                self.ring(attempt)
                attempts.report(attempt, Attempt.Outcome.REACHED, agent=agent, at=self.at)
                presence.enter(agent, Presence.State.READY, at=self.at)


@pytest.mark.endurance
@pytest.mark.django_db
def test_what_must_never_be_never_is(settings):
    settings.TELEPHONY_DRIVER = "manual"

    run_state_machine_as_test(LifeCycle, settings=often())

    assert LifeCycle.rings > 0


def often() -> settings:
    return settings(
        max_examples=scaled(250),
        derandomize=SHARE < 1,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
