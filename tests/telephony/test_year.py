"""A year in which somebody tries to ring at any moment: both days when clocks change, holidays, seasons, exceptions, closures.

Whether a line is answered is worked out minute by minute by the second engine of tests/districts/oracle.py.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from districts import line_hours
from districts.models import Closure, PhoneLine
from districts.phone_hours import (
    Days,
    ExceptionPeriod,
    Interval,
    PhoneHours,
    Season,
    State,
    Week,
    open_at,
)
from telephony import attempts, dial_time, offers, placing, presence
from telephony.dial_time import Reason
from telephony.models import Attempt, Callback, Presence
from tests.districts.oracle import ONE_MINUTE, Oracle
from tests.endurance import scaled
from tests.factories import CallbackFactory, UserFactory
from tests.telephony.open_lines import agent_of, open_queue
from tests.telephony.scripted import Scripted

LINES = 10
FIRST, LAST = datetime(2026, 7, 1, tzinfo=UTC), datetime(2027, 7, 1, tzinfo=UTC)
CLOCKS_CHANGE = [datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)]
BOUNDS = [420, 480, 510, 540, 690, 720, 780, 900, 960, 1020, 1380, 1500]  # in minutes
NIGHT = Interval(90, 200)  # open while clocks change
OUTCOMES = [Attempt.Outcome.BUSY, Attempt.Outcome.NO_ANSWER, Attempt.Outcome.REJECTED]


@pytest.mark.endurance
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(scaled(LINES)))
def test_nobody_is_rung_outside_of_open_hours(settings, seed):
    settings.TELEPHONY_DRIVER = "manual"
    year = Year(Random(seed))

    year.go_through()

    assert year.rung > 20
    assert year.refused > 20


class Year:
    """One line, and an agent who tries again and again."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.queue = open_queue(hours_of_a_year(random), talk_minutes=random.choice([3, 5, 12]))
        close_now_and_then(self.queue.line, random)
        self.hours = line_hours.of(self.queue.line, at=FIRST)
        self.oracle = Oracle(self.hours)
        self.agent = agent_of(self.queue, at=FIRST)
        self.rung = self.refused = 0

    def go_through(self) -> None:
        moments = [self.near(change, minutes=90) for change in CLOCKS_CHANGE * 5]
        at = FIRST
        while at < LAST:
            at += timedelta(minutes=self.random.randint(60, 20 * 1440))
            answer = open_at(self.hours, at)
            moments += [at, self.near(answer.closes_at or answer.opens_at or at, minutes=15)]
        for moment in sorted(moments):
            self.try_to_ring(moment)

    def near(self, moment: datetime, *, minutes: int) -> datetime:
        return moment + timedelta(seconds=self.random.randint(-minutes * 60, minutes * 60))

    def try_to_ring(self, at: datetime) -> None:
        """Ring at the moment; when nobody is rung, or reached, the next attempt is made as soon as it may be."""
        callback = CallbackFactory(queue=self.queue, asked_at=at - timedelta(minutes=1))
        for _attempt in range(2):
            at = self.ring(callback, at)
        Callback.objects.filter(pk=callback.pk).delete()

    def ring(self, callback: Callback, at: datetime) -> datetime:
        presence.enter(self.agent, Presence.State.READY, at=at)
        offers.claim(callback, agent=self.agent, at=at)
        if self.is_answered_throughout(at):
            attempt = attempts.begin(callback, callback.lease_token, agent=self.agent, at=at)
            placing.place(attempt.pk, driver=Scripted(), at=at)
            outcome = self.random.choice(OUTCOMES)
            attempts.report(attempt, outcome, agent=self.agent, at=at)
            self.rung += 1
        else:
            with pytest.raises(dial_time.Refused) as refused:
                attempts.begin(callback, callback.lease_token, agent=self.agent, at=at)
            assert refused.value.reason == Reason.CLOSED, at
            self.refused += 1
        callback.refresh_from_db()
        assert self.is_answered_throughout(callback.eligible_at), at
        return callback.eligible_at

    def is_answered_throughout(self, at: datetime) -> bool:
        minutes = [at + number * ONE_MINUTE for number in range(self.queue.talk_minutes)]
        ends_at = at + self.queue.talk_minutes * ONE_MINUTE - timedelta(microseconds=1)
        return all(self.oracle.state(moment) is State.OPEN for moment in [*minutes, ends_at])


def hours_of_a_year(random: Random) -> PhoneHours:
    """An ordinary week with open nights on Sundays, a summer, and some days with hours of their own."""
    moved = date(2026, 7, 1) + timedelta(days=random.randint(0, 300))
    days = [moved + timedelta(days=20 * number) for number in range(3)]
    return PhoneHours(
        weeks=(Week(date(2026, 1, 1), seven_days(random)),),
        seasons=(Season("Summer", (6, 15), (8, 15), seven_days(random)),),
        exceptions=tuple(
            ExceptionPeriod(day, day + timedelta(days=2), one_day(random), "Moving house")
            for day in days
        ),
    )


def seven_days(random: Random) -> Days:
    monday, tuesday, wednesday, thursday, friday = (one_day(random) for _day in range(5))
    return monday, tuesday, wednesday, thursday, friday, (), (NIGHT, *one_day(random))


def one_day(random: Random) -> tuple[Interval, ...]:
    """One time or two, from seven in the morning."""
    first, second, third, fourth = sorted(random.sample(BOUNDS, 4))  # the last may be past midnight
    return random.choice(
        [(Interval(first, fourth),), (Interval(first, second), Interval(third, fourth))]
    )


def close_now_and_then(line: PhoneLine, random: Random) -> None:
    closed_by = UserFactory(roles=["administrator"])
    for _closure in range(8):
        starts_at = FIRST + timedelta(minutes=random.randint(0, 365 * 1440))
        ends_at = starts_at + timedelta(minutes=random.randint(5, 3000))
        Closure.objects.create(
            line=line, starts_at=starts_at, ends_at=ends_at, reason="Alarm", closed_by=closed_by
        )
