"""/queues/ in a lead's hands, with plain forms."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from telephony.models import Callback, Queue, Slot
from tests import xss
from tests.factories import (
    AttemptFactory,
    CallbackFactory,
    PhoneLineFactory,
    QueueFactory,
    QueueMemberFactory,
    ServiceFactory,
    SlotFactory,
    UserFactory,
)

SETTINGS = {
    "takes_callbacks": "on",
    "promise_minutes": 60,
    "near_promise_minutes": 10,
    "offer_wait_seconds": 60,
    "planned_agents": 3,
    "callback_percent": 25,
    "most_dialling_percent": 50,
    "kept_free": 0,
    "owned_minutes": 15,
    "relax_minutes": 10,
    "talk_minutes": 5,
    "ring_seconds": 30,
    "lease_seconds": 30,
}


@pytest.fixture
def waiting(db) -> Callback:
    now = timezone.now()
    return CallbackFactory(asked_at=now, promised_by=now + timedelta(minutes=50))


def test_a_poll_of_what_has_not_changed_brings_nothing(desk):
    page = desk.get(reverse("queues:overview"))
    stamp = page.context["stamp"]

    again = desk.get(reverse("queues:overview"), {"stamp": stamp}, headers={"HX-Target": "now"})

    # A minute may have passed in between: then everything is told anew.
    assert again.status_code == 204 or again.context["stamp"] != stamp


def test_a_poll_of_what_has_changed_brings_the_part_alone(desk, waiting):
    answer = desk.get(
        reverse("queues:queue", args=[waiting.queue.slug]),
        {"stamp": "old"},
        headers={"HX-Request": "true", "HX-Target": "waiting"},
    )

    assert answer.content.decode().count('id="waiting"') == 1
    assert b"<html" not in answer.content


def test_no_number_is_shown_to_a_lead(desk, waiting):
    for address in (
        reverse("queues:queue", args=[waiting.queue.slug]),
        reverse("queues:callback", args=[waiting.pk]),
    ):
        assert b"070" not in desk.get(address).content
        assert b"+467" not in desk.get(address).content


def test_a_lead_gives_a_callback_to_an_agent_and_puts_it_first(desk, waiting):
    agent = QueueMemberFactory(queue=waiting.queue).user
    desk.post(reverse("queues:give", args=[waiting.pk]), {"agent": agent.pk, "revision": 0})
    desk.post(reverse("queues:prioritise", args=[waiting.pk]), {"priority": 0, "revision": 1})

    waiting.refresh_from_db()
    assert (waiting.owner, waiting.priority, waiting.revision) == (agent, 0, 2)


def test_whoever_comes_second_is_told(desk, waiting):
    Callback.objects.update(revision=4)

    answer = desk.post(
        reverse("queues:prioritise", args=[waiting.pk]), {"priority": 0, "revision": 0}
    )

    assert answer.status_code == 409


def test_a_callback_is_cancelled_with_a_reason(desk, waiting):
    address = reverse("queues:withdraw", args=[waiting.pk])
    assert "The resident gets no SMS" in desk.get(address).content.decode()
    assert desk.post(address, {"reason": ""}).status_code == 422

    desk.post(address, {"reason": "Solved at the counter"})

    waiting.refresh_from_db()
    assert (waiting.ending, waiting.ending_note) == ("withdrawn", "Solved at the counter")


def test_a_callback_that_was_reached_meanwhile_is_not_said_to_be_cancelled(desk, waiting):
    Callback.objects.update(status="closed", ending="reached", closed_at=timezone.now())

    answer = desk.post(reverse("queues:withdraw", args=[waiting.pk]), {"reason": "Solved"})

    assert answer.status_code == 409


def test_an_attempt_that_may_have_rung_is_settled_by_one_of_three_buttons(desk):
    callback = CallbackFactory(status="needs_person", needs="may_have_rung")
    AttemptFactory(callback=callback, state="unknown", placed_at=callback.asked_at)
    address = reverse("queues:settle", args=[callback.pk])
    assert desk.post(address, {"answer": "perhaps"}).status_code == 422

    desk.post(address, {"answer": "reached"})

    callback.refresh_from_db()
    assert callback.ending == "reached"
    assert desk.post(address, {"answer": "reached"}).status_code == 409


def test_who_was_not_reached_is_ticked_off_once(desk):
    callback = CallbackFactory(
        status="closed", ending="not_reached", closed_at=timezone.now(), attempts_used=3
    )
    assert callback.code in desk.get(reverse("queues:review")).content.decode()

    desk.post(reverse("queues:tick-off", args=[callback.pk]))
    again = desk.post(reverse("queues:tick-off", args=[callback.pk]))

    assert again.status_code == 409
    assert callback.code not in desk.get(reverse("queues:review")).content.decode()


def test_a_queue_is_set_up_and_changed(desk):
    line, service = PhoneLineFactory(), ServiceFactory()
    made = {**SETTINGS, "name": "Money", "line": line.pk, "service": service.pk}

    desk.post(reverse("queues:create"), made)
    queue = Queue.objects.get()
    desk.post(
        reverse("queues:change", args=[queue.slug]), {**made, "talk_minutes": 8, "revision": 0}
    )

    queue.refresh_from_db()
    assert (queue.name, queue.talk_minutes, queue.planned_agents) == ("Money", 8, 3)


def test_of_two_leads_who_change_a_queue_the_second_sees_what_is_saved(desk):
    queue = QueueFactory(name="Money", revision=3, talk_minutes=9)
    typed = {**SETTINGS, "name": "Money", "line": queue.line_id, "service": queue.service_id}

    answer = desk.post(reverse("queues:change", args=[queue.slug]), {**typed, "revision": 0})

    assert answer.status_code == 409
    assert "A talk takes about (minutes): 9" in answer.content.decode()
    once_more = {**typed, "revision": answer.context["form"]["revision"].value()}
    assert desk.post(reverse("queues:change", args=[queue.slug]), once_more).status_code == 302


def test_a_second_queue_for_the_same_questions_on_a_line_is_refused(desk):
    queue = QueueFactory()
    typed = {**SETTINGS, "name": "Two", "line": queue.line_id, "service": queue.service_id}

    answer = desk.post(reverse("queues:create"), typed)

    assert answer.status_code == 422
    assert "This line has a queue for this assignment already." in answer.content.decode()


def test_a_queue_where_people_wait_leads_to_moving_them(desk, waiting):
    answer = desk.post(reverse("queues:retire", args=[waiting.queue.slug]))

    assert answer.status_code == 422
    assert reverse("queues:close", args=[waiting.queue.slug]) in answer.content.decode()


def test_half_hours_are_written_copied_and_saved(desk):
    tomorrow = timezone.now().replace(hour=10, minute=0, second=0) + timedelta(days=8)
    monday = tomorrow - timedelta(days=tomorrow.weekday())
    first = SlotFactory(starts_at=monday)
    second = SlotFactory(queue=first.queue, starts_at=monday + timedelta(days=1))
    address = reverse("queues:slots", args=[first.queue.slug], query={"week": f"{monday:%Y-%m-%d}"})
    shown = {f"initial-slot-{slot.pk}": 2 for slot in (first, second)}
    typed = {f"slot-{first.pk}": 5, f"slot-{second.pk}": 2, **shown}

    copied = desk.post(address, {**typed, "copy": f"{monday:%Y-%m-%d}"})
    assert copied.context["form"][f"slot-{second.pk}"].value() == "5"
    assert Slot.objects.filter(capacity=2).count() == 2

    desk.post(address, {**typed, f"slot-{second.pk}": 5})
    assert Slot.objects.filter(capacity=5, is_edited=True).count() == 2


def test_a_half_hour_holds_no_fewer_than_are_booked(desk):
    slot = SlotFactory(starts_at=timezone.now().replace(hour=10) + timedelta(days=3), booked=2)
    week = {"week": f"{timezone.localtime(slot.starts_at):%Y-%m-%d}"}
    address = reverse("queues:slots", args=[slot.queue.slug], query=week)

    answer = desk.post(address, {f"slot-{slot.pk}": 1, f"initial-slot-{slot.pk}": 2})

    assert answer.status_code == 422
    assert "2 callbacks are booked there already." in answer.content.decode()


def test_of_two_leads_who_write_half_hours_the_second_keeps_what_they_typed(desk):
    slot = SlotFactory(starts_at=timezone.now().replace(hour=10) + timedelta(days=3))
    other = SlotFactory(queue=slot.queue, starts_at=slot.starts_at + timedelta(minutes=30))
    week = {"week": f"{timezone.localtime(slot.starts_at):%Y-%m-%d}"}
    address = reverse("queues:slots", args=[slot.queue.slug], query=week)
    typed = {f"slot-{slot.pk}": 7, f"slot-{other.pk}": 2}
    shown = {f"initial-slot-{each.pk}": 2 for each in (slot, other)}
    Slot.objects.update(capacity=4)

    answer = desk.post(address, {**typed, **shown})

    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form[f"slot-{slot.pk}"].value(), form[f"slot-{other.pk}"].value()) == ("7", "4")
    assert f'name="initial-slot-{slot.pk}" value="4"' in answer.content.decode()
    desk.post(address, form.data)
    assert list(Slot.objects.values_list("capacity", flat=True)) == [7, 4]


def test_everybody_is_moved_to_another_queue_after_one_look(desk, waiting):
    other = QueueFactory(service=waiting.service, line__mode="always", planned_agents=2)
    address = reverse("queues:close", args=[waiting.queue.slug])
    chosen = {"whom": "all", "act": "queue", "to": other.pk}

    asked = desk.post(address, chosen)
    assert "This concerns 1 callback. Do it?" in asked.content.decode()
    assert Callback.objects.get().queue == waiting.queue

    assert "1 of them gets no SMS" in asked.content.decode()  # nobody has confirmed the number

    desk.post(address, {**chosen, "confirmed": "yes"})
    assert Callback.objects.get().queue == other
    again = desk.post(address, {**chosen, "confirmed": "yes"}, follow=True)
    assert "nobody to move" in again.content.decode()


def test_whoever_closes_an_office_learns_that_somebody_is_being_rung(desk, waiting):
    agent = QueueMemberFactory(queue=waiting.queue).user
    CallbackFactory(queue=waiting.queue, status="dialling", offered_to=agent, lease_token="0" * 32)

    page = desk.get(reverse("queues:close", args=[waiting.queue.slug])).content.decode()

    assert "1 is being rung just now" in page


@pytest.mark.parametrize(
    ("act", "fault"),
    [("queue", "Choose a queue."), ("day", "Choose a day."), ("answer", "Write why.")],
)
def test_each_way_of_closing_asks_for_what_it_needs(desk, waiting, act, fault):
    answer = desk.post(
        reverse("queues:close", args=[waiting.queue.slug]), {"whom": "all", "act": act}
    )

    assert answer.status_code == 422
    assert fault in answer.content.decode()


def test_a_list_of_thirty_costs_no_more_queries_than_of_one(desk):
    queue = QueueFactory()
    address = reverse("queues:queue", args=[queue.slug])
    CallbackFactory(queue=queue, owner=UserFactory())
    desk.get(address)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(address)

    for _number in range(29):
        CallbackFactory(queue=queue, owner=UserFactory())
    with CaptureQueriesContext(connection) as with_thirty:
        desk.get(address)

    assert len(with_thirty) == len(with_one)


def test_nothing_written_into_a_queue_runs(desk):
    line = PhoneLineFactory()
    for number, payload in enumerate(xss.STORABLE):
        QueueFactory(name=payload[:120], line=line, service__code=f"service-{number}")

    for address in ("overview", "all"):
        xss.assert_harmless(desk.get(reverse(f"queues:{address}")).content.decode())


@pytest.mark.parametrize("act", ["withdraw", "close"])
def test_a_reason_holds_no_personal_number(desk, waiting, act):
    place = waiting.pk if act == "withdraw" else waiting.queue.slug
    typed = {"whom": "all", "act": "answer", "confirmed": "yes"}

    answer = desk.post(
        reverse(f"queues:{act}", args=[place]), {**typed, "reason": "19850709-9805 moved"}
    )

    waiting.refresh_from_db()
    assert answer.status_code == 422
    assert "Write no personal number here." in answer.content.decode()
    assert waiting.is_live
