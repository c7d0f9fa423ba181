from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from telephony.drivers.base import Leg, Outcome
from telephony.drivers.little_network import Dialled, Network
from telephony.drivers.simulated import Simulated
from tests.telephony.contract import ANSWERS, AT, ONE_DAY, SCRIPT, EverySwitch, ring

SEED = 7


class SimulatedRig:
    def __init__(self):
        self.driver = Simulated(network=Network(SEED, SCRIPT))

    def events(self):
        return self.driver.events_between(AT, AT + ONE_DAY)

    def switch_off(self):
        self.driver.is_listening = False


@pytest.fixture
def rig():
    return SimulatedRig()


class TestSimulated(EverySwitch):
    pass


def outcomes(network, calls):
    return [network.events_of(call)[-1].outcome for call in calls]


def test_the_same_call_goes_the_same_way_every_time():
    calls = [Dialled(uuid4(), ANSWERS, 30, AT) for _ in range(20)]

    assert [Network(SEED).events_of(call) for call in calls] == [
        Network(SEED).events_of(call) for call in calls
    ]


def test_of_many_calls_most_are_answered_and_every_other_end_comes_too():
    calls = [Dialled(uuid4(), ANSWERS, 30, AT) for _ in range(600)]

    ends = outcomes(Network(SEED), calls)

    assert 0.6 < ends.count(Outcome.ANSWERED) / len(ends) < 0.8
    assert set(ends) >= {Outcome.BUSY, Outcome.NO_ANSWER, Outcome.REJECTED}


def test_nothing_is_known_of_calls_from_before_a_restart(rig):
    attempt = ring(rig).attempt

    state = SimulatedRig().driver.lookup(attempt, str(attempt), at=AT)

    assert (state.has_ended, state.outcome) == (False, Outcome.UNKNOWN)


def test_events_come_once_however_the_time_is_cut_up(rig):
    for _ in range(5):
        ring(rig)
    cuts = [AT + timedelta(seconds=7 * step) for step in range(400)]

    by_piece = [
        event for start, end in pairwise(cuts) for event in rig.driver.events_between(start, end)
    ]

    assert by_piece == [event for event in rig.events() if event.at < cuts[-1]]


def test_what_is_asked_of_an_unknown_call_changes_nothing(rig):
    for ref in (str(uuid4()), "", "of another switch"):
        rig.driver.consult(ref, Leg("duty", ANSWERS), at=AT)

    assert rig.events() == []
