"""Whatever dies between two steps: nothing is lost, nobody is rung twice, and what nobody knows is shown to a person."""

from datetime import timedelta

import pytest

from telephony import attempts, placing, presence, relay, tasks
from telephony.drivers.base import CallState, Outcome
from telephony.drivers.manual import Manual
from telephony.models import Attempt, Callback, Presence
from tests.factories import MONDAY_NINE, CallbackFactory
from tests.telephony.open_lines import agent_of, claimed, open_queue
from tests.telephony.scripted import Scripted

pytestmark = pytest.mark.django_db
Status = Callback.Status
State = Attempt.State


def later(seconds):
    return MONDAY_NINE + timedelta(seconds=seconds)


class WorkerDied(BaseException):
    """Nothing catches it, as nothing catches a signal that kills."""


@pytest.fixture
def agent():
    return agent_of(open_queue())


@pytest.fixture
def attempt(agent):
    """An attempt that is written down; nobody was asked to ring yet."""
    queue = agent.queue_memberships.get().queue
    callback = claimed(CallbackFactory(queue=queue), agent)
    attempt = attempts.begin(callback, callback.lease_token, agent=agent, at=MONDAY_NINE)
    Attempt.objects.update(driver=Scripted.name)
    return attempt


def die_while_the_driver_is_asked(attempt, driver=None):
    driver = driver or Scripted()
    driver.trouble = WorkerDied()
    with pytest.raises(WorkerDied):
        placing.place(attempt.pk, driver=driver, at=MONDAY_NINE)
    attempt.refresh_from_db()
    return driver


def look(seconds, driver):
    return placing.find_unknown(driver=driver, at=later(seconds))


def test_worker_that_died_before_it_asked_rang_nobody(attempt, agent):
    look(31, Scripted())

    attempt.refresh_from_db()
    callback = Callback.objects.get()
    assert attempt.outcome == Attempt.Outcome.CANCELLED
    assert (callback.status, callback.eligible_at) == (Status.WAITING, MONDAY_NINE)
    assert callback.attempts_used == 0
    assert presence.of(agent).state == Presence.State.READY


def test_worker_that_died_while_it_asked_may_have_rung(attempt):
    driver = die_while_the_driver_is_asked(attempt)
    driver.said = CallState(has_ended=False, outcome=Outcome.UNKNOWN)

    found = look(31, driver)

    callback = Callback.objects.get()
    assert found == 1
    assert (callback.status, callback.needs) == (Status.NEEDS_PERSON, "may_have_rung")
    assert driver.rang == [attempt.pk]


def test_nothing_is_decided_while_the_driver_may_still_answer(attempt):
    driver = die_while_the_driver_is_asked(attempt)

    assert look(19, driver) == 0
    attempt.refresh_from_db()
    assert attempt.state == State.PREPARED


@pytest.mark.parametrize(
    ("said", "state", "outcome"),
    [
        (None, State.ENDED, Attempt.Outcome.CANCELLED),
        (CallState(has_ended=True, outcome=Outcome.BUSY), State.ENDED, Attempt.Outcome.BUSY),
        (CallState(has_ended=True, outcome=Outcome.ANSWERED), State.UNKNOWN, ""),
        (CallState(has_ended=True, outcome=Outcome.LOST), State.UNKNOWN, ""),
        (CallState(has_ended=True), State.UNKNOWN, ""),
        (CallState(has_ended=False), State.PLACED, ""),
    ],
)
def test_switch_is_asked_what_became_of_it(attempt, said, state, outcome):
    driver = die_while_the_driver_is_asked(attempt)
    driver.said = said

    look(31, driver)

    attempt.refresh_from_db()
    assert (attempt.state, attempt.outcome) == (state, outcome)


def test_switch_that_cannot_be_asked_leaves_it_to_a_person(attempt):
    die_while_the_driver_is_asked(attempt)

    assert look(31, Manual(dial_link="tel:{n}")) == 1


def test_what_a_person_has_to_say_is_found_once(attempt):
    driver = die_while_the_driver_is_asked(attempt)
    driver.said = CallState(has_ended=True, outcome=Outcome.LOST)
    assert look(31, driver) == 1

    assert look(36, driver) == 0


def test_agent_whose_browser_was_closed_leaves_the_call_to_a_colleague(attempt):
    placing.place(attempt.pk, driver=Scripted(), at=MONDAY_NINE)

    assert look(599, Scripted(said=CallState(has_ended=True, outcome=Outcome.ANSWERED))) == 0
    assert look(601, Scripted(said=CallState(has_ended=True, outcome=Outcome.ANSWERED))) == 1


def test_agent_who_is_there_may_talk_for_as_long_as_they_like(attempt, agent):
    placing.place(attempt.pk, driver=Scripted(), at=MONDAY_NINE)
    presence.seen(agent, at=later(3600))

    assert look(3605, Manual(dial_link="tel:{n}")) == 0


def test_late_answer_of_a_driver_changes_nothing_that_was_decided(attempt):
    die_while_the_driver_is_asked(attempt)
    look(31, Manual(dial_link="tel:{n}"))

    placing.place(attempt.pk, driver=(driver := Scripted()), at=later(32))

    attempt.refresh_from_db()
    assert attempt.state == State.UNKNOWN
    assert driver.rang == []


def test_driver_that_answers_after_a_person_was_asked_decides_nothing(attempt):
    class Slow(Scripted):
        def place(self, *args, **more):
            assert look(31, Manual(dial_link="tel:{n}")) == 1
            return super().place(*args, **more)

    placing.place(attempt.pk, driver=Slow(), at=MONDAY_NINE)

    attempt.refresh_from_db()
    assert attempt.state == State.UNKNOWN


# The bell


@pytest.mark.parametrize(("driver", "bells"), [("simulated", 1), ("manual", 0)])
def test_worker_is_told_when_the_attempt_is_kept(
    agent, settings, driver, bells, django_capture_on_commit_callbacks
):
    settings.TELEPHONY_DRIVER = driver
    callback = claimed(CallbackFactory(queue=agent.queue_memberships.get().queue), agent)

    with django_capture_on_commit_callbacks() as rung:
        attempts.begin(callback, callback.lease_token, agent=agent, at=MONDAY_NINE)

    assert len(rung) == bells


def test_bell_that_nobody_heard_is_rung_again(attempt, django_capture_on_commit_callbacks):
    assert relay.ring_again(at=later(4)) == 0
    with django_capture_on_commit_callbacks() as bells:
        assert relay.ring_again(at=later(5)) == 1

    assert len(bells) == 1
    assert relay.ring_again(at=later(6)) == 0


def test_bell_that_comes_again_when_a_worker_has_died_rings_nobody_twice(attempt):
    driver = die_while_the_driver_is_asked(attempt)
    driver.trouble = None

    placing.place(attempt.pk, driver=driver, at=later(1))

    assert driver.rang == [attempt.pk]


def test_late_bell_of_an_attempt_rings_nobody_while_the_next_one_is_prepared(attempt, agent):
    attempts.report(attempt, Attempt.Outcome.CANCELLED, agent=agent, at=later(1))
    callback = claimed(attempt.callback, agent, at=later(2))
    attempts.begin(callback, callback.lease_token, agent=agent, at=later(3))
    driver = Scripted()

    placing.place(attempt.pk, driver=driver, at=later(4))

    assert driver.rang == []


def test_bell_is_not_rung_for_what_is_too_old_or_was_taken(attempt):
    assert relay.ring_again(at=later(31)) == 0
    placing.place(attempt.pk, driver=Scripted(), at=later(1))
    assert relay.ring_again(at=later(10)) == 0


def test_message_that_a_dying_worker_held_does_not_come_back():
    task = tasks.place_attempt

    assert (task.acks_late, task.max_retries) == (False, 0)
    assert timedelta(seconds=task.time_limit) < placing.ANSWERS_WITHIN
