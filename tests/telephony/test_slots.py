"""Half hours in which we ring: made by the clock, edited, taken and given back."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from random import Random

import pytest

from districts.models import Closure, ExceptionDay, PhoneLine
from districts.phone_hours import LOCAL, Interval, PhoneHours, State, Week
from telephony import closing, slots
from telephony.models import Slot
from tests.districts.oracle import Minutes
from tests.districts.random_hours import hours_and_day
from tests.endurance import scaled
from tests.factories import MONDAY_NINE, CallbackFactory, QueueFactory, SlotFactory, UserFactory
from tests.telephony.open_lines import open_queue

pytestmark = pytest.mark.django_db

HALF_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)
LONG_AGO = date(2026, 1, 1)
CLOCKS_GO_BACK, CLOCKS_GO_FORWARD = date(2026, 10, 25), date(2027, 3, 28)


def weekdays(*interval):
    return PhoneHours(weeks=(Week(LONG_AGO, (((Interval(*interval),),) * 5) + ((), ())),))


def every_day(*interval):
    return PhoneHours(weeks=(Week(LONG_AGO, ((Interval(*interval),),) * 7),))


def starts(queue, day):
    """When the day's half hours begin, as the wall clock shows it."""
    rows = Slot.objects.filter(queue=queue).order_by("starts_at")
    local = [slot.starts_at.astimezone(LOCAL) for slot in rows]
    return [f"{at:%H:%M}" for at in local if at.date() == day]


# Made by the clock


def test_half_hours_follow_the_phone_hours_for_two_weeks():
    queue = open_queue(weekdays(8 * 60, 10 * 60), planned_agents=2)

    slots.fill(queue, at=MONDAY_NINE)

    assert starts(queue, date(2026, 11, 23)) == ["09:30"]  # the one that has begun is over
    assert starts(queue, date(2026, 11, 24)) == ["08:00", "08:30", "09:00", "09:30"]
    assert starts(queue, date(2026, 11, 28)) == []  # a Saturday
    assert Slot.objects.latest("starts_at").starts_at.date() == date(2026, 12, 4)  # a Friday


def test_half_hour_that_the_line_is_answered_only_a_part_of_is_none():
    queue = open_queue(weekdays(8 * 60 + 10, 9 * 60 + 40), planned_agents=2)

    slots.fill(queue, at=MONDAY_NINE)

    assert starts(queue, date(2026, 11, 24)) == ["08:30", "09:00"]


@pytest.mark.parametrize(
    ("people", "per_cent", "talk", "holds"),
    [(6, 25, 5, 7), (2, 25, 5, 2), (1, 25, 9, 1), (1, 5, 30, 1), (0, 25, 5, 0), (6, 0, 5, 0)],
)
def test_half_hour_holds_what_a_part_of_the_agents_time_is_enough_for(
    people, per_cent, talk, holds
):
    queue = QueueFactory.build(planned_agents=people, callback_percent=per_cent, talk_minutes=talk)

    assert slots.capacity_of(queue) == holds


@pytest.mark.parametrize("wish", ["is_active", "takes_callbacks"])
def test_queue_that_takes_no_callbacks_has_no_half_hours(wish):
    queue = open_queue(planned_agents=2, **{wish: False})

    slots.fill(queue, at=MONDAY_NINE)

    assert not Slot.objects.exists()


@pytest.mark.parametrize(
    ("day", "number", "night"),
    [
        (CLOCKS_GO_BACK, 50, ["02:00", "02:30", "02:00", "02:30", "03:00"]),
        (CLOCKS_GO_FORWARD, 46, ["03:00", "03:30", "04:00", "04:30", "05:00"]),
    ],
)
def test_day_when_clocks_change_has_half_hours_that_are_half_hours(day, number, night):
    queue = open_queue(every_day(0, 24 * 60), planned_agents=2, line__follows_holidays=False)

    slots.fill(queue, at=datetime.combine(day - DAY, time(12), UTC))

    shown = starts(queue, day)
    assert (len(shown), shown[4:9]) == (number, night)
    assert all(slot.ends_at - slot.starts_at == HALF_HOUR for slot in Slot.objects.all())


def test_line_that_never_closes_has_every_half_hour():
    queue = QueueFactory(line__mode=PhoneLine.Mode.ALWAYS, planned_agents=2)

    slots.fill(queue, at=MONDAY_NINE)

    assert starts(queue, date(2026, 11, 24)) == [f"{n // 2:02}:{n % 2 * 30:02}" for n in range(48)]


def test_filling_again_changes_nothing():
    queue = open_queue(planned_agents=2)
    slots.fill(queue, at=MONDAY_NINE)
    before = list(Slot.objects.values())

    slots.fill_all(at=MONDAY_NINE + timedelta(minutes=1))

    assert list(Slot.objects.values()) == before


def test_more_people_make_room_for_more_but_not_where_somebody_has_edited():
    queue = open_queue(planned_agents=2)
    slots.fill(queue, at=MONDAY_NINE)
    first, second = slots.ahead(queue, at=MONDAY_NINE)[:2]
    Slot.objects.filter(pk=first.pk).update(capacity=9, is_edited=True)

    queue.planned_agents = 6
    slots.fill(queue, at=MONDAY_NINE)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.capacity, second.capacity) == (9, 7)


def test_fewer_people_never_push_out_who_is_booked():
    queue = open_queue(planned_agents=6)
    slots.fill(queue, at=MONDAY_NINE)
    Slot.objects.update(booked=5)

    queue.planned_agents = 2
    slots.fill(queue, at=MONDAY_NINE)

    assert set(Slot.objects.values_list("capacity", "booked")) == {(5, 5)}
    assert slots.free_ones(queue, at=MONDAY_NINE) == []


def test_closed_day_holds_nobody_new_and_lists_who_was_booked():
    queue = open_queue(planned_agents=2)
    slots.fill(queue, at=MONDAY_NINE)
    tuesday, wednesday = (Slot.objects.get(starts_at=MONDAY_NINE + days * DAY) for days in (1, 2))
    booked = CallbackFactory(queue=queue, slot=tuesday, promised_by=tuesday.ends_at)
    CallbackFactory(queue=queue, slot=wednesday, promised_by=wednesday.ends_at)
    Slot.objects.filter(pk__in=[tuesday.pk, wednesday.pk]).update(booked=1, is_edited=True)
    closed = date(2026, 11, 24)
    ExceptionDay.objects.create(line=queue.line, first=closed, last=closed, reason="Moving")

    slots.fill(queue, at=MONDAY_NINE)

    assert {day.astimezone(LOCAL).date() for day in free_starts(queue)}.isdisjoint({closed})
    tuesday.refresh_from_db()
    assert (tuesday.capacity, tuesday.booked, tuesday.is_edited) == (1, 1, False)
    assert closing.stranded(queue, at=MONDAY_NINE) == [booked]


def free_starts(queue):
    return [slot.starts_at for slot in slots.free_ones(queue, at=MONDAY_NINE)]


def test_line_closed_at_once_strands_who_was_promised_a_call_meanwhile():
    queue = open_queue(planned_agents=2)
    soon = CallbackFactory(queue=queue)  # promised within the hour
    later = CallbackFactory(queue=queue, promised_by=MONDAY_NINE + timedelta(hours=5))
    Closure.objects.create(
        line=queue.line,
        starts_at=MONDAY_NINE,
        ends_at=MONDAY_NINE + timedelta(hours=3),
        reason="Fire alarm",
        closed_by=UserFactory(),
    )

    assert closing.stranded(queue, at=MONDAY_NINE) == [soon]
    assert later.is_live


def test_filling_asks_the_same_number_of_times_for_one_queue_and_for_ten(
    django_assert_max_num_queries,
):
    slots.fill_all(at=MONDAY_NINE)
    queue = open_queue(planned_agents=2)
    for _ in range(9):
        QueueFactory(line=queue.line, planned_agents=2, service__code=f"service-{_}")
    slots.fill_all(at=MONDAY_NINE)

    with django_assert_max_num_queries(10 + 10 * 3):  # the hours once, and each queue on its own
        slots.fill_all(at=MONDAY_NINE)


@pytest.mark.endurance
def test_half_hours_are_those_whose_every_minute_is_open():
    for seed in range(scaled(300)):
        hours, day = hours_and_day(Random(seed))
        at = datetime.combine(day, time(), UTC) - DAY
        minutes = Minutes(hours, at, 3)
        half_hours = [at + number * HALF_HOUR for number in range(1, 3 * 48 - 1)]
        expected = [
            starts_at
            for number, starts_at in enumerate(half_hours, start=1)
            if set(minutes.states[number * 30 : number * 30 + 30]) == {State.OPEN}
        ]

        made = takewhile(
            lambda each, last=half_hours[-1]: each <= last, slots.half_hours(hours, at=at)
        )

        assert list(made) == expected, seed


# Taken and given back


def test_half_hour_that_has_begun_is_not_free():
    queue = open_queue(planned_agents=2)
    SlotFactory(queue=queue, starts_at=MONDAY_NINE)

    assert slots.free_ones(queue, at=MONDAY_NINE) == []


def test_place_that_is_given_back_can_be_taken_again():
    slot = SlotFactory(capacity=1, booked=1)

    slots.free(slot)
    slots.exchange(None, slot, at=MONDAY_NINE - HALF_HOUR)

    slot.refresh_from_db()
    assert slot.booked == 1
