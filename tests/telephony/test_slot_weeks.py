"""A week of half hours: what stands where, and changing many in one act."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contactcenter.audit.models import AuditEvent
from telephony import slot_weeks
from telephony.models import Slot
from tests.factories import QueueFactory, SlotFactory, UserFactory

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(roles=["team_lead"])


def test_a_half_hour_stands_at_its_time_on_the_wall_clock():
    slot = SlotFactory(starts_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    SlotFactory(queue=slot.queue, starts_at=datetime(2026, 11, 30, 8, 30, tzinfo=UTC))

    week = slot_weeks.of(slot.queue, MONDAY)

    assert week.slots == {((9, 30, 0), date(2026, 11, 24)): slot}
    assert week.days[-1] == date(2026, 11, 29)


def test_the_hour_that_comes_twice_has_two_rows():
    """25 October 2026: clocks go back from 03:00 to 02:00."""
    queue = QueueFactory()
    for hour in (0, 1):
        SlotFactory(queue=queue, starts_at=datetime(2026, 10, 25, hour, 0, tzinfo=UTC))

    assert slot_weeks.of(queue, date(2026, 10, 19)).times == [(2, 0, 0), (2, 0, 1)]


def test_many_are_changed_in_one_act(by):
    first, second = SlotFactory(), None
    second = SlotFactory(queue=first.queue, starts_at=first.ends_at)

    slot_weeks.edit(first.queue, {first.pk: (2, 4), second.pk: (2, 0)}, by=by, at=NOW)

    assert list(Slot.objects.values_list("capacity", "is_edited")) == [(4, True), (0, True)]
    assert AuditEvent.objects.get().details["holds"] == {
        first.starts_at.isoformat(): 4,
        second.starts_at.isoformat(): 0,
    }


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [((3, 5), slot_weeks.ChangedMeanwhile), ((2, 0), slot_weeks.FewerThanBooked)],
)
def test_one_that_cannot_be_changed_keeps_all_as_they_were(by, wanted, refusal):
    first = SlotFactory()
    booked = SlotFactory(queue=first.queue, starts_at=first.ends_at, booked=1)

    with pytest.raises(refusal):
        slot_weeks.edit(first.queue, {first.pk: (2, 4), booked.pk: wanted}, by=by, at=NOW)

    assert set(Slot.objects.values_list("capacity", "is_edited")) == {(2, False)}


def test_another_queues_half_hour_is_left_alone(by):
    other = SlotFactory()

    slot_weeks.edit(QueueFactory(), {other.pk: (2, 4)}, by=by, at=NOW)

    assert Slot.objects.get().capacity == 2


def test_a_day_is_put_back_to_what_is_worked_out(by):
    edited = SlotFactory(capacity=9, is_edited=True)
    next_day = SlotFactory(
        queue=edited.queue,
        capacity=9,
        is_edited=True,
        starts_at=edited.starts_at + timedelta(days=1),
    )

    slot_weeks.reckon_again(edited.queue, MONDAY, by=by, at=NOW)

    edited.refresh_from_db()
    next_day.refresh_from_db()
    assert (edited.capacity, edited.is_edited) == (0, False)  # nobody answers: it holds nothing
    assert AuditEvent.objects.get().action == "slot.reckoned_again"
