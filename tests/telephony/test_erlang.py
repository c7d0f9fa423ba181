"""The formulas against published values, against each other, and against sums done in another way."""

import math
from fractions import Fraction

import pytest

from telephony import erlang

TALK = 300.0  # seconds
PATIENCE = 480.0


def blocked_by_definition(load: int, agents: int) -> float:
    terms = [Fraction(load**number, math.factorial(number)) for number in range(agents + 1)]
    return float(terms[-1] / sum(terms))


@pytest.mark.parametrize(("load", "agents"), [(1, 1), (10, 12), (18, 20), (100, 110)])
def test_blocked_is_the_share_of_the_last_state(load, agents):
    assert erlang.blocked(load, agents) == pytest.approx(blocked_by_definition(load, agents))


def test_waits_and_service_level_agree_with_published_values():
    assert erlang.waits(10, 12) == pytest.approx(0.44939, abs=5e-6)
    assert erlang.service_level(10, 12, TALK, within=20) == pytest.approx(0.60671, abs=5e-6)
    assert erlang.mean_wait(10, 12, TALK) == pytest.approx(0.44939 * TALK / 2, rel=1e-4)


def test_large_centres_are_no_trouble():
    assert erlang.waits(4000 * 300 / 3600, 350) == pytest.approx(0.2677, abs=1e-4)


def test_a_line_that_only_grows_has_no_mean_wait():
    assert erlang.mean_wait(12, 12, TALK) == math.inf
    assert erlang.service_level(12, 12, TALK, within=20) == 0


def test_people_as_patient_as_a_talk_is_long_make_a_house_without_a_line():
    """Then everybody leaves at one rate, talking or waiting: the number in the house is Poisson's."""
    load, agents = 17.7, 18
    poisson = [
        math.exp(-load + number * math.log(load) - math.lgamma(number + 1)) for number in range(200)
    ]
    in_line = sum(
        (number - agents) * share for number, share in enumerate(poisson) if number > agents
    )

    result = erlang.impatient(load / TALK, agents, TALK, TALK)

    assert result.in_line == pytest.approx(in_line, rel=1e-9)
    assert result.given_up == pytest.approx(in_line / load, rel=1e-9)


def test_endless_patience_is_erlang_c():
    result = erlang.impatient(10 / TALK, 12, TALK, 1e9)

    assert result.wait == pytest.approx(erlang.mean_wait(10, 12, TALK), rel=1e-3)
    assert result.given_up < 1e-6


def test_agents_needed_is_the_first_number_that_is_enough():
    rate = 106 / 1800

    needed = erlang.agents_needed(rate, TALK, PATIENCE, given_up=0.05)

    assert erlang.impatient(rate, needed, TALK, PATIENCE).given_up <= 0.05
    assert erlang.impatient(rate, needed - 1, TALK, PATIENCE).given_up > 0.05


def test_the_wait_behind_others_grows_with_the_line_and_shrinks_with_agents():
    assert erlang.wait_behind(0, 1, TALK, 1e9) == pytest.approx(TALK)
    assert erlang.wait_behind(3, 2, TALK, 1e9) == pytest.approx(4 * TALK / 2)
    assert erlang.wait_behind(3, 2, TALK, PATIENCE) < erlang.wait_behind(3, 2, TALK, 1e9)
    assert erlang.wait_behind(0, 0, TALK, PATIENCE) == math.inf
