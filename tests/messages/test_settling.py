from datetime import timedelta

import pytest

from contactcenter.audit.models import AuditEvent
from contactcenter.messages import retention, settling
from contactcenter.messages.models import Message
from contactcenter.retention import forget
from tests.factories import MONDAY_NINE, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db

State = Message.State
DAY = timedelta(days=1)


def actions():
    return list(AuditEvent.objects.values_list("action", "subject_kind", "subject_id"))


@pytest.mark.parametrize("state", [State.UNKNOWN, State.FAILED])
def test_a_person_may_send_again_what_nobody_knows_about(
    state, rung, django_capture_on_commit_callbacks
):
    message = MessageFactory(state=state, fault="refused", tries=3)

    with django_capture_on_commit_callbacks(execute=True):
        settling.send_again(message, by=UserFactory(), at=MONDAY_NINE + DAY)

    message.refresh_from_db()
    assert (message.state, message.fault, message.tries) == (State.QUEUED, "", 0)
    assert rung() == [message.pk]
    assert actions() == [("message.sent_again", "outbox.message", str(message.pk))]


def test_a_person_may_leave_it():
    message = MessageFactory(state=State.UNKNOWN)

    settling.leave(message, by=UserFactory(), at=MONDAY_NINE)

    message.refresh_from_db()
    assert (message.state, message.settled_at) == (State.UNKNOWN, MONDAY_NINE)
    assert not Message.objects.unsettled().exists()
    assert actions() == [("message.left", "outbox.message", str(message.pk))]


@pytest.mark.parametrize("act", [settling.send_again, settling.leave])
@pytest.mark.parametrize(
    "changes",
    [
        {"state": State.SENT},
        {"state": State.DELIVERED},
        {"state": State.UNKNOWN, "settled_at": MONDAY_NINE},
    ],
)
def test_what_is_decided_already_cannot_be_decided_again(act, changes):
    message = MessageFactory(**changes)

    with pytest.raises(settling.Settled):
        act(message, by=UserFactory(), at=MONDAY_NINE)

    assert actions() == []


@pytest.mark.parametrize(
    "changes", [{"expires_at": MONDAY_NINE}, {"to": "", "values": ""}], ids=["expired", "emptied"]
)
def test_what_can_no_longer_be_sent_can_only_be_left(changes):
    message = MessageFactory(state=State.UNKNOWN, **changes)

    with pytest.raises(settling.Settled):
        settling.send_again(message, by=UserFactory(), at=MONDAY_NINE)
    settling.leave(message, by=UserFactory(), at=MONDAY_NINE)


def test_where_messages_went_is_forgotten_and_that_they_went_is_not():
    (rule,) = retention.RULES
    old = MessageFactory(state=State.SENT)
    reminder_of_today = MessageFactory(state=State.SENT, due_at=MONDAY_NINE + 8 * DAY)
    still_waiting = MessageFactory()

    forgotten = forget(rule, at=MONDAY_NINE + rule.days * DAY)

    assert forgotten == 1
    old.refresh_from_db()
    assert (old.to, old.values, old.state) == ("", "", State.SENT)
    for kept in (reminder_of_today, still_waiting):
        kept.refresh_from_db()
        assert kept.to
        assert kept.values
