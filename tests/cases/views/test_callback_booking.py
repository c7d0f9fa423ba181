"""Booking a callback for somebody from the desk."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from phonenumber_field.phonenumber import PhoneNumber

from cases import heat_map
from cases.models import Contact, Question, SafeContact
from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from contactcenter.encryption import decrypt, encrypt
from contactcenter.phone_numbers import fingerprint
from telephony.models import Callback, Queue, Slot
from tests.cases.callbacks import agent_of, due, open_queue
from tests.factories import (
    MONDAY_NINE,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    SlotFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
BOOK = "desk-callbacks:book"
NUMBER = "070-174 06 05"


@pytest.fixture
def queue() -> Queue:
    return open_queue(name="Elder care", line__unit__district=None, planned_agents=2)


@pytest.fixture
def question(agent: User, queue: Queue) -> Question:
    return QuestionFactory(
        contact__agent=agent,
        contact__language="so",
        topic=TopicFactory(service=queue.service),
        district=DistrictFactory(),
    )


@pytest.fixture
def slot(queue: Queue) -> Slot:
    starts_at = timezone.now() + timedelta(days=1)
    return SlotFactory(queue=queue, starts_at=starts_at, capacity=1)


def asked(queue: Queue, **fields: object) -> dict[str, object]:
    given = {"number": NUMBER, "service": queue.service_id, "language": "sv", "slot": ""}
    return given | fields


def book(client: Client, queue: Queue, **fields: object):
    return client.post(reverse(BOOK), asked(queue, **fields), follow=True)


def test_the_promise_and_the_code_are_there_to_read_aloud(client, agent, queue):
    response = book(client, queue)

    callback = Callback.objects.get()
    html = response.content.decode()
    assert (callback.source, callback.status) == ("desk", "waiting")
    assert "We ring you before" in html
    assert f"{callback.code[:5]} {callback.code[5:]}" in html


def test_the_contact_knows_most_of_it_already(client, agent, queue, question):
    SafeContact.objects.create(
        contact=question.contact, purpose="call_back", number=encrypt(NUMBER), no_message=True
    )

    form = client.get(reverse(BOOK), {"contact": question.contact_id}).context["form"]

    assert form["number"].value() == NUMBER
    assert form["service"].value() == queue.service_id
    assert form["district"].value() == question.district_id
    assert form["language"].value() == "so"
    assert form["no_message"].value() is True


def test_the_question_ends_with_a_callback_booked(client, agent, queue, question):
    outcome = OutcomeFactory(code="callback_booked")

    response = book(client, queue, contact=question.contact_id)

    question.refresh_from_db()
    assert question.outcome == outcome
    assert reverse("contacts:contact", args=[question.contact_id]) in response.content.decode()


def test_an_outcome_that_was_chosen_is_left_alone(client, agent, queue, question):
    question.outcome = answered = OutcomeFactory()
    question.save()
    OutcomeFactory(code="callback_booked")

    book(client, queue, contact=question.contact_id)

    question.refresh_from_db()
    assert question.outcome == answered


def test_a_half_hour_is_booked(client, agent, queue, slot):
    book(client, queue, slot=slot.pk)

    assert Callback.objects.get().slot == slot
    slot.refresh_from_db()
    assert slot.booked == 1


@pytest.mark.parametrize("wrong", ["full", "past", "other queue", "none"])
def test_a_half_hour_that_cannot_be_had_is_refused_beside_the_times(
    client, agent, queue, slot, wrong
):
    if wrong == "full":
        Slot.objects.update(booked=1)
    elif wrong == "past":
        Slot.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    elif wrong == "other queue":
        slot = SlotFactory(starts_at=slot.starts_at)
    number = 0 if wrong == "none" else slot.pk

    response = book(client, queue, slot=number)

    assert response.status_code == 422
    assert response.context["form"]["number"].value() == NUMBER
    assert not Callback.objects.exists()


def test_a_number_that_has_a_callback_is_shown_that_one(client, agent, queue, question):
    number = PhoneNumber.from_string(NUMBER, region="SE")
    live = due(queue, number_hash=fingerprint(number), is_confirmed_by_code=True)

    response = book(client, queue, contact=question.contact_id)

    question.refresh_from_db()
    assert response.status_code == 409
    assert reverse("desk-callbacks:callback", args=[live.pk]) in response.content.decode()
    assert list(Callback.objects.live()) == [live]
    assert question.outcome is None


@pytest.mark.parametrize("number", ["0900-123 45 67", "+1 202 555 0143", "12", "", "abc"])
def test_numbers_that_we_do_not_ring_are_refused_and_kept(client, agent, queue, number):
    response = book(client, queue, number=number)

    assert response.status_code == 422
    assert response.context["form"].errors["number"]


def test_an_urgent_matter_is_connected_instead(client, agent, queue, question):
    Contact.objects.update(urgent="violence")

    page = client.get(reverse(BOOK), {"contact": question.contact_id}).content.decode()
    refused = book(client, queue, contact=question.contact_id)
    booked = book(client, queue, contact=question.contact_id, is_connected="on")

    assert "do not book a callback instead" in page
    assert (refused.status_code, booked.status_code) == (422, 200)
    assert Callback.objects.count() == 1


def test_a_closed_contact_is_not_booked_beside(client, agent, queue, question):
    Contact.objects.update(closed_at=MONDAY_NINE)

    page = client.get(reverse(BOOK), {"contact": question.contact_id})

    assert page.context["contact"] is None


def test_times_are_shown_anew_without_script(client, agent, queue, slot):
    response = client.post(reverse(BOOK), asked(queue, show="1"))

    html = response.content.decode()
    assert response.status_code == 200
    assert f'value="{slot.pk}"' in html
    assert f'value="{NUMBER}"' in html


def test_the_times_fragment_takes_no_number(client, agent, queue, slot):
    response = client.get(
        reverse("desk-callbacks:heat"),
        {"service": queue.service_id},
        headers={"HX-Request": "true"},
    )

    html = response.content.decode()
    assert html.lstrip().startswith('<fieldset id="times"')
    assert f'value="{slot.pk}"' in html


def test_what_was_written_is_never_run(client, agent, queue):
    response = book(client, queue, number="<script>alert(1)</script>", pass_phrase="<b>")

    assert "<script>alert(1)" not in response.content.decode()


def test_the_number_goes_into_no_address_and_no_log(client, agent, queue, caplog):
    caplog.set_level(logging.DEBUG)

    response = book(client, queue, pass_phrase="Blue tram")

    assert not any("174" in address for address, _status in response.redirect_chain)
    assert "1740605" not in caplog.text.replace("-", "").replace(" ", "")
    assert decrypt(Callback.objects.get().pass_phrase) == "Blue tram"


def test_a_callback_is_moved_to_a_half_hour(client, agent, queue, slot):
    callback = due(queue)

    client.post(reverse("desk-callbacks:move", args=[callback.pk]), {"slot": slot.pk})

    callback.refresh_from_db()
    assert callback.slot == slot


def test_a_callback_is_not_moved_to_a_full_half_hour(client, agent, queue, slot):
    callback = due(queue)
    Slot.objects.update(booked=1)

    response = client.post(reverse("desk-callbacks:move", args=[callback.pk]), {"slot": slot.pk})

    assert response.status_code == 422


def test_the_heat_map_lays_half_hours_out_by_local_day_and_time(queue):
    hour = timedelta(hours=1)
    first, second, third = (
        SlotFactory(queue=queue, starts_at=MONDAY_NINE),
        SlotFactory(queue=queue, starts_at=MONDAY_NINE + hour, booked=2),
        SlotFactory(queue=queue, starts_at=MONDAY_NINE + timedelta(days=1)),
    )

    drawn = heat_map.draw([first, second, third])

    cells = [[cell and (cell.slot, cell.shade) for cell in cells] for _time, cells in drawn.rows]
    assert [f"{time:%H:%M}" for time, _cells in drawn.rows] == ["09:00", "10:00"]
    assert cells == [[(first, "free"), (third, "free")], [(second, "full"), None]]


def test_what_was_typed_in_the_contact_is_saved_on_the_way_to_booking(client, agent, question):
    response = client.post(
        reverse("desk-callbacks:book-beside", args=[question.contact_id]),
        {"q1-note": "Wants to be rung", "base-q1-note": ""},
    )

    question.refresh_from_db()
    assert question.note == "Wants to be rung"
    assert response["Location"] == f"{reverse(BOOK)}?contact={question.contact_id}"


def test_an_odd_base_is_no_fault_of_ours(client, agent, question):
    typed = {"q1-note": "Wants to be rung", "base-q1-note": "\x00"}

    response = client.post(reverse("desk-callbacks:book-beside", args=[question.contact_id]), typed)

    assert response.status_code == 302


def test_what_a_colleagues_contact_keeps_is_read_in_the_form_only_with_an_event(
    client, agent, queue, question
):
    Contact.objects.update(agent=agent_of(queue))
    SafeContact.objects.create(
        contact=question.contact, purpose="call_back", pass_phrase=encrypt("Blue tram")
    )

    html = client.get(reverse(BOOK), {"contact": question.contact_id}).content.decode()

    assert "Blue tram" in html
    assert AuditEvent.objects.get(action="contact.joined").actor_id == agent.pk


def test_a_calm_half_hour_goes_along_to_booking(client, agent, queue, slot):
    calm = client.get(reverse("desk-callbacks:heat"), {"service": queue.service_id})
    assert f'action="{reverse(BOOK)}"' in calm.content.decode()

    chosen = {"service": queue.service_id, "district": "", "slot": slot.pk, "show": "1"}
    response = client.post(reverse(BOOK), chosen)

    assert response.status_code == 200
    assert response.context["chosen_slot"] == str(slot.pk)
    assert response.context["form"]["service"].value() == str(queue.service_id)


def test_every_half_hour_that_can_be_booked_is_in_the_heat_map(queue):
    days = [SlotFactory(queue=queue, starts_at=MONDAY_NINE + timedelta(days=n)) for n in range(14)]

    assert len(heat_map.draw(days).days) == 14


def test_the_page_of_calm_half_hours_blames_nobody_who_has_chosen_nothing_yet(client, agent):
    address = reverse("desk-callbacks:heat")

    first, asked = client.get(address), client.get(address, {"service": ""})

    assert "has-errors" not in first.text
    assert "has-errors" in asked.text
