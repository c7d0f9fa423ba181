"""Ringing somebody back: checked at the last moment, at most once, and said how it went."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from contactcenter import encryption
from contactcenter.audit.models import AuditEvent
from contactcenter.messages.models import Message
from districts.models import Closure
from telephony import attempts, dial_time, offers, placing, presence
from telephony.dial_time import Reason
from telephony.drivers.base import Leg
from telephony.models import Attempt, Call, Callback, Presence
from tests.factories import (
    MONDAY_NINE,
    AttemptFactory,
    CallbackFactory,
    CallFactory,
    SlotFactory,
    UserFactory,
)
from tests.telephony.open_lines import agent_of, claimed, open_queue
from tests.telephony.scripted import Scripted

pytestmark = pytest.mark.django_db
Outcome = Attempt.Outcome
Status = Callback.Status
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def agent(queue):
    return agent_of(queue)


@pytest.fixture
def queue():
    return open_queue()


@pytest.fixture
def held(queue, agent):
    """A callback that the agent holds."""
    return claimed(CallbackFactory(queue=queue), agent)


def begun(callback, agent, *, at=MONDAY_NINE):
    return attempts.begin(callback, callback.lease_token, agent=agent, at=at)


def dialled(callback, agent, *, at=MONDAY_NINE, driver=None):
    attempt = begun(callback, agent, at=at)
    placing.place(attempt.pk, driver=driver or Scripted(), at=at)
    attempt.refresh_from_db()
    return attempt


def refusal(callback, agent, *, at=MONDAY_NINE):
    with pytest.raises(dial_time.Refused) as caught:
        begun(callback, agent, at=at)
    return caught.value.reason


# At the last moment


def test_attempt_is_written_down_before_anything_is_dialled(held, agent):
    attempt = begun(held, agent)

    assert (attempt.state, attempt.number, attempt.placed_at) == (Attempt.State.PREPARED, 1, None)
    assert (held.status, held.lease_until) == (Status.DIALLING, None)
    assert presence.of(agent).state == Presence.State.IN_CALL
    assert AuditEvent.objects.filter(action="callback.dialled").count() == 1


def test_only_whoever_holds_it_dials(held, agent):
    colleague = UserFactory(roles=["agent"])

    with pytest.raises(offers.NotYours):
        attempts.begin(held, held.lease_token, agent=colleague, at=MONDAY_NINE)
    with pytest.raises(offers.NotYours):
        attempts.begin(held, uuid4(), agent=agent, at=MONDAY_NINE)
    assert not Attempt.objects.exists()


def test_dialling_twice_is_one_attempt(held, agent):
    token = held.lease_token
    begun(held, agent)

    with pytest.raises(offers.NotYours):
        attempts.begin(held, token, agent=agent, at=MONDAY_NINE)
    assert Attempt.objects.count() == 1


def test_lease_that_has_run_out_dials_nobody(held, agent):
    with pytest.raises(offers.NotYours):
        begun(held, agent, at=MONDAY_NINE + offers.TIME_TO_DIAL)


def test_line_that_was_closed_meanwhile_is_not_rung(held, agent):
    Closure.objects.create(
        line=held.queue.line,
        starts_at=MONDAY_NINE,
        ends_at=MONDAY_NINE + timedelta(hours=2),
        reason="Fire alarm",
        closed_by=agent,
    )

    assert refusal(held, agent) == Reason.CLOSED
    assert held.status == Status.WAITING
    assert held.eligible_at == MONDAY_NINE + timedelta(hours=2)
    assert held.arrived_at == MONDAY_NINE


def test_line_that_closes_before_a_talk_is_over_is_rung_when_it_opens(queue, agent):
    five_to_four = MONDAY_NINE.replace(hour=14, minute=56)
    held = claimed(CallbackFactory(queue=queue), agent, at=five_to_four)

    assert refusal(held, agent, at=five_to_four) == Reason.CLOSED
    assert held.eligible_at == MONDAY_NINE.replace(day=24, hour=7)


def test_nobody_is_rung_before_they_wished(queue, agent):
    held = claimed(CallbackFactory(queue=queue, not_before=MONDAY_NINE + A_MINUTE), agent)

    assert refusal(held, agent) == Reason.TOO_EARLY
    assert held.eligible_at == MONDAY_NINE + A_MINUTE


def test_whoever_talks_to_a_colleague_about_it_has_been_helped(held, agent):
    CallFactory(queue=held.queue, number_hash=held.number_hash, state=Call.State.TALKING)

    assert refusal(held, agent) == Reason.RANG_IN
    assert (held.status, held.ending) == (Status.CLOSED, Callback.Ending.RANG_IN)


@pytest.mark.parametrize("state", [Call.State.QUEUED, Call.State.RINGING])
def test_whoever_waits_in_line_keeps_the_callback_until_somebody_answers(held, agent, state):
    CallFactory(queue=held.queue, number_hash=held.number_hash, state=state)

    assert refusal(held, agent) == Reason.ON_THE_LINE
    assert held.status == Status.WAITING
    assert held.eligible_at == MONDAY_NINE + A_MINUTE


def test_call_that_has_ended_stands_in_nobodys_way(held, agent):
    CallFactory(
        queue=held.queue,
        number_hash=held.number_hash,
        state=Call.State.ENDED,
        ended_at=MONDAY_NINE,
    )

    assert begun(held, agent)


@pytest.mark.parametrize(
    "state", [Presence.State.BREAK, Presence.State.AWAY, Presence.State.IN_CALL]
)
def test_agent_who_is_not_ready_gives_it_back_to_its_place(held, agent, state):
    presence.enter(agent, state, at=MONDAY_NINE)

    assert refusal(held, agent) == Reason.NOT_READY
    assert (held.status, held.eligible_at) == (Status.WAITING, MONDAY_NINE)
    assert presence.of(agent).state == state


def test_callback_without_a_number_needs_a_person(held, agent):
    Callback.objects.filter(pk=held.pk).update(number="")

    assert refusal(held, agent) == Reason.NO_NUMBER
    assert held.needs == Callback.Needs.INVALID_NUMBER


def test_attempt_that_may_have_rung_is_asked_about_first(held, agent):
    AttemptFactory(callback=held, agent=agent, state=Attempt.State.UNKNOWN)

    assert refusal(held, agent) == Reason.MAY_HAVE_RUNG
    assert held.needs == Callback.Needs.MAY_HAVE_RUNG


def test_refusal_is_recorded_and_costs_no_attempt(held, agent):
    presence.enter(agent, Presence.State.BREAK, at=MONDAY_NINE)
    refusal(held, agent)

    (event,) = AuditEvent.objects.filter(action="callback.not_dialled")
    assert event.details == {"reason": "not_ready"}
    assert held.attempts_used == 0


# Placing, at most once


def test_driver_is_asked_once_however_often_the_bell_rings(held, agent):
    driver = Scripted()
    attempt = begun(held, agent)
    for seconds in (0, 1, 5):
        placing.place(attempt.pk, driver=driver, at=MONDAY_NINE + timedelta(seconds=seconds))

    attempt.refresh_from_db()
    assert driver.rang == [attempt.pk]
    assert (attempt.state, attempt.placed_at) == (Attempt.State.PLACED, MONDAY_NINE)


def test_agent_is_rung_first_and_the_resident_sees_the_citys_number(held, agent, settings):
    """Two numbers and the city's own: no name, and nothing of what it is about."""
    settings.CALLER_ID = "+4684650000"
    driver = Scripted()

    dialled(held, agent, driver=driver)

    resident = encryption.decrypt(held.number)
    assert driver.told == (Leg("agent", agent.email), Leg("citizen", resident), "+4684650000", 30)


def test_bell_that_comes_too_late_rings_nobody(held, agent):
    driver = Scripted()
    attempt = begun(held, agent)

    placing.place(attempt.pk, driver=driver, at=MONDAY_NINE + timedelta(seconds=31))

    assert driver.rang == []


def test_bell_for_an_attempt_that_is_not_there_rings_nobody():
    driver = Scripted()

    placing.place(UUID(int=1), driver=driver, at=MONDAY_NINE)

    assert driver.rang == []


@pytest.mark.parametrize("trouble", [TimeoutError(), "not certain"])
def test_driver_that_does_not_know_leaves_it_to_a_person(held, agent, trouble):
    attempt = dialled(held, agent, driver=Scripted(trouble))

    held.refresh_from_db()
    assert attempt.state == Attempt.State.UNKNOWN
    assert (held.status, held.needs) == (Status.NEEDS_PERSON, Callback.Needs.MAY_HAVE_RUNG)
    assert presence.of(agent).state == Presence.State.WRAP_UP


def test_driver_that_certainly_rang_nobody_lets_it_be_tried_again(held, agent):
    attempt = dialled(held, agent, driver=Scripted(Scripted.REFUSES))

    held.refresh_from_db()
    assert attempt.outcome == Outcome.NETWORK_FAILURE
    assert (held.status, held.attempts_used, held.network_failures) == (Status.WAITING, 0, 1)
    assert presence.of(agent).state == Presence.State.READY


# How it went


def test_reached_closes_it_and_begins_wrap_up(held, agent):
    attempt = dialled(held, agent)

    attempts.report(attempt, Outcome.REACHED, agent=agent, at=MONDAY_NINE + A_MINUTE)

    held.refresh_from_db()
    assert (held.status, held.ending) == (Status.CLOSED, Callback.Ending.REACHED)
    assert (held.attempts_used, held.offered_to) == (1, None)
    assert presence.of(agent).state == Presence.State.WRAP_UP


def test_no_answer_waits_again_with_its_old_place(held, agent):
    attempt = dialled(held, agent)

    attempts.report(attempt, Outcome.NO_ANSWER, agent=agent, at=MONDAY_NINE + A_MINUTE)

    held.refresh_from_db()
    assert held.status == Status.WAITING
    assert held.arrived_at == MONDAY_NINE
    assert held.eligible_at > MONDAY_NINE + timedelta(minutes=30)
    assert presence.of(agent).state == Presence.State.READY


def test_pressing_twice_says_it_once(held, agent):
    attempt = dialled(held, agent)
    attempts.report(attempt, Outcome.BUSY, agent=agent, at=MONDAY_NINE)
    attempts.report(attempt, Outcome.BUSY, agent=agent, at=MONDAY_NINE)

    held.refresh_from_db()
    assert held.attempts_used == 1
    with pytest.raises(attempts.AlreadyReported):
        attempts.report(attempt, Outcome.REACHED, agent=agent, at=MONDAY_NINE)


def test_nothing_is_said_of_a_call_that_nobody_made(held, agent):
    attempt = begun(held, agent)

    with pytest.raises(attempts.NotDialled):
        attempts.report(attempt, Outcome.REACHED, agent=agent, at=MONDAY_NINE)


def test_attempt_that_was_not_made_after_all_keeps_place_and_count(held, agent):
    attempt = begun(held, agent)

    attempts.report(attempt, Outcome.CANCELLED, agent=agent, at=MONDAY_NINE)
    placing.place(attempt.pk, driver=(driver := Scripted()), at=MONDAY_NINE)

    held.refresh_from_db()
    assert (held.status, held.eligible_at, held.attempts_used) == (Status.WAITING, MONDAY_NINE, 0)
    assert driver.rang == []


def test_colleague_cannot_say_how_it_went(held, agent):
    attempt = dialled(held, agent)

    with pytest.raises(offers.NotYours):
        attempts.report(
            attempt, Outcome.REACHED, agent=UserFactory(roles=["agent"]), at=MONDAY_NINE
        )
    with pytest.raises(offers.NotYours):
        attempts.settle(
            attempt, attempts.Answer.REACHED, agent=UserFactory(roles=["agent"]), at=MONDAY_NINE
        )


def test_third_attempt_without_an_answer_is_told_in_neutral_words(queue, agent):
    slot = SlotFactory(queue=queue, booked=1)
    callback = CallbackFactory(queue=queue, attempts_used=2, slot=slot, is_confirmed_by_code=True)
    attempt = dialled(claimed(callback, agent), agent)

    attempts.report(attempt, Outcome.NO_ANSWER, agent=agent, at=MONDAY_NINE)

    callback.refresh_from_db()
    slot.refresh_from_db()
    assert (callback.status, callback.ending) == (Status.CLOSED, Callback.Ending.NOT_REACHED)
    assert slot.booked == 0
    (message,) = Message.objects.all()
    assert (message.kind, message.state) == ("callback-not-reached", Message.State.QUEUED)


@pytest.mark.parametrize("wish", ["no_message", "do_not_say_who"])
def test_whoever_wants_no_message_gets_none(queue, agent, wish):
    callback = CallbackFactory(
        queue=queue, attempts_used=2, is_confirmed_by_code=True, **{wish: True}
    )
    attempt = dialled(claimed(callback, agent), agent)

    attempts.report(attempt, Outcome.NO_ANSWER, agent=agent, at=MONDAY_NINE)

    (message,) = Message.objects.all()
    assert (message.state, message.to) == (Message.State.HELD_BACK, "")


# What nobody knows


def lost(held, agent):
    return dialled(held, agent, driver=Scripted(TimeoutError()))


@pytest.mark.parametrize(
    ("answer", "status", "used"),
    [
        (attempts.Answer.REACHED, Status.CLOSED, 1),
        (attempts.Answer.NOT_REACHED, Status.WAITING, 1),
        (attempts.Answer.RING_AGAIN, Status.WAITING, 0),
    ],
)
def test_colleague_says_what_came_of_an_attempt_that_may_have_rung(
    held, agent, answer, status, used
):
    attempt = lost(held, agent)
    presence.enter(agent, Presence.State.READY, at=MONDAY_NINE)

    attempts.settle(attempt, answer, agent=UserFactory(roles=["agent"]), at=MONDAY_NINE + A_MINUTE)

    held.refresh_from_db()
    assert (held.status, held.attempts_used, held.needs) == (status, used, "")
    assert presence.of(agent).state == Presence.State.READY


def test_ringing_again_has_the_old_place(held, agent):
    attempts.settle(lost(held, agent), attempts.Answer.RING_AGAIN, agent=agent, at=MONDAY_NINE)

    held.refresh_from_db()
    assert (held.arrived_at, held.eligible_at) == (MONDAY_NINE, MONDAY_NINE)


def test_agent_who_did_talk_says_so_though_the_driver_did_not_know(held, agent):
    attempts.report(lost(held, agent), Outcome.REACHED, agent=agent, at=MONDAY_NINE)

    held.refresh_from_db()
    assert held.ending == Callback.Ending.REACHED
