"""Who is there: what agents say, and what their silence says."""

from datetime import timedelta

import pytest

from telephony import presence
from telephony.models import Presence
from tests.factories import MONDAY_NINE, PresenceFactory, UserFactory

State = Presence.State
LATER = MONDAY_NINE + timedelta(minutes=5)

pytestmark = pytest.mark.django_db


def test_somebody_who_has_never_said_anything_is_away():
    assert presence.of(UserFactory()).state == State.AWAY


def test_the_first_word_of_an_agent_is_kept():
    agent = UserFactory()

    presence.enter(agent, State.READY, at=MONDAY_NINE)

    row = presence.of(agent)
    assert (row.state, row.idle_since, row.seen_at) == (State.READY, MONDAY_NINE, MONDAY_NINE)


def test_saying_ready_again_costs_no_turn():
    row = PresenceFactory()

    presence.enter(row.user, State.READY, at=LATER)

    row.refresh_from_db()
    assert (row.since, row.idle_since) == (MONDAY_NINE, MONDAY_NINE)


def test_idle_time_begins_anew_after_a_call():
    agent = PresenceFactory().user

    presence.enter(agent, State.IN_CALL, at=MONDAY_NINE)
    assert presence.of(agent).idle_since is None
    presence.enter(agent, State.READY, at=LATER)

    assert presence.of(agent).idle_since == LATER


@pytest.mark.parametrize(
    ("seconds", "is_written"), [(0, False), (9, False), (10, False), (11, True)]
)
def test_a_browser_that_polls_often_writes_seldom(seconds, is_written):
    row = PresenceFactory()
    at = MONDAY_NINE + timedelta(seconds=seconds)

    presence.seen(row.user, at=at)

    row.refresh_from_db()
    assert row.seen_at == (at if is_written else MONDAY_NINE)


@pytest.mark.parametrize(
    ("state", "seconds", "becomes"),
    [
        (State.READY, 90, State.READY),
        (State.READY, 91, State.AWAY),
        (State.WRAP_UP, 600, State.WRAP_UP),
        (State.IN_CALL, 600, State.IN_CALL),
        (State.BREAK, 3600, State.BREAK),
        (State.WRAP_UP, 3601, State.AWAY),
        (State.IN_CALL, 3601, State.AWAY),
    ],
)
def test_who_is_ready_and_silent_is_away(state, seconds, becomes):
    agent = PresenceFactory(state=state).user

    missed = presence.miss(at=MONDAY_NINE + timedelta(seconds=seconds))

    assert presence.of(agent).state == becomes
    assert missed == (state != becomes)


def test_only_somebody_ready_steps_away():
    ready, talking = PresenceFactory().user, PresenceFactory(state=State.IN_CALL).user

    for agent in (ready, talking):
        presence.step_away(agent, at=LATER)

    assert presence.of(ready).state == State.AWAY
    assert presence.of(talking).state == State.IN_CALL
