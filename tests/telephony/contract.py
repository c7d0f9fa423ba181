"""What every driver has to keep, whatever it dials with. A driver's tests bring a rig, and inherit one of the two classes.

Far ends are scripted by number, never by taking the place of anything in the driver.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID, uuid4

import pytest

from telephony import call_folding
from telephony.drivers.base import (
    CallEvent,
    Capability,
    Driver,
    EventKind,
    Leg,
    NotPlaced,
    Outcome,
    Placed,
    Unsupported,
)
from telephony.drivers.little_network import FarEnd

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RING_SECONDS = 30
AGENT = Leg("agent", "agent@example.org")
CALLER_ID = "+46846500400"
ANSWERS = "+46701740605"
DUTY, DUTY_SILENT = "+46846500410", "+46846500411"
NUMBERS = {
    FarEnd.ANSWERS: ANSWERS,
    FarEnd.BUSY: "+46701740606",
    FarEnd.NO_ANSWER: "+46701740607",
    FarEnd.REJECTS: "+46701740608",
    FarEnd.INVALID: "+46701740609",
    FarEnd.NETWORK_FAILS: "+46701740610",
}
SCRIPT = {number: far_end for far_end, number in NUMBERS.items()} | {
    DUTY: FarEnd.ANSWERS,
    DUTY_SILENT: FarEnd.NO_ANSWER,
}
FAILURES = {
    FarEnd.BUSY: Outcome.BUSY,
    FarEnd.NO_ANSWER: Outcome.NO_ANSWER,
    FarEnd.REJECTS: Outcome.REJECTED,
    FarEnd.INVALID: Outcome.INVALID_NUMBER,
    FarEnd.NETWORK_FAILS: Outcome.NETWORK_FAILURE,
}
ONE_DAY = timedelta(days=1)
MOMENT = timedelta(milliseconds=1)


class Rig(Protocol):
    """A driver whose far ends do what SCRIPT says."""

    driver: Driver

    def events(self) -> list[CallEvent]:
        """Answer everything that happens within a day, in order."""
        ...

    def switch_off(self) -> None:
        """Take the switch away."""
        ...


@dataclass(frozen=True)
class Rung:
    attempt: UUID
    placed: Placed


def ring(rig: Rig, number: str = ANSWERS, attempt: UUID | None = None) -> Rung:
    attempt = attempt or uuid4()
    placed = rig.driver.place(
        attempt,
        AGENT,
        Leg("citizen", number),
        caller_id=CALLER_ID,
        ring_seconds=RING_SECONDS,
        at=AT,
    )
    return Rung(attempt, placed)


def moment_of(rig: Rig, kind: EventKind, role: str = "citizen") -> datetime:
    return next(e.at for e in rig.events() if (e.kind, e.role) == (kind, role))


def kinds(rig: Rig) -> list[tuple[str, str]]:
    return [(event.kind, event.role) for event in rig.events()]


def needs(rig: Rig, capability: Capability) -> None:
    """Ask for what a driver can do only if it claims to."""
    if capability not in rig.driver.capabilities:
        pytest.skip(f"{rig.driver.name} does not claim {capability.name}")


OPERATIONS = {
    Capability.HANGUP: lambda driver, ref: driver.hangup(ref, at=AT),
    Capability.HOLD: lambda driver, ref: (driver.hold(ref, at=AT), driver.resume(ref, at=AT)),
    Capability.CONSULT: lambda driver, ref: (
        driver.consult(ref, Leg("duty", DUTY), at=AT),
        driver.cancel_consult(ref, at=AT),
    ),
    Capability.WARM_TRANSFER: lambda driver, ref: driver.complete_transfer(ref, at=AT),
    Capability.BLIND_TRANSFER: lambda driver, ref: driver.transfer(ref, Leg("duty", DUTY), at=AT),
    Capability.LOOKUP: lambda driver, ref: driver.lookup(uuid4(), ref, at=AT),
}


class EveryDriver:
    def test_is_certain_of_a_call_that_it_placed(self, rig):
        assert ring(rig).placed.is_certain

    def test_placing_twice_is_one_call(self, rig):
        if Capability.ORIGINATE in rig.driver.capabilities:
            needs(rig, Capability.IDEMPOTENT)
        first = ring(rig)

        second = ring(rig, attempt=first.attempt)

        assert second == first

    @pytest.mark.parametrize("capability", OPERATIONS)
    def test_does_what_it_claims_and_refuses_the_rest(self, rig, capability):
        ref = ring(rig).placed.provider_ref

        if capability in rig.driver.capabilities:
            OPERATIONS[capability](rig.driver, ref)
        else:
            with pytest.raises(Unsupported):
                OPERATIONS[capability](rig.driver, ref)

    def test_reads_events_if_it_claims_so(self, rig):
        expected = ValueError if Capability.EVENTS in rig.driver.capabilities else Unsupported

        with pytest.raises(expected):
            rig.driver.parse(b"{", at=AT)

    def test_either_rings_by_itself_or_gives_the_agent_a_link(self, rig):
        rings_by_itself = Capability.ORIGINATE in rig.driver.capabilities

        assert bool(rig.driver.dial_uri(ANSWERS)) != rings_by_itself

    def test_says_nothing_of_the_resident(self, rig, caplog):
        placed = ring(rig).placed

        said = caplog.text + repr(placed) + repr(rig.events())
        assert ANSWERS[3:] not in said


class EverySwitch(EveryDriver):
    """Of drivers that ring by themselves. What one does not claim is skipped; at least it has to ring and say why not."""

    def test_rings_the_agent_first_and_then_the_resident(self, rig):
        rung = ring(rig)

        assert kinds(rig)[:-1] == [
            ("ringing", "agent"),
            ("answered", "agent"),
            ("ringing", "citizen"),
            ("answered", "citizen"),
            ("bridged", "citizen"),
        ]
        call = call_folding.folded(rig.events())
        assert (call.state, call.outcome, call.attempt) == ("ended", "answered", rung.attempt)
        assert [part.kind for part in call.segments] == ["ringing", "talk"]

    @pytest.mark.parametrize(("far_end", "outcome"), FAILURES.items())
    def test_says_why_nobody_was_reached(self, rig, far_end, outcome):
        ring(rig, NUMBERS[far_end])

        call = call_folding.folded(rig.events())
        assert (call.outcome, call.answered_at) == (outcome, None)
        assert ("answered", "citizen") not in kinds(rig)

    @pytest.mark.parametrize(("far_end", "outcome"), FAILURES.items())
    def test_asked_it_says_why_nobody_was_reached(self, rig, far_end, outcome):
        needs(rig, Capability.LOOKUP)
        rung = ring(rig, NUMBERS[far_end])

        state = rig.driver.lookup(rung.attempt, rung.placed.provider_ref, at=AT + ONE_DAY)

        assert (state.has_ended, state.outcome) == (True, outcome)

    def test_placing_twice_rings_once(self, rig):
        needs(rig, Capability.IDEMPOTENT)
        rung = ring(rig)

        ring(rig, attempt=rung.attempt)

        assert kinds(rig).count(("ringing", "citizen")) == 1

    def test_after_a_crash_it_is_asked_what_became_of_the_call(self, rig):
        needs(rig, Capability.LOOKUP)
        attempt = ring(rig).attempt  # what it answered was lost

        during = rig.driver.lookup(attempt, "", at=AT)
        after = rig.driver.lookup(attempt, "", at=AT + ONE_DAY)

        assert (during.has_ended, after.has_ended, after.outcome) == (False, True, "answered")
        assert kinds(rig).count(("ringing", "citizen")) == 1

    def test_does_not_pretend_to_know_a_call_that_it_does_not(self, rig):
        needs(rig, Capability.LOOKUP)
        state = rig.driver.lookup(uuid4(), "", at=AT)

        assert state is None or state.outcome == Outcome.UNKNOWN

    def test_the_agent_hangs_up_first(self, rig):
        needs(rig, Capability.HANGUP)
        rung = ring(rig)
        at = moment_of(rig, EventKind.BRIDGED) + timedelta(seconds=5)

        rig.driver.hangup(rung.placed.provider_ref, at=at)

        call = call_folding.folded(rig.events())
        assert (call.ended_at, call.outcome) == (at, "answered")

    def test_the_resident_hangs_up_first(self, rig):
        needs(rig, Capability.HANGUP)
        rung = ring(rig)
        ended = rig.events()[-1].at

        rig.driver.hangup(rung.placed.provider_ref, at=ended + MOMENT)

        assert call_folding.folded(rig.events()).ended_at == ended

    def test_cancelled_while_it_rings_nobody_is_reached(self, rig):
        needs(rig, Capability.HANGUP)
        rung = ring(rig)

        rig.driver.hangup(
            rung.placed.provider_ref, at=moment_of(rig, EventKind.RINGING) + timedelta(seconds=1)
        )

        assert call_folding.folded(rig.events()).outcome == "cancelled"
        assert ("answered", "citizen") not in kinds(rig)

    def test_a_consultation_ends_with_the_resident_passed_on(self, rig):
        needs(rig, Capability.WARM_TRANSFER)
        ref, at = self.consulting(rig, DUTY)

        rig.driver.complete_transfer(ref, at=at)

        call = call_folding.folded(rig.events())
        assert call.transfers == 1
        assert [part.kind for part in call.segments] == ["ringing", "talk", "hold", "talk"]

    def test_a_consultation_is_cancelled_and_the_resident_comes_back(self, rig):
        needs(rig, Capability.CONSULT)
        ref, at = self.consulting(rig, DUTY)

        rig.driver.cancel_consult(ref, at=at)

        call = call_folding.folded(rig.events())
        assert call.transfers == 0
        assert [part.kind for part in call.segments] == ["ringing", "talk", "hold", "talk"]

    def test_the_duty_phone_does_not_answer_and_the_resident_comes_back(self, rig):
        needs(rig, Capability.CONSULT)
        self.consulting(rig, DUTY_SILENT)

        assert ("answered", "duty") not in kinds(rig)
        assert kinds(rig)[-3:-1] == [("consult_ended", "duty"), ("resumed", "citizen")]

    def test_a_resident_passed_on_unannounced_comes_back_when_nobody_answers(self, rig):
        needs(rig, Capability.BLIND_TRANSFER)
        for number, transfers in ((DUTY, 1), (DUTY_SILENT, 0)):
            rung = ring(rig)
            talks = next(
                e.at
                for e in rig.events()
                if e.attempt == rung.attempt and e.kind == EventKind.BRIDGED
            )

            rig.driver.transfer(rung.placed.provider_ref, Leg("duty", number), at=talks + MOMENT)

            of_call = [event for event in rig.events() if event.attempt == rung.attempt]
            assert call_folding.folded(of_call).transfers == transfers

    def test_places_nothing_while_the_switch_is_away(self, rig):
        rig.switch_off()

        with pytest.raises(NotPlaced):
            ring(rig)

        assert not rig.driver.health().is_well
        assert rig.events() == []

    def consulting(self, rig: Rig, number: str) -> tuple[str, datetime]:
        """Bring a call so far that the agent has just begun to ask; answer it, and a moment some time later."""
        rung = ring(rig, attempt=UUID(int=4))  # which lasts long enough
        asked = moment_of(rig, EventKind.BRIDGED) + timedelta(seconds=2)
        rig.driver.consult(rung.placed.provider_ref, Leg("duty", number), at=asked)
        return rung.placed.provider_ref, asked + timedelta(seconds=21)
