"""The sample city through an hour of a Monday, in virtual time."""

from datetime import UTC, datetime, timedelta

import time_machine

from contactcenter import encryption
from contactcenter.accounts.models import User
from telephony import calls, dispatching, presence, schedule
from telephony.drivers import little_town
from telephony.drivers.little_network import Network
from telephony.drivers.little_town import Arrival
from telephony.drivers.registry import SEED
from telephony.models import Attempt, Call, Callback, CallEventRecord, Presence
from telephony.sample import callbacks, living
from tests.factories import (
    MONDAY_NINE,
    AttemptFactory,
    CallFactory,
)

TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # in Stockholm; a Monday
NIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_the_same_minute_brings_the_same_caller():
    assert Arrival("centre", 29_000_000, 1).events() == Arrival("centre", 29_000_000, 1).events()
    assert Arrival("centre", 29_000_000, 1) == little_town.of_ref("29000000-centre", seed=1)


def test_as_many_ring_as_it_says_and_each_call_comes_to_an_end():
    arrivals = [Arrival("centre", minute, SEED) for minute in range(6000)]
    come = [arrival for arrival in arrivals if arrival.comes(20)]

    ends = [arrival.events()[-1] for arrival in come]

    assert 0.28 < len(come) / len(arrivals) < 0.38
    assert {end.kind for end in ends} == {"ended", "abandoned"}
    given_up = sum(end.kind == "abandoned" for end in ends) / len(ends)
    assert 0.1 < given_up < 0.35


def test_people_ring_wait_give_up_and_are_answered(sample_city):
    waiting = 0
    for step in range(25):
        living.tick(at=TEN + timedelta(minutes=2 * step))
        waiting = max(waiting, calls.in_line(at=TEN + timedelta(minutes=2 * step)).count())

    assert Call.objects.filter(outcome="answered").count() > 10
    assert Call.objects.filter(is_abandoned=True).exists()
    assert waiting >= 1


def test_a_tick_that_comes_twice_or_late_tells_nothing_twice_and_forgets_no_end(sample_city):
    for step in range(10):
        living.tick(at=TEN + timedelta(minutes=step))
    at = TEN + timedelta(minutes=9)
    told = CallEventRecord.objects.count()
    again = living.tick(at=at)

    living.tick(at=at + timedelta(hours=2))

    began_before = Call.objects.filter(arrived_at__lte=at)
    assert (again, told > 0) == (0, True)
    assert not began_before.exclude(state="ended").exists()


def test_nobody_rings_while_the_line_is_closed(sample_city):
    for step in range(10):
        living.tick(at=NIGHT + timedelta(minutes=step))

    assert not Call.objects.exists()


def test_whom_an_agent_rings_answers_or_not_as_the_network_says(sample_city):
    attempt = AttemptFactory(
        callback__number=encryption.encrypt("+46701740680"),
        driver="simulated",
        state="placed",
        placed_at=NIGHT,
    )
    end = Network(SEED).events_of(living.dialled(attempt))[-1]

    living.tick(at=NIGHT)
    ringing = attempt.call.state
    living.tick(at=end.at)

    attempt.call.refresh_from_db()
    assert (ringing, attempt.call.state) == ("ringing", "ended")
    assert (attempt.call.outcome, attempt.call.ended_at) == (end.outcome, end.at)


def test_who_says_how_a_call_went_has_hung_up(sample_city):
    attempt = AttemptFactory(driver="simulated", state="placed", placed_at=NIGHT)
    living.tick(at=NIGHT)
    ended_at = NIGHT + timedelta(seconds=1)
    Attempt.objects.update(state="ended", outcome="cancelled", ended_at=ended_at)

    living.tick(at=NIGHT + timedelta(seconds=2))

    call = attempt.call
    assert (call.state, call.ended_at, call.outcome) == ("ended", ended_at, "cancelled")
    assert living.tick(at=NIGHT + timedelta(hours=1)) == 0


def test_attempts_of_another_driver_are_left_alone(db):
    AttemptFactory(driver="manual", state="placed", placed_at=MONDAY_NINE)

    assert living.tick(at=MONDAY_NINE) == 0


def test_a_few_callbacks_wait_from_the_beginning(sample_city):
    waiting = Callback.objects.all()

    assert "6 new callbacks" in sample_city
    assert {callback.status for callback in waiting} == {"waiting"}
    assert all(callback.promised_by > callback.asked_at for callback in waiting)
    numbers = {encryption.decrypt(callback.number) for callback in waiting}
    assert len(numbers) == 6
    assert numbers <= set(callbacks.NUMBERS)


def test_whoever_is_ready_is_offered_one_at_once_although_callers_wait(sample_city):
    Callback.objects.all().delete()
    callbacks.load(at=TEN)
    CallFactory.create_batch(3, queue=callbacks.queue_of("elder-care"), queued_at=TEN)
    presence.enter(User.objects.get(email=callbacks.AGENT), Presence.State.READY, at=TEN)

    assert dispatching.tick(at=TEN).offered == 1


def test_loading_again_adds_none(sample_city):
    assert callbacks.load(at=TEN) == 0


def test_callers_who_are_tired_of_waiting_are_rung_back_until_many_wait(sample_city):
    Callback.objects.all().delete()

    for step in range(40):
        living.tick(at=TEN + timedelta(minutes=2 * step))

    asked = Callback.objects.all()
    assert {callback.source for callback in asked} == {"menu"}
    assert all(callback.place_at < callback.asked_at for callback in asked)
    assert 1 < len(asked) <= callbacks.MOST_WAITING


def test_the_clock_plays_in_the_sample_city_only(sample_city, settings):
    with time_machine.travel(TEN, tick=False):
        settings.SAMPLE_CITY = False
        schedule.play()
        elsewhere = Call.objects.exists()
        settings.SAMPLE_CITY = True
        schedule.play()

    assert (elsewhere, Call.objects.exists()) == (False, True)


def test_all_numbers_are_for_fiction():
    """070-174 06 05 to 070-174 06 99: PTS."""
    fiction = {f"+46701740{last}" for last in range(605, 700)}

    assert set(callbacks.NUMBERS) | set(little_town.NUMBERS) <= fiction
    assert not set(callbacks.NUMBERS) & set(little_town.NUMBERS)
