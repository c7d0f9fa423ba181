"""Handing a callback to an agent, and getting it back."""

import uuid
from datetime import timedelta

import pytest

from contactcenter.audit.models import AuditEvent
from telephony import offers, presence
from telephony.models import Callback, Presence
from tests.factories import (
    MONDAY_NINE,
    CallbackFactory,
    PresenceFactory,
    QueueFactory,
    UserFactory,
)

Status = Callback.Status
State = Presence.State
NOON = MONDAY_NINE + timedelta(hours=3)
LEASE = timedelta(seconds=30)

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("position").values_list("action", flat=True))


def offered(**fields: object) -> Callback:
    """Answer a callback that has just been offered to somebody who is ready."""
    callback = CallbackFactory(**fields)
    offers.offer(callback, PresenceFactory().user, at=MONDAY_NINE)
    return callback


def test_an_offer_has_a_holder_and_an_end():
    callback, agent = CallbackFactory(), PresenceFactory().user

    offers.offer(callback, agent, at=MONDAY_NINE)

    assert (callback.status, callback.offered_to) == (Status.OFFERED, agent)
    assert callback.lease_until == MONDAY_NINE + LEASE
    assert callback.accepted_at is None
    assert actions() == ["callback.offered"]


def test_whoever_claims_first_has_it():
    callback, first, second = CallbackFactory(), PresenceFactory().user, PresenceFactory().user
    offers.claim(callback, agent=first, at=MONDAY_NINE)

    with pytest.raises(offers.AlreadyTaken):
        offers.claim(callback, agent=second, at=MONDAY_NINE)

    callback.refresh_from_db()
    assert (callback.offered_to, callback.accepted_at) == (first, MONDAY_NINE)
    assert actions() == ["callback.claimed"]


def test_nobody_holds_two():
    agent = PresenceFactory().user
    offers.claim(CallbackFactory(), agent=agent, at=MONDAY_NINE)
    second = CallbackFactory()

    with pytest.raises(offers.HasOne):
        offers.claim(second, agent=agent, at=MONDAY_NINE)
    with pytest.raises(offers.HasOne):
        offers.offer(second, agent, at=MONDAY_NINE)

    second.refresh_from_db()
    assert second.status == Status.WAITING


def test_nobody_claims_before_its_time():
    callback = CallbackFactory(eligible_at=NOON)

    with pytest.raises(offers.TooEarly):
        offers.claim(callback, agent=UserFactory(), at=MONDAY_NINE)

    assert callback.status == Status.WAITING


@pytest.mark.parametrize("state", [State.AWAY, State.BREAK, State.WRAP_UP])
def test_who_claims_is_ready(state):
    agent = PresenceFactory(state=state).user

    offers.claim(CallbackFactory(), agent=agent, at=MONDAY_NINE)

    assert presence.of(agent).state == State.READY


def test_nobody_claims_while_they_talk():
    callback, agent = CallbackFactory(), PresenceFactory(state=State.IN_CALL).user

    with pytest.raises(offers.Busy):
        offers.claim(callback, agent=agent, at=MONDAY_NINE)

    callback.refresh_from_db()
    assert callback.status == Status.WAITING
    assert actions() == []


def test_the_next_is_the_first_of_the_queues():
    queue, agent = QueueFactory(), UserFactory()
    CallbackFactory(priority=Callback.Priority.FIRST)  # in a queue of others
    CallbackFactory(queue=queue, eligible_at=NOON)
    second = CallbackFactory(queue=queue, arrived_at=MONDAY_NINE)
    first = CallbackFactory(queue=queue, arrived_at=MONDAY_NINE - timedelta(minutes=1))

    assert offers.claim_next([queue.pk], agent=agent, at=MONDAY_NINE) == first

    second.refresh_from_db()
    assert second.status == Status.WAITING


@pytest.mark.parametrize(("for_minutes", "is_taken"), [(1, False), (0, True), (None, True)])
def test_the_next_is_no_colleagues_own_for_a_while(for_minutes, is_taken):
    until = None if for_minutes is None else MONDAY_NINE + timedelta(minutes=for_minutes)
    owned = CallbackFactory(owner=UserFactory(), owned_until=until)

    taken = offers.claim_next([owned.queue_id], agent=UserFactory(), at=MONDAY_NINE)

    assert (taken == owned) == is_taken


def test_the_next_may_be_ones_own():
    owned = CallbackFactory(owner=UserFactory(), owned_until=NOON)

    assert offers.claim_next([owned.queue_id], agent=owned.owner, at=MONDAY_NINE) == owned


def test_there_may_be_no_next():
    assert offers.claim_next([], agent=UserFactory(), at=MONDAY_NINE) is None


def test_accepting_gives_time_to_read():
    callback = offered()
    in_time = MONDAY_NINE + LEASE - timedelta(seconds=1)

    offers.accept(callback, callback.lease_token, agent=callback.offered_to, at=in_time)

    assert callback.accepted_at == in_time
    assert callback.lease_until == in_time + offers.TIME_TO_DIAL
    assert actions() == ["callback.offered", "callback.accepted"]


def test_pressing_twice_accepts_once():
    callback = offered()
    for seconds in (1, 2):
        offers.accept(
            callback,
            callback.lease_token,
            agent=callback.offered_to,
            at=MONDAY_NINE + timedelta(seconds=seconds),
        )

    assert callback.accepted_at == MONDAY_NINE + timedelta(seconds=1)
    assert actions() == ["callback.offered", "callback.accepted"]


@pytest.mark.parametrize("case", ["another agent", "another token", "too late"])
def test_only_the_holder_accepts(case):
    callback = offered()
    agent = UserFactory() if case == "another agent" else callback.offered_to
    token = uuid.uuid4() if case == "another token" else callback.lease_token
    at = MONDAY_NINE + (LEASE if case == "too late" else timedelta())

    with pytest.raises(offers.NotYours):
        offers.accept(callback, token, agent=agent, at=at)

    callback.refresh_from_db()
    assert callback.accepted_at is None


def test_declining_keeps_the_place_counts_no_attempt_and_sets_away():
    callback = offered(arrived_at=MONDAY_NINE - timedelta(minutes=5))
    place, agent = callback.place_at, callback.offered_to

    offers.decline(callback, callback.lease_token, agent=agent, at=NOON)

    assert (callback.status, callback.offered_to) == (Status.WAITING, None)
    assert (callback.place_at, callback.attempts_used) == (place, 0)
    assert presence.of(agent).state == State.AWAY
    assert actions() == ["callback.offered", "callback.declined"]


def test_only_the_holder_declines():
    callback = offered()

    with pytest.raises(offers.NotYours):
        offers.decline(callback, callback.lease_token, agent=UserFactory(), at=NOON)

    assert callback.status == Status.OFFERED


def test_an_offer_that_nobody_takes_goes_back_to_its_place():
    callback = offered()
    place, agent = callback.place_at, callback.offered_to

    assert offers.expire(at=MONDAY_NINE + LEASE - timedelta(seconds=1)) == 0
    assert offers.expire(at=MONDAY_NINE + LEASE) == 1
    assert offers.expire(at=MONDAY_NINE + LEASE) == 0

    callback.refresh_from_db()
    assert (callback.status, callback.place_at, callback.attempts_used) == (
        Status.WAITING,
        place,
        0,
    )
    assert presence.of(agent).state == State.AWAY
    assert actions() == ["callback.offered", "callback.offer_expired"]


def test_whoever_takes_a_break_gives_back_what_was_offered():
    callback = offered()
    agent = callback.offered_to
    presence.enter(agent, State.BREAK, at=MONDAY_NINE)

    offers.expire(at=MONDAY_NINE)

    callback.refresh_from_db()
    assert callback.status == Status.WAITING
    assert presence.of(agent).state == State.BREAK


def test_what_is_being_dialled_is_never_taken_back():
    callback = offered()
    Callback.objects.filter(pk=callback.pk).update(status=Status.DIALLING, lease_until=None)

    assert offers.expire(at=NOON) == 0


def test_every_change_is_counted():
    callback = offered()
    offers.decline(callback, callback.lease_token, agent=callback.offered_to, at=MONDAY_NINE)

    assert callback.revision == 2
