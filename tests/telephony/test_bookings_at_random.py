"""Anybody may do anything with a booking in any order: what must never be false is asked after every act."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.db.models import Count, F, Q
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import encryption
from contactcenter.messages.models import Message
from contactcenter.phone_numbers import fingerprint
from districts import line_hours
from districts.phone_hours import State, open_at
from telephony import bookings, changes, closing, expiry, numbers, promises, slots
from telephony.models import LIVE, Callback, Queue, Slot
from tests.endurance import scaled
from tests.factories import MONDAY_NINE, ServiceFactory, UserFactory
from tests.telephony.open_lines import open_queue

pytestmark = [pytest.mark.django_db, pytest.mark.endurance]

ACTS = 30
FOLDED_UNKNOWN_TO_US = Q(  # who has not shown that the number is theirs holds a place all the same
    callbacks__ending="folded",
    callbacks__is_confirmed_by_code=False,
    callbacks__is_confirmed_by_agent=False,
)
REFUSALS = (
    bookings.NoLongerAsked,
    bookings.WrongCode,
    changes.NotNow,
    closing.NoRoom,
    promises.CannotPromise,
    slots.Full,
)
PHONES = [
    PhoneNumber.from_string(text, region="SE")
    for text in ("070-174 06 05", "070-174 06 06", "08-465 004 10", "08-465 004 11")
]


class City:
    """Two queues for each of two assignments, with little room, and people who change their minds."""

    def __init__(self, random):
        self.random, self.at = random, MONDAY_NINE
        self.agent = UserFactory(roles=["agent"])
        self.queues = [
            open_queue(planned_agents=1, service=service)
            for service in (ServiceFactory(), ServiceFactory(code="elder-care"))
            for _ in range(2)
        ]
        slots.fill_all(at=self.at)
        self.done = Counter()

    def act(self):
        self.at += timedelta(seconds=self.random.randint(1, 1200))
        acts = [self.book, self.book, self.confirm, self.confirm, self.move, self.change_number]
        acts += [self.cancel, self.close_office, self.expire]
        act = self.random.choice(acts)
        with suppress(*REFUSALS):
            act()
            self.done[act.__name__] += 1

    def book(self):
        queue, by = self.random.choice(self.queues), self.random.choice([None, None, self.agent])
        request = bookings.Booking(
            queue=queue,
            number=self.random.choice(PHONES),
            source=Callback.Source.DESK if by else Callback.Source.WEB,
            slot=self.any_slot(queue),
            no_message=self.random.random() < 0.2,
        )
        bookings.book(request, by=by, at=self.at)

    def confirm(self):
        callback = self.any_callback()
        code = self.code_of(callback)
        act = self.random.choice([bookings.confirm, changes.confirm_new_number])
        shown = act(callback, code, at=self.at)
        assert shown.status in {*LIVE, Callback.Status.UNCONFIRMED}

    def move(self):
        callback = self.any_callback()
        changes.move(callback, self.any_slot(callback.queue), by=None, at=self.at)

    def change_number(self):
        by = self.random.choice([None, None, self.agent])
        number = self.random.choice(PHONES)
        changes.ask_new_number(self.any_callback(), number, by=by, at=self.at)

    def cancel(self):
        changes.cancel(self.any_callback(), by=None, at=self.at)

    def close_office(self):
        queue = self.random.choice(self.queues)
        others = [each for each in self.queues if each.service == queue.service]
        callbacks = self.random.sample(
            list(queue.callbacks.all()), k=min(2, queue.callbacks.count())
        )
        closing.move_all(queue, callbacks, to=self.random.choice(others), by=self.agent, at=self.at)

    def expire(self):
        expiry.expire(at=self.at)

    def any_callback(self):
        callbacks = list(Callback.objects.select_related("queue", "folded_into"))
        if not callbacks:
            raise changes.NotNow
        return self.random.choice(callbacks)

    def any_slot(self, queue):
        return self.random.choice([None, *slots.ahead(queue, at=self.at)[:2]])

    def code_of(self, callback):
        newest = callback.confirmations.first()
        if newest is None or self.random.random() < 0.1:
            return "000000"
        message = Message.objects.get(key=f"callback-code:{newest.pk}")
        return encryption.decrypt(message.values).split('"')[3]


def assert_nothing_false(city):
    live = Callback.objects.live()
    in_half_hour = Count("callbacks", filter=Q(callbacks__status__in=LIVE) | FOLDED_UNKNOWN_TO_US)
    assert not Slot.objects.annotate(held=in_half_hour).exclude(booked=F("held"))
    per_number = Counter(live.values_list("number_hash", flat=True))
    assert all(count <= len(city.queues) // 2 for count in per_number.values())
    for callback in live.select_related("slot", "queue"):
        assert callback.service_id == callback.queue.service_id
        assert callback.slot is None or callback.slot.queue_id == callback.queue_id
        assert callback.promised_by >= callback.asked_at
        kept = numbers.of(callback)
        assert callback.number_hash == fingerprint(kept)
    for folded in Callback.objects.filter(ending=Callback.Ending.FOLDED):
        assert folded.folded_into is not None


@pytest.mark.parametrize("seed", range(scaled(30)))
def test_nothing_is_lost_and_nothing_counted_twice_whatever_people_do(seed):
    city = City(Random(seed))

    for _ in range(ACTS):
        city.act()
        assert_nothing_false(city)

    assert city.done["book"] + city.done["move"]
    hours = {queue.pk: line_hours.of(queue.line, at=city.at) for queue in Queue.objects.all()}
    for callback in Callback.objects.live():
        before = callback.promised_by - timedelta(minutes=1)
        assert open_at(hours[callback.queue_id], before).state is State.OPEN
