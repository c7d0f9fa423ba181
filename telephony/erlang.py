"""How long people wait in line, and how many give up: the formulas of A. K. Erlang (1917) and C. Palm (1946).

B: nobody waits (whoever finds all agents busy is lost). C: everybody waits. A: everybody waits, and gives up after a while.
All are exact for calls that arrive at random and talks whose length is exponential. Rates are per second, times seconds;
`load` is in erlang: how many agents the talks alone keep busy. Written as recursions, stable at hundreds of agents.
"""

import math
from dataclasses import dataclass

NEGLIGIBLE = 1e-12  # of a probability, where a sum without end is cut off


def blocked(load: float, agents: int) -> float:
    """Erlang B: answer the share of calls that find everybody busy."""
    share = 1.0
    for number in range(1, agents + 1):
        share = load * share / (number + load * share)
    return share


def waits(load: float, agents: int) -> float:
    """Erlang C: answer the share of calls that have to wait; everybody where the load is more than the agents can do."""
    if load >= agents:
        return 1.0
    share = blocked(load, agents)
    return share / (1 - load / agents * (1 - share))


def mean_wait(load: float, agents: int, talk: float) -> float:
    """Erlang C: answer the mean wait of all calls, in seconds; infinite where the line only grows."""
    if load >= agents:
        return math.inf
    return waits(load, agents) * talk / (agents - load)


def service_level(load: float, agents: int, talk: float, *, within: float) -> float:
    """Erlang C: answer the share of calls that are answered within so many seconds."""
    if load >= agents:
        return 0.0
    return 1 - waits(load, agents) * math.exp(-(agents - load) * within / talk)


@dataclass(frozen=True)
class Waiting:
    """What the line looks like in the long run. `wait`: the mean of all calls, seconds, those who give up included."""

    given_up: float
    wait: float
    in_line: float


def impatient(rate: float, agents: int, talk: float, patience: float) -> Waiting:
    """Erlang A: answer what happens when callers come at `rate` and hang up after `patience` seconds in the mean.

    A walk over the numbers of people in the house, each weighted against the state in which every agent is just busy.
    """
    load = rate * talk
    everybody_busy, weight = 1.0, 1.0
    for number in range(agents, 0, -1):
        weight *= number / load
        everybody_busy += weight
    total, waiting = everybody_busy, 0.0
    weight, line = 1.0, 0
    while weight > NEGLIGIBLE * total:
        line += 1
        weight *= rate / (agents / talk + line / patience)
        total += weight
        waiting += line * weight
    in_line = waiting / total
    return Waiting(given_up=in_line / patience / rate, wait=in_line / rate, in_line=in_line)


def agents_needed(rate: float, talk: float, patience: float, *, given_up: float) -> int:
    """Answer the fewest agents with whom no larger share than `given_up` hangs up in line."""
    agents = 1
    while impatient(rate, agents, talk, patience).given_up > given_up:
        agents += 1
    return agents


def wait_behind(ahead: int, agents: int, talk: float, patience: float) -> float:
    """Answer how long somebody waits, in the mean, behind so many in line while every agent is busy; seconds.

    Whoever stands before them is answered or gives up: the line moves on at the sum of both rates.
    """
    if agents == 0:
        return math.inf
    return sum(1 / (agents / talk + place / patience) for place in range(ahead + 1))
