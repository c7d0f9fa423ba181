"""A made-up day of a big city's contact centre, in virtual time: the same callers with and without callbacks.

450 000 contacts a year, 73 % of them by phone, on 250 days: 1 314 calls from 8 to 17, 106 in the busiest half hour (the
city's inquiry, 2023). Talks last 5 minutes in the mean (log-normal, coefficient of variation 0.8), people hang up after 8
minutes in the mean, 60 % take a callback when one is offered, 85 % answer when rung: assumptions, the same for every rule.
Seconds are counted from the opening. Who rings whom is decided by the product's own policy.
"""

import heapq
import math
import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from telephony import dispatch_policy, erlang

HALF_HOUR = 1800.0
CALLS_A_DAY = 450_000 * 0.73 / 250
BUSIEST = 106
SHAPE = [
    50,
    76,
    98,
    106,
    103,
    96,
    84,
    66,
    58,
    62,
    76,
    82,
    78,
    72,
    66,
    58,
    48,
    35,
]  # calls by half hour
TALK, TALK_VARIES = 300.0, 0.8
PATIENCE = 480.0
TAKES_CALLBACK, ANSWERS = 0.6, 0.85
RINGS = 30.0
TRIES = 3
RETRIES_AFTER = 900.0
PROMISE = 3600.0
OFFERED_ABOVE = 60.0  # of estimated wait
CLOSES = HALF_HOUR * len(SHAPE)
TICK = 20.0
OPENS = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # eight o'clock in Stockholm


@dataclass(frozen=True)
class Caller:
    number: int
    arrives: float
    talk: float
    patience: float
    takes_callback: bool
    answers: tuple[bool, ...]  # at the first, second, third try


def callers(day: int) -> list[Caller]:
    """Draw the callers of a day: the same for every rule."""
    draw = random.Random(day)
    spread = math.sqrt(math.log(1 + TALK_VARIES**2))
    middle = math.log(TALK) - spread**2 / 2
    arrivals = []
    for number, calls in enumerate(SHAPE):
        at = number * HALF_HOUR
        while (at := at + draw.expovariate(calls / HALF_HOUR)) < (number + 1) * HALF_HOUR:
            arrivals.append(at)
    return [
        Caller(
            number=number,
            arrives=at,
            talk=draw.lognormvariate(middle, spread),
            patience=draw.expovariate(1 / PATIENCE),
            takes_callback=draw.random() < TAKES_CALLBACK,
            answers=tuple(draw.random() < ANSWERS for _try in range(TRIES)),
        )
        for number, at in enumerate(arrivals)
    ]


def staffing(given_up: float) -> list[int]:
    """Answer the agents of each half hour, as few as lose no larger share than that by Erlang A."""
    return [
        erlang.agents_needed(calls / HALF_HOUR, TALK, PATIENCE, given_up=given_up)
        for calls in SHAPE
    ]


@dataclass
class Waiting:
    """Somebody whom we have promised to ring."""

    caller: Caller
    arrived: float
    promised_by: float
    due: float
    tries: int = 0


@dataclass(frozen=True)
class Moment:
    """What the rule sees. Both lines in their order."""

    at: float
    free: int
    agents: int
    live: Sequence[Caller]
    callbacks: Sequence[Waiting]


Rule = Callable[
    [Moment], list[Waiting]
]  # whom to ring now; the free agents who are left take callers


@dataclass
class Figures:
    calls: int = 0
    lost: int = 0
    live_waits: list[float] = field(default_factory=list)
    callback_waits: list[float] = field(default_factory=list)
    late: int = 0
    not_reached: int = 0
    taken: int = 0
    overtime: float = 0.0

    @property
    def lost_share(self) -> float:
        return self.lost / self.calls

    @property
    def late_share(self) -> float:
        return self.late / max(self.taken, 1)

    def add(self, other: "Figures") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def saved_share(none: Figures, with_rule: Figures, bound: Figures) -> float:
    """Answer which part of the callers that callbacks could save at best this rule has saved."""
    return (none.lost - with_rule.lost) / (none.lost - bound.lost)


def lost_by_erlang(agents: Sequence[int]) -> float:
    """Answer the share of callers who give up, by Erlang A, half hour by half hour, without callbacks."""
    shares = [
        calls * erlang.impatient(calls / HALF_HOUR, number, TALK, PATIENCE).given_up
        for calls, number in zip(SHAPE, agents, strict=True)
    ]
    return sum(shares) / sum(SHAPE)


def run(
    people: Sequence[Caller],
    agents: Sequence[int],
    rule: Rule | None,
    *,
    free_of_cost: bool = False,
) -> Figures:
    """Play a day. rule: none, nobody is offered a callback; free_of_cost: those who take one cost nobody any time."""
    return Day(people, agents, rule, free_of_cost).play()


class Day:
    def __init__(
        self,
        people: Sequence[Caller],
        agents: Sequence[int],
        rule: Rule | None,
        free_of_cost: bool,
    ) -> None:
        self.agents, self.rule, self.free_of_cost = agents, rule, free_of_cost
        self.figures = Figures(calls=len(people))
        self.busy = 0
        self.line: deque[Caller] = deque()
        self.gone: set[int] = set()  # answered, or hung up, and still in `line`
        self.callbacks: list[Waiting] = []
        self.order = count()
        self.events: list[tuple[float, int, Callable[[float], None]]] = []
        for caller in people:
            self.plan(caller.arrives, lambda at, caller=caller: self.arrives(caller, at))
        for number in range(int(CLOSES / TICK)):
            self.plan(number * TICK, look_again)

    def plan(self, at: float, event: Callable[[float], None]) -> None:
        heapq.heappush(self.events, (at, next(self.order), event))

    def play(self) -> Figures:
        at = 0.0
        while self.events or self.callbacks:
            if not self.events:  # after closing, until the last promise is kept
                self.plan(min(each.due for each in self.callbacks) + TICK, look_again)
            at, _order, event = heapq.heappop(self.events)
            event(at)
            self.work(at)
        self.figures.overtime = max(0.0, at - CLOSES)
        return self.figures

    def on_duty(self, at: float) -> int:
        return self.agents[min(int(at / HALF_HOUR), len(self.agents) - 1)]

    def arrives(self, caller: Caller, at: float) -> None:
        if self.offers(at) and caller.takes_callback:
            self.figures.taken += 1
            if not self.free_of_cost:
                self.callbacks.append(Waiting(caller, at, at + PROMISE, at))
            return
        self.line.append(caller)
        self.plan(at + caller.patience, lambda _at: self.hangs_up(caller))

    def offers(self, at: float) -> bool:
        agents = self.on_duty(at)
        if self.rule is None or self.busy < agents:
            return False
        return erlang.wait_behind(self.in_line, agents, TALK, PATIENCE) > OFFERED_ABOVE

    @property
    def in_line(self) -> int:
        return sum(caller.number not in self.gone for caller in self.line)

    def hangs_up(self, caller: Caller) -> None:
        if caller.number not in self.gone:
            self.gone.add(caller.number)
            self.figures.lost += 1

    def work(self, at: float) -> None:
        free = self.on_duty(at) - self.busy
        if free <= 0:
            return
        self.line = deque(caller for caller in self.line if caller.number not in self.gone)
        due = [each for each in self.callbacks if each.due <= at]
        if self.rule and due:
            seen = Moment(at, free, self.on_duty(at), list(self.line), due)
            for waiting in self.rule(seen):
                self.ring(waiting, at)
                free -= 1
        while free > 0 and self.line:
            self.answer(self.line.popleft(), at)
            free -= 1

    def answer(self, caller: Caller, at: float) -> None:
        self.gone.add(caller.number)
        self.figures.live_waits.append(at - caller.arrives)
        self.occupy(caller.talk, at)

    def occupy(self, seconds: float, at: float) -> None:
        self.busy += 1
        self.plan(at + seconds, self.is_free)

    def is_free(self, at: float) -> None:
        self.busy -= 1

    def ring(self, waiting: Waiting, at: float) -> None:
        if waiting.tries == 0:
            self.figures.callback_waits.append(at - waiting.arrived)
            self.figures.late += at > waiting.promised_by
        answered = waiting.caller.answers[waiting.tries]
        waiting.tries += 1
        self.occupy(waiting.caller.talk if answered else RINGS, at)
        if answered or waiting.tries == TRIES:
            self.callbacks.remove(waiting)
            self.figures.not_reached += not answered
        else:
            waiting.due = at + RETRIES_AFTER


def of_the_product(rules: dispatch_policy.Rules) -> Rule:
    """Ask the product's own policy. Nobody is told apart: everybody speaks every language."""

    def rule(moment: Moment) -> list[Waiting]:
        by_number = {each.caller.number: each for each in moment.callbacks}
        at = instant(moment.at)
        seen = dispatch_policy.Moment(
            at=at,
            callers=len(moment.live),
            waiting=[
                dispatch_policy.Waiting(
                    pk=number,
                    priority=2,
                    place_at=instant(max(each.arrived, each.due)),
                    promised_by=instant(each.promised_by),
                )
                for number, each in by_number.items()
            ],
            free=[dispatch_policy.Agent(number, at) for number in range(moment.free)],
            on_duty=moment.agents,
        )
        return [by_number[offer.callback] for offer in dispatch_policy.decide(seen, rules)]

    return rule


def in_order_of_arrival(moment: Moment) -> list[Waiting]:
    """Keep everybody's place in one line, callers and callbacks alike: what a switch calls virtual hold."""
    line = [(caller.arrives, None) for caller in moment.live]
    line += [(waiting.arrived, waiting) for waiting in moment.callbacks]
    line.sort(key=lambda each: each[0])
    return [waiting for _arrived, waiting in line[: moment.free] if waiting]


def look_again(_at: float) -> None:
    """Nothing has happened but that time has passed."""


def instant(seconds: float) -> datetime:
    return OPENS + timedelta(seconds=seconds)
