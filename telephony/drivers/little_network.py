"""A made-up telephone network: what becomes of a call follows from a seed, the call and its times, and from nothing else.

It knows no clock: whoever asks says when it is, so that a day of thousands of calls passes in a second. An agent's phone
rings first and then the resident's. How often people answer, how long they talk and how soon they give up is made up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from telephony.drivers.base import CallEvent, EventKind, Outcome


class FarEnd(StrEnum):
    """What somebody does when their phone rings."""

    ANSWERS = "answers"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTS = "rejects"
    INVALID = "invalid"
    NETWORK_FAILS = "network_fails"


HOW_OFTEN = {  # per cent
    FarEnd.ANSWERS: 70,
    FarEnd.NO_ANSWER: 17,
    FarEnd.BUSY: 7,
    FarEnd.REJECTS: 3,
    FarEnd.INVALID: 1,
    FarEnd.NETWORK_FAILS: 2,
}
NOT_ANSWERED = {  # with what the network says, and after how many seconds; none: when it has rung for long enough
    FarEnd.BUSY: (Outcome.BUSY, 2),
    FarEnd.NO_ANSWER: (Outcome.NO_ANSWER, None),
    FarEnd.REJECTS: (Outcome.REJECTED, 5),
    FarEnd.INVALID: (Outcome.INVALID_NUMBER, 1),
    FarEnd.NETWORK_FAILS: (Outcome.NETWORK_FAILURE, 3),
}
SHORTEST_TALK, LONGEST_TALK = 20, 1200  # seconds
DUTY_RINGS = 20  # seconds


class Act(StrEnum):
    """What an agent can do with a call."""

    HANG_UP = "hang_up"
    HOLD = "hold"
    RESUME = "resume"
    CONSULT = "consult"
    COMPLETE = "complete"
    CANCEL = "cancel"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class Done:
    act: Act
    at: datetime
    number: str = ""  # whom it was about


@dataclass(frozen=True)
class Dialled:
    """A call that an agent placed, and what they did with it."""

    attempt: UUID
    number: str
    ring_seconds: int
    placed_at: datetime
    done: tuple[Done, ...] = ()

    @property
    def provider_ref(self) -> str:
        return str(self.attempt)

    def event(
        self, kind: EventKind, at: datetime, role: str = "", outcome: Outcome | None = None
    ) -> CallEvent:
        """Make an event; its id follows from what it says, so that the same one has the same id every time."""
        milliseconds = (at - self.placed_at) // timedelta(milliseconds=1)
        return CallEvent(
            event_id=f"{self.attempt}:{milliseconds}:{kind}:{role}",
            provider_ref=self.provider_ref,
            kind=kind,
            at=at,
            direction="out",
            attempt=self.attempt,
            role=role,
            outcome=outcome,
        )


@dataclass(frozen=True)
class Network:
    """What the network is like. script: what certain numbers always do, whatever the seed says."""

    seed: int
    script: Mapping[str, FarEnd] = field(default_factory=dict)

    def events_of(self, call: Dialled) -> list[CallEvent]:
        """Answer everything that happens to the call, in order, if nobody does anything more with it."""
        events = self._course(call)
        for done in call.done:
            if is_over(events, at=done.at):
                break
            events = self._after(call, events, done)
        return _until_the_end(events)

    def _after(self, call: Dialled, events: list[CallEvent], done: Done) -> list[CallEvent]:
        """Answer how the call goes on after the agent did something; while nobody talks, they can only hang up."""
        if done.act is Act.HANG_UP and not is_passed_on(events, at=done.at):
            return _hung_up(call, events, done.at)
        if not is_answered(events, at=done.at) or is_passed_on(events, at=done.at):
            return events
        match done.act:
            case Act.HOLD:
                return [*events, call.event(EventKind.HELD, done.at, "citizen")]
            case Act.RESUME:
                return [*events, call.event(EventKind.RESUMED, done.at, "citizen")]
            case Act.CANCEL:
                return [*_without_duty_phone(events, done.at), *_back(call, done)]
            case Act.COMPLETE:
                passed_on = call.event(EventKind.TRANSFERRED, done.at, "duty")
                return [*_without_duty_phone(events, done.at), passed_on]
        return [*events, *self._duty_phone(call, done)]

    def _duty_phone(self, call: Dialled, done: Done) -> list[CallEvent]:
        """Ring somebody else, to ask first or to pass on at once. Nobody answers: the resident comes back to the agent."""
        random = self.random(call.attempt, done.at.timestamp())
        held = call.event(EventKind.HELD, done.at, "citizen")
        begun = [held, call.event(EventKind.CONSULT_STARTED, done.at, "duty")]
        if done.act is Act.TRANSFER:
            begun = [held]
        if self.far_end(done.number, random) is not FarEnd.ANSWERS:
            rung_out = replace(done, at=done.at + timedelta(seconds=DUTY_RINGS))
            return [*begun, *_back(call, rung_out)]
        answers = done.at + timedelta(seconds=random.uniform(2, DUTY_RINGS - 2))
        kind = EventKind.ANSWERED if done.act is Act.CONSULT else EventKind.TRANSFERRED
        return [*begun, call.event(kind, answers, "duty")]

    def far_end(self, number: str, random: Random) -> FarEnd:
        drawn = random.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()))[0]
        return self.script.get(number, drawn)

    def random(self, *about: object) -> Random:
        return Random(" ".join(str(each) for each in (self.seed, *about)))  # noqa: S311  (repeatable on purpose)

    def _course(self, call: Dialled) -> list[CallEvent]:
        random = self.random(call.attempt)
        far_end = self.far_end(call.number, random)
        agent_answers = call.placed_at + timedelta(seconds=random.uniform(1, 3))
        rings = agent_answers + timedelta(seconds=1)
        events = [
            call.event(EventKind.RINGING, call.placed_at, "agent"),
            call.event(EventKind.ANSWERED, agent_answers, "agent"),
            call.event(EventKind.RINGING, rings, "citizen"),
        ]
        if far_end is not FarEnd.ANSWERS:
            outcome, after = NOT_ANSWERED[far_end]
            ends = rings + timedelta(seconds=call.ring_seconds if after is None else after)
            return [*events, call.event(EventKind.ENDED, ends, outcome=outcome)]
        answers = rings + timedelta(seconds=random.uniform(2, max(3, call.ring_seconds - 2)))
        hangs_up = answers + timedelta(seconds=talk_seconds(random))
        who = random.choice(["agent", "citizen"])
        return [
            *events,
            call.event(EventKind.ANSWERED, answers, "citizen"),
            call.event(EventKind.BRIDGED, answers, "citizen"),
            call.event(EventKind.ENDED, hangs_up, who, Outcome.ANSWERED),
        ]


def talk_seconds(random: Random) -> float:
    """Draw how long two people talk: some four minutes."""
    return min(max(random.lognormvariate(5.3, 0.6), SHORTEST_TALK), LONGEST_TALK)


def is_over(events: Iterable[CallEvent], *, at: datetime) -> bool:
    return any(event.kind is EventKind.ENDED and event.at <= at for event in events)


def is_answered(events: Iterable[CallEvent], *, at: datetime) -> bool:
    return any(event.kind is EventKind.BRIDGED and event.at <= at for event in events)


def is_passed_on(events: Iterable[CallEvent], *, at: datetime) -> bool:
    return any(event.kind is EventKind.TRANSFERRED and event.at <= at for event in events)


def _until_the_end(events: Iterable[CallEvent]) -> list[CallEvent]:
    """Sort the events, and leave out what would come after the end."""
    in_order = sorted(events, key=lambda event: event.at)  # what happens at once stays in order
    ends = next(place for place, event in enumerate(in_order) if event.kind is EventKind.ENDED)
    return in_order[: ends + 1]


def _hung_up(call: Dialled, events: list[CallEvent], at: datetime) -> list[CallEvent]:
    outcome = Outcome.ANSWERED if is_answered(events, at=at) else Outcome.CANCELLED
    before = [event for event in events if event.at <= at]
    return [*before, call.event(EventKind.ENDED, at, "agent", outcome)]


def _back(call: Dialled, done: Done) -> list[CallEvent]:
    """Bring the resident back to the agent."""
    resumed = call.event(EventKind.RESUMED, done.at, "citizen")
    if done.act is Act.TRANSFER:
        return [resumed]
    return [call.event(EventKind.CONSULT_ENDED, done.at, "duty"), resumed]


def _without_duty_phone(events: list[CallEvent], at: datetime) -> list[CallEvent]:
    """Leave out what the duty phone would have done after the moment."""
    of_consult = {EventKind.CONSULT_ENDED, EventKind.RESUMED}
    return [
        event
        for event in events
        if event.at <= at or not (event.role == "duty" or event.kind in of_consult)
    ]


def do(call: Dialled, act: Act, *, at: datetime, number: str = "") -> Dialled:
    return replace(call, done=(*call.done, Done(act, at, number)))
