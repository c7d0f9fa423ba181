"""What a lead decides about somebody who waits: once, recorded, and never over somebody who was faster."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcenter.audit.models import AuditEvent
from telephony import leading
from telephony.models import Callback
from tests.factories import CallbackFactory, QueueMemberFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(roles=["team_lead"])


def test_a_callback_is_given_to_somebody_for_a_while(lead):
    callback = CallbackFactory()
    agent = QueueMemberFactory(queue=callback.queue).user

    leading.give(callback, agent, revision=0, by=lead, at=NOW)

    until = NOW + timedelta(minutes=callback.queue.owned_minutes)
    assert (callback.owner, callback.owned_until, callback.revision) == (agent, until, 1)
    event = AuditEvent.objects.get()
    assert (event.action, event.details["person"]) == ("callback.given", str(agent))


def test_anybody_may_ring_again(lead):
    callback = CallbackFactory(owner=UserFactory(), owned_until=NOW)

    leading.give(callback, None, revision=0, by=lead, at=NOW)

    assert (callback.owner, callback.owned_until) == (None, None)


def test_only_who_answers_the_queue_is_given_a_callback(lead):
    with pytest.raises(leading.NotAMember):
        leading.give(CallbackFactory(), UserFactory(), revision=0, by=lead, at=NOW)


def test_a_higher_priority_comes_first(lead):
    first, second = CallbackFactory(), CallbackFactory()

    leading.prioritise(second, Callback.Priority.FIRST, revision=0, by=lead, at=NOW)

    assert list(Callback.objects.waiting().in_order()) == [second, first]


@pytest.mark.parametrize(
    "moved_on", [{"revision": 1}, {"status": "needs_person", "needs": "network"}]
)
def test_whoever_was_faster_is_not_overruled(lead, moved_on):
    callback = CallbackFactory()
    Callback.objects.filter(pk=callback.pk).update(**moved_on)

    with pytest.raises(leading.MovedOn):
        leading.prioritise(callback, Callback.Priority.HIGH, revision=0, by=lead, at=NOW)
    with pytest.raises(leading.MovedOn):
        leading.give(callback, None, revision=0, by=lead, at=NOW)

    assert Callback.objects.get().priority == Callback.Priority.NORMAL
    assert AuditEvent.objects.count() == 0
