"""What comes after an attempt."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districts.phone_hours import LOCAL, Closure, Interval, Mode, PhoneHours, Week, open_at
from telephony.models import Attempt, Callback
from telephony.retries import SENSIBLE, Again, Tried, first_time_to_ring, next_step

Outcome = Attempt.Outcome
Ending = Callback.Ending
Needs = Callback.Needs
TALK = timedelta(minutes=5)
EARLY = UUID(int=0)  # no spread at all
LATE = UUID(int=999)  # nearly all of it
EIGHT_TO_FOUR = (Interval(8 * 60, 16 * 60),)
WEEKDAYS = PhoneHours(weeks=(Week(date(2020, 1, 1), (EIGHT_TO_FOUR,) * 5 + ((),) * 2),))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


MONDAY_NINE = local("2026-11-23 09:00")


def after(outcome, *, at=MONDAY_NINE, used=1, failures=0, attempt=EARLY, hours=WEEKDAYS):
    return next_step(Tried(attempt, outcome, at, used, failures), lambda: hours, talk=TALK)


def test_reached_is_the_end():
    assert after(Outcome.REACHED) == Ending.REACHED


@pytest.mark.parametrize(
    ("outcome", "minutes"),
    [
        (Outcome.BUSY, 5),
        (Outcome.NO_ANSWER, 30),
        (Outcome.REJECTED, 30),
        (Outcome.ANSWERING_MACHINE, 30),
        (Outcome.NETWORK_FAILURE, 5),
    ],
)
def test_first_pause_is_by_outcome(outcome, minutes):
    assert after(outcome) == Again(MONDAY_NINE + timedelta(minutes=minutes))


def test_those_who_were_tried_together_are_spread_by_a_fifth_of_the_pause():
    step = after(Outcome.NO_ANSWER, attempt=LATE)

    assert timedelta(minutes=35) < step.eligible_at - MONDAY_NINE < timedelta(minutes=36)


@pytest.mark.parametrize("outcome", [Outcome.BUSY, Outcome.NO_ANSWER, Outcome.REJECTED])
@pytest.mark.parametrize(
    ("tried", "again"),
    [
        ("2026-11-23 09:00", "2026-11-23 12:00"),
        ("2026-11-23 11:50", "2026-11-23 12:20"),  # not ten minutes later, though it is past noon
        ("2026-11-23 14:00", "2026-11-24 08:00"),
        ("2026-11-27 14:00", "2026-11-30 08:00"),  # over the weekend
    ],
)
def test_second_pause_is_until_the_next_half_of_a_day_that_is_answered(outcome, tried, again):
    step = after(outcome, at=local(tried), used=2)

    assert step.eligible_at <= local(again)
    assert step.eligible_at >= local(again) - timedelta(minutes=20)
    assert step.eligible_at.astimezone(LOCAL).hour in {8, 12}


def test_third_attempt_is_the_last():
    assert after(Outcome.NO_ANSWER, used=3) == Ending.NOT_REACHED
    assert after(Outcome.BUSY, used=3) == Ending.NOT_REACHED


def test_number_that_does_not_exist_goes_to_a_person_at_once():
    assert after(Outcome.INVALID_NUMBER) == Needs.INVALID_NUMBER


def test_network_that_fails_uses_up_no_attempt_but_not_for_ever():
    assert isinstance(after(Outcome.NETWORK_FAILURE, used=0, failures=4), Again)
    assert after(Outcome.NETWORK_FAILURE, used=0, failures=5) == Needs.NETWORK


def test_nobody_is_rung_when_less_than_a_talk_is_left():
    step = after(Outcome.NO_ANSWER, at=local("2026-11-23 15:26"))

    assert step == Again(local("2026-11-24 08:00"))


def test_nobody_waits_for_an_attempt_after_weeks_of_closing():
    closed = Closure(local("2026-11-23 09:10"), local("2026-12-20 00:00"), "Moving house")
    hours = PhoneHours(weeks=WEEKDAYS.weeks, closures=(closed,))

    assert after(Outcome.NO_ANSWER, hours=hours) == Ending.NOT_REACHED
    assert after(Outcome.NO_ANSWER, hours=PhoneHours(mode=Mode.NOT_PUBLISHED)) == Ending.NOT_REACHED


def test_on_the_day_when_clocks_go_back_half_an_hour_is_half_an_hour():
    hours = PhoneHours(mode=Mode.ALWAYS)
    before = datetime.fromisoformat("2026-10-25T00:45:00+00:00")  # 02:45, a quarter before

    step = after(Outcome.NO_ANSWER, at=before, hours=hours)

    assert step == Again(before + timedelta(minutes=30))


minutes = st.integers(0, 2 * 365 * 24 * 60)


@given(
    outcome=st.sampled_from([Outcome.BUSY, Outcome.NO_ANSWER, Outcome.NETWORK_FAILURE]),
    minute=minutes,
    used=st.integers(1, 2),
    attempt=st.uuids(),
    closes=st.integers(9, 16),
)
def test_next_attempt_is_always_inside_open_hours(outcome, minute, used, attempt, closes):
    at = local("2026-01-01 00:00") + timedelta(minutes=minute)
    day = (Interval(8 * 60, closes * 60),)
    hours = PhoneHours(weeks=(Week(date(2020, 1, 1), (day,) * 5 + ((),) * 2),))

    step = after(outcome, at=at, used=used, attempt=attempt, hours=hours)

    answer = open_at(hours, step.eligible_at)
    assert answer.closes_at - step.eligible_at >= TALK
    assert at < step.eligible_at <= at + SENSIBLE
    assert first_time_to_ring(hours, step.eligible_at, talk=TALK) == step.eligible_at
