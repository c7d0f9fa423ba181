"""Who rings whom next: single moments, rules that hold for any moment, and a long rush in which nobody is forgotten."""

import random
import time
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.dispatch_policy import (
    Agent,
    Moment,
    Offer,
    Ranked,
    Rules,
    Waiting,
    decide,
    in_order,
)
from tests.factories import MONDAY_NINE

AT = MONDAY_NINE
RULES = Rules(
    near=timedelta(minutes=10),
    most_dialling_percent=50,
    relax_after=timedelta(minutes=10),
    talk=timedelta(minutes=5),
)
SOMALI, FINNISH = frozenset({"so"}), frozenset({"fi"})


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def waiting(pk: int, *, arrived: float = -5, left: float = 40, **fields: object) -> Waiting:
    """Answer a callback; its arrival and its promise in minutes from now."""
    return Waiting(
        pk, fields.pop("priority", 2), AT + minutes(arrived), AT + minutes(left), **fields
    )


def agent(pk: int, *, idle: float = 1, **fields: object) -> Agent:
    return Agent(pk, AT - minutes(idle), **fields)


def moment(callbacks: list[Waiting], agents: list[Agent], **fields: object) -> Moment:
    known = {"callers": 0, "on_duty": len(agents)} | fields
    return Moment(at=AT, waiting=callbacks, free=agents, **known)


def test_without_callers_everybody_who_is_free_rings():
    callbacks = [waiting(1, arrived=-1), waiting(2, arrived=-3), waiting(3, arrived=-2)]
    agents = [agent(1, idle=5), agent(2, idle=9)]

    assert decide(moment(callbacks, agents), RULES) == [Offer(2, 2), Offer(3, 1)]


def test_priority_goes_before_arrival():
    callbacks = [waiting(1, arrived=-9), waiting(2, arrived=-1, priority=0)]

    assert decide(moment(callbacks, [agent(1)]), RULES) == [Offer(2, 1)]


def test_callers_go_before_callbacks():
    now = moment([waiting(1), waiting(2)], [agent(1), agent(2), agent(3)], callers=2)

    assert decide(now, RULES) == [Offer(1, 1)]
    assert decide(replace(now, callers=3), RULES) == []


def test_a_near_promise_goes_before_callers():
    now = moment([waiting(1, left=11), waiting(2, left=10)], [agent(1)], callers=9, on_duty=20)

    assert decide(now, RULES) == [Offer(2, 1)]


def test_a_near_promise_goes_before_those_who_can_wait_longer():
    booked = waiting(2, arrived=0, left=8)

    assert decide(moment([waiting(1), booked], [agent(1)]), RULES) == [Offer(2, 1)]


def test_a_promise_is_near_earlier_when_others_must_be_kept_before_it():
    crowd = [waiting(pk, left=20) for pk in range(1, 5)]
    alone = moment(crowd[:1], [agent(1)], callers=9, on_duty=2)  # one of two may ring back

    assert decide(alone, RULES) == []
    assert decide(replace(alone, waiting=crowd), RULES) == [Offer(3, 1)]


def test_while_callers_wait_only_a_share_of_the_free_ring():
    late = [waiting(pk, left=-1) for pk in range(1, 9)]
    five = [agent(pk) for pk in range(1, 6)]
    now = moment(late, five, callers=9)

    assert len(decide(now, RULES)) == 3
    assert len(decide(replace(now, ringing=3), RULES)) == 1
    assert len(decide(now, replace(RULES, most_dialling_percent=0))) == 0


def test_some_are_kept_free_until_a_promise_is_near():
    rules = replace(RULES, kept_free=1)
    free = [agent(1), agent(2)]

    assert len(decide(moment([waiting(1), waiting(2)], free), rules)) == 1
    assert len(decide(moment([waiting(1, left=1), waiting(2, left=1)], free), rules)) == 2


def test_whoever_speaks_the_language_rings_and_after_a_while_anybody():
    swedish, somali = agent(1, idle=9), agent(2, idle=1, languages=SOMALI)
    just_come, has_waited = waiting(1, languages=SOMALI), waiting(1, arrived=-10, languages=SOMALI)

    assert decide(moment([just_come], [swedish, somali]), RULES) == [Offer(1, 2)]
    assert decide(moment([just_come], [swedish]), RULES) == []
    assert decide(moment([has_waited], [swedish, somali]), RULES) == [Offer(1, 2)]
    assert decide(moment([has_waited], [swedish]), RULES) == [Offer(1, 1)]
    near = replace(just_come, promised_by=AT + minutes(9))
    assert decide(moment([near], [swedish]), RULES) == [Offer(1, 1)]


def test_a_competence_that_is_missing_holds_nobody_else_up():
    callbacks = [waiting(1, arrived=-9, competences=frozenset({"debt"})), waiting(2)]

    assert decide(moment(callbacks, [agent(1)]), RULES) == [Offer(2, 1)]


def test_an_owned_callback_waits_for_its_owner_for_a_while():
    owned = waiting(1, owner=7, owned_until=AT + minutes(1))
    others = [agent(1, idle=9)]

    assert decide(moment([owned], [*others, agent(7)]), RULES) == [Offer(1, 7)]
    assert decide(moment([owned], others), RULES) == []
    assert decide(moment([replace(owned, owned_until=AT)], others), RULES) == [Offer(1, 1)]
    near = replace(owned, promised_by=AT + minutes(9))
    assert decide(moment([near], others), RULES) == [Offer(1, 1)]


def test_a_long_line_is_decided_in_milliseconds():
    callbacks = [waiting(pk, arrived=-pk / 20, languages=SOMALI) for pk in range(1000)]
    agents = [agent(pk, languages=FINNISH) for pk in range(40)]
    begins = time.process_time()

    decide(moment(callbacks, agents, callers=5), RULES)

    assert time.process_time() - begins < 0.25  # seconds; two hundredths on a quiet machine


# Whatever the moment

few_minutes = st.integers(-60, 60).map(minutes)
languages = st.sets(st.sampled_from(["so", "fi", "ar"]), max_size=2).map(frozenset)
competences = st.sets(st.sampled_from(["debt", "youth"]), max_size=1).map(frozenset)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    callbacks = [
        Waiting(
            pk,
            draw(st.integers(0, 2)),
            AT - abs(draw(few_minutes)),
            AT + draw(few_minutes),
            languages=draw(languages),
            competences=draw(competences),
            owner=draw(st.none() | st.integers(0, 5)),
            owned_until=AT + draw(few_minutes),
        )
        for pk in range(draw(st.integers(0, 8)))
    ]
    agents = [
        Agent(pk, AT - abs(draw(few_minutes)), draw(languages), draw(competences))
        for pk in range(draw(st.integers(0, 6)))
    ]
    return Moment(
        at=AT,
        callers=draw(st.integers(0, 8)),
        waiting=callbacks,
        free=agents,
        on_duty=len(agents) + draw(st.integers(0, 10)),
        ringing=draw(st.integers(0, 3)),
    )


rules = st.builds(
    Rules,
    near=st.just(RULES.near),
    most_dialling_percent=st.integers(0, 100),
    relax_after=st.just(RULES.relax_after),
    talk=st.just(RULES.talk),
    kept_free=st.integers(0, 2),
)


def may_ring(agent: Agent, ranked: Ranked) -> bool:
    """Say it in other words than the rule does."""
    callback = ranked.callback
    can = callback.languages <= agent.languages and callback.competences <= agent.competences
    has_waited = AT - callback.place_at >= RULES.relax_after
    return can or has_waited or ranked.is_near or agent.pk == callback.owner


@given(moments(), rules)
def test_nobody_is_offered_or_asked_twice(now, rules):
    offers = decide(now, rules)

    assert len({offer.agent for offer in offers}) == len(offers)
    assert len({offer.callback for offer in offers}) == len(offers)
    agents = {agent.pk: agent for agent in now.free}
    callbacks = {ranked.callback.pk: ranked for ranked in in_order(now, rules)}
    assert all(may_ring(agents[each.agent], callbacks[each.callback]) for each in offers)


@given(moments(), rules, st.randoms())
def test_the_order_in_which_rows_are_read_changes_nothing(now, rules, chance: random.Random):
    shuffled = replace(
        now,
        waiting=chance.sample(now.waiting, len(now.waiting)),
        free=chance.sample(now.free, len(now.free)),
    )

    assert decide(shuffled, rules) == decide(now, rules)


@given(moments(), rules)
def test_callers_are_protected(now, rules):
    offers = decide(now, rules)
    near = {each.callback.pk for each in in_order(now, rules) if each.is_near}
    before_their_time = [offer for offer in offers if offer.callback not in near]

    if now.callers:
        share = (len(now.free) + now.ringing) * rules.most_dialling_percent / 100
        assert not offers or len(offers) + now.ringing < share + 1
    if before_their_time:
        spare = len(now.free) - now.callers - rules.kept_free
        assert len(before_their_time) <= spare


@given(moments(), rules)
def test_nobody_overtakes_whom_the_same_agent_could_have_rung(now, rules):
    """Without callers the one list is followed, whatever languages and owners there are."""
    now = replace(now, callers=0)
    rules = replace(rules, kept_free=0)
    offers = {offer.callback: offer.agent for offer in decide(now, rules)}
    agents = {agent.pk: agent for agent in now.free}
    passed: list[Ranked] = []
    for ranked in in_order(now, rules):
        callback = ranked.callback
        if callback.pk not in offers:
            is_owned = callback.owner is not None and callback.owned_until > AT
            if ranked.is_near or not is_owned:
                passed.append(ranked)
        else:
            ringing = agents[offers[callback.pk]]
            assert not any(may_ring(ringing, before) for before in passed)


@given(moments(), rules)
def test_whoever_has_been_idle_longest_is_asked_first(now, rules):
    anybody = [
        replace(each, languages=frozenset(), competences=frozenset(), owner=None)
        for each in now.waiting
    ]

    offers = decide(replace(now, waiting=anybody), rules)

    by_idle = sorted(now.free, key=lambda agent: (agent.idle_since, agent.pk))
    assert [offer.agent for offer in offers] == [agent.pk for agent in by_idle[: len(offers)]]


# A long rush: there are always more callers than agents


@settings(max_examples=30)
@given(
    arrivals=st.lists(st.integers(0, 90), min_size=1, max_size=12),
    agents=st.integers(1, 4),
    percent=st.integers(1, 100),
    language=languages,
)
def test_in_an_endless_rush_every_promise_is_kept(arrivals, agents, percent, language):
    """Each agent takes a caller or a callback whenever one talk has ended. All callbacks are promised within the hour."""
    rules = replace(RULES, most_dialling_percent=percent, near=2 * RULES.talk)
    callbacks = {
        pk: Waiting(pk, 2, AT + minutes(at), AT + minutes(at + 60), languages=language)
        for pk, at in enumerate(sorted(arrivals))
    }
    free_at = {pk: AT + pk * minutes(1) for pk in range(agents)}

    rung = play(callbacks, free_at, rules, until=AT + minutes(180))

    assert rung.keys() == callbacks.keys()
    assert all(rung[pk] <= callbacks[pk].promised_by for pk in callbacks)


def play(
    callbacks: dict[int, Waiting], free_at: dict[int, datetime], rules: Rules, *, until: datetime
) -> dict[int, datetime]:
    """Answer when each was rung, minute by minute."""
    rung: dict[int, datetime] = {}
    at = AT
    while at < until:
        free = [Agent(pk, since) for pk, since in free_at.items() if since <= at]
        due = [each for pk, each in callbacks.items() if pk not in rung and each.place_at <= at]
        now = Moment(at=at, callers=9, waiting=due, free=free, on_duty=len(free_at))
        rung |= {offer.callback: at for offer in decide(now, rules)}
        free_at |= {agent.pk: at + rules.talk for agent in free}
        at += minutes(1)
    return rung
