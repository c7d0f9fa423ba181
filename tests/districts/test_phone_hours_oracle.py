"""The engine against the oracle: random hours in every layer, random moments, clock changes more often than chance."""

from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from districts import phone_hours
from districts.phone_hours import State
from tests.districts.oracle import Minutes
from tests.districts.random_hours import hours_and_day
from tests.endurance import scaled

LINES = 2000
MOMENTS_OF_A_LINE = 60  # 120 000 in all
THREE_DAYS = (0, 72 * 3600)  # in seconds from midnight UTC before the day of interest
NIGHT = (23 * 3600, 27 * 3600)  # clocks change in its middle, on a day when they do
DAYS_TO_LOOK_AHEAD = 1


@pytest.mark.endurance
def test_engine_answers_as_the_oracle_at_every_moment():
    for seed in range(scaled(LINES)):
        assert_same_answers(Random(seed), f"seed {seed}")


@settings(
    max_examples=20,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.randoms(use_true_random=False))
def test_engine_answers_as_the_oracle_for_hours_that_hypothesis_finds(random):
    assert_same_answers(random, "found by hypothesis")


def assert_same_answers(random, found):
    hours, day = hours_and_day(random)
    first = datetime.combine(day, time(), UTC) - timedelta(days=1)
    minutes = Minutes(hours, first, 3 + DAYS_TO_LOOK_AHEAD)

    for number in range(MOMENTS_OF_A_LINE):
        span = NIGHT if number % 2 else THREE_DAYS
        at = first + timedelta(seconds=random.randrange(*span))
        assert_same_answer(hours, minutes, at, f"{found}, {at}")


def assert_same_answer(hours, minutes, at, found):
    answer = phone_hours.open_at(hours, at)
    opens_at = minutes.opens_at(at)

    assert answer.state is minutes.state(at), found
    if answer.state is State.OPEN:
        assert_same_moment(answer.closes_at, minutes.closes_at(at), minutes.end, found)
        assert_same_moment(phone_hours.next_opening(hours, at), opens_at, minutes.end, found)
    else:
        assert_same_moment(answer.opens_at, opens_at, minutes.end, found)
    if answer.state is not State.OPEN and opens_at:
        assert answer.may_open_earlier == minutes.is_not_known_between(at, opens_at), found


def assert_same_moment(answered, expected, end, found):
    """Where the oracle's stretch of time ends without one, the engine may have found one after it."""
    if expected is None:
        assert answered is None or answered >= end, found
    else:
        assert answered == expected, found
