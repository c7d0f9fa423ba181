"""Leads are told when a promise runs out: once, in time, and not at night."""

from datetime import datetime, timedelta

import pytest

from contactcenter.audit.models import AuditEvent
from contactcenter.messages.models import Message
from telephony import watch
from telephony.models import Callback, Queue
from telephony.watch import Watched
from tests.factories import (
    MONDAY_NINE,
    CallbackFactory,
    PresenceFactory,
    QueueMemberFactory,
    SlotFactory,
    UserFactory,
)
from tests.telephony import open_lines

Status = Callback.Status
MINUTE = timedelta(minutes=1)
WARN_AT = MONDAY_NINE + 45 * MINUTE  # of an hour from nine o'clock
LATE_AT = MONDAY_NINE + 60 * MINUTE
NOTHING, WARNED, ALARMED = Watched(0, 0), Watched(1, 0), Watched(0, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue() -> Queue:
    """Answered on weekdays from eight to sixteen, with one lead of its own and one of others."""
    queue = open_lines.open_queue()
    QueueMemberFactory(queue=queue, user=UserFactory(roles=["team_lead"]))
    UserFactory(roles=["team_lead"])
    return queue


def mails() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_a_warning_comes_when_three_quarters_are_gone_and_once(queue):
    callback = CallbackFactory(queue=queue)

    assert watch.tick(at=WARN_AT - MINUTE) == NOTHING
    assert watch.tick(at=WARN_AT) == WARNED
    assert watch.tick(at=WARN_AT + 10 * MINUTE) == NOTHING

    callback.refresh_from_db()
    assert callback.warned_at == WARN_AT
    assert mails() == ["callback-warning"]
    assert AuditEvent.objects.get().action == "callback.warned"


def test_an_alarm_comes_when_the_promise_is_broken_and_once(queue):
    callback = CallbackFactory(queue=queue, warned_at=WARN_AT)

    assert watch.tick(at=LATE_AT) == ALARMED
    assert watch.tick(at=LATE_AT + 10 * MINUTE) == NOTHING

    callback.refresh_from_db()
    assert callback.alarmed_at == LATE_AT
    assert mails() == ["callback-alarm"]


def test_who_was_never_warned_is_alarmed_and_not_warned_any_more(queue):
    CallbackFactory(queue=queue)

    assert watch.tick(at=LATE_AT) == ALARMED
    assert watch.tick(at=LATE_AT + 10 * MINUTE) == NOTHING


def test_only_open_time_counts(queue):
    friday_half_past_three = datetime.fromisoformat("2026-11-20T15:30+01:00")
    monday_half_past_eight = datetime.fromisoformat("2026-11-23T08:30+01:00")
    CallbackFactory(
        queue=queue, asked_at=friday_half_past_three, promised_by=monday_half_past_eight
    )

    assert watch.tick(at=monday_half_past_eight - 16 * MINUTE) == NOTHING
    assert watch.tick(at=monday_half_past_eight - 15 * MINUTE) == WARNED


def test_nobody_is_told_at_night(queue):
    evening = datetime.fromisoformat("2026-11-23T15:30+01:00")
    CallbackFactory(queue=queue, asked_at=evening, promised_by=evening + 30 * MINUTE)

    assert watch.tick(at=datetime.fromisoformat("2026-11-23T16:00+01:00")) == NOTHING
    assert watch.tick(at=datetime.fromisoformat("2026-11-24T03:00+01:00")) == NOTHING
    assert watch.tick(at=datetime.fromisoformat("2026-11-24T08:00+01:00")) == ALARMED


def test_a_booked_half_hour_runs_from_its_beginning(queue):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 60 * MINUTE)
    CallbackFactory(queue=queue, slot=slot, promised_by=slot.ends_at)

    assert watch.tick(at=slot.starts_at + 22 * MINUTE) == NOTHING
    assert watch.tick(at=slot.starts_at + 23 * MINUTE) == WARNED


@pytest.mark.parametrize("now", ["dialling", "rung before", "closed"])
def test_whoever_is_rung_in_time_needs_no_alarm(queue, now):
    callback = CallbackFactory(queue=queue)
    change = {
        "dialling": {
            "status": Status.DIALLING,
            "offered_to": PresenceFactory().user,
            "lease_token": "00000000-0000-4000-8000-000000000000",
        },
        "rung before": {"attempts_used": 1},
        "closed": {"status": Status.CLOSED, "ending": "reached", "closed_at": WARN_AT},
    }
    Callback.objects.filter(pk=callback.pk).update(**change[now])

    assert watch.tick(at=LATE_AT) == NOTHING


def test_what_comes_together_is_one_mail_and_what_comes_soon_waits(queue):
    CallbackFactory.create_batch(3, queue=queue)
    CallbackFactory(queue=queue, arrived_at=MONDAY_NINE + MINUTE)

    assert watch.tick(at=LATE_AT) == Watched(warned=1, alarmed=3)
    assert watch.tick(at=LATE_AT + MINUTE) == NOTHING
    assert watch.tick(at=LATE_AT + 6 * MINUTE) == ALARMED

    assert mails() == ["callback-alarm", "callback-warning", "callback-alarm"]


def test_where_no_lead_answers_a_queue_every_lead_is_told():
    leads = UserFactory.create_batch(2, roles=["team_lead"])
    UserFactory(roles=["agent"])
    CallbackFactory(queue=open_lines.open_queue())

    watch.tick(at=LATE_AT)

    assert len(mails()) == len(leads)


def test_many_callbacks_cost_no_more_questions_than_one(queue, django_assert_max_num_queries):
    CallbackFactory.create_batch(30, queue=queue)

    with django_assert_max_num_queries(11):
        assert watch.tick(at=MONDAY_NINE) == NOTHING
