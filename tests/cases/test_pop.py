from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from cases import pop
from cases.models import Contact
from contactcenter import database
from contactcenter.audit.models import AuditEvent
from telephony import pop_tokens
from telephony.models import Call
from tests.factories import (
    MONDAY_NINE,
    CallbackFactory,
    CallFactory,
    ContactFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

POP = reverse("pop")
NUMBER_HASH = "f" * 64


@pytest.fixture
def agent(client):
    agent = UserFactory(roles=["agent"], language="en")
    client.force_login(agent)
    return agent


@pytest.fixture
def call() -> Call:
    return CallFactory(queue__name="Elder care", language="so", number_hash=NUMBER_HASH)


@pytest.fixture
def address(call) -> str:
    return f"{POP}?call={pop_tokens.issue(call, 'ringing', at=database.now())}"


def test_looking_shows_the_call_and_changes_nothing(client, agent, address):
    for _prefetched in range(2):
        page = client.get(address)

    assert page.status_code == 200
    assert "Elder care" in page.text
    assert "Soomaali" in page.text
    assert not Contact.objects.exists()
    assert not AuditEvent.objects.filter(action="contact.started").exists()


def test_the_button_opens_a_contact_in_the_caller_s_language(client, agent, call, address):
    response = client.post(address)

    contact = Contact.objects.get()
    assert (contact.call, contact.agent, contact.channel) == (call, agent, "phone")
    assert (contact.language, contact.is_training) == ("so", False)
    assert response.url == reverse("contacts:contact", args=[contact.pk])


def test_however_often_it_is_pressed_there_is_one_contact(client, agent, address):
    first = client.post(address)
    client.force_login(UserFactory(roles=["agent"]))

    second = client.post(address)

    assert (first.url, Contact.objects.count()) == (second.url, 1)
    assert Contact.objects.get().agent == agent


def test_once_it_is_open_the_page_leads_to_the_contact(client, agent, address):
    client.post(address)

    page = client.get(address)

    assert reverse("contacts:contact", args=[Contact.objects.get().pk]) in page.text
    assert "<button" not in page.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.django_db(transaction=True)
def test_who_press_at_once_open_one_contact(call):
    agents = UserFactory.create_batch(4, roles=["agent"])

    def open_it(agent):
        contact = pop.open_contact(call, agent=agent, at=MONDAY_NINE)
        connection.close()
        return contact.pk

    with ThreadPoolExecutor(4) as pool:
        opened = set(pool.map(open_it, agents))

    assert len(opened) == Contact.objects.count() == 1


def test_a_call_in_a_language_of_nobody_s_is_taken_in_swedish():
    call = CallFactory(language="xx")

    assert pop.open_contact(call, agent=UserFactory(), at=MONDAY_NINE).language == "sv"


def test_what_the_number_has_with_us_is_shown_by_codes(client, agent, call, address):
    live = CallbackFactory(number_hash=NUMBER_HASH)
    closed = CallbackFactory(
        number_hash=NUMBER_HASH, status="closed", ending="reached", closed_at=MONDAY_NINE
    )
    earlier = ContactFactory(
        call=CallFactory(number_hash=NUMBER_HASH), opened_at=database.now(), agent=agent
    )
    another_s = ContactFactory(call=CallFactory(number_hash="e" * 64), opened_at=database.now())

    page = client.get(address).text

    assert [row.code in page for row in (live, closed, earlier, another_s)] == [
        True,
        False,
        True,
        False,
    ]


def test_earlier_means_since_midnight_here():
    call = CallFactory(number_hash=NUMBER_HASH)
    before, after = (
        ContactFactory(call=CallFactory(number_hash=NUMBER_HASH), opened_at=MONDAY_NINE + shift)
        for shift in (timedelta(hours=-10), timedelta(hours=-1))
    )

    assert before not in pop.contacts_of_today(call, at=MONDAY_NINE)
    assert pop.contacts_of_today(call, at=MONDAY_NINE) == [after]


def test_a_hidden_number_has_nothing_with_us():
    CallbackFactory(number_hash="")
    ContactFactory(call=CallFactory(number_hash=""), opened_at=MONDAY_NINE)

    shown = pop.of(CallFactory(number_hash=""), at=MONDAY_NINE)

    assert (shown.callbacks, shown.contacts) == ([], [])


@pytest.mark.parametrize(
    ("queued", "answered", "ended", "clock"),
    [
        (10, None, None, "01:50"),
        (10, 70, None, "01:00"),
        (None, None, None, "02:00"),
        (None, None, 5, "00:05"),
    ],
)
def test_the_wait_is_that_in_line(queued, answered, ended, clock):
    def second(after):
        return None if after is None else MONDAY_NINE + timedelta(seconds=after)

    call = CallFactory.build(
        queue=None, queued_at=second(queued), answered_at=second(answered), ended_at=second(ended)
    )

    assert pop.Pop(call, pop.waited(call, at=second(120)), [], [], None).clock == clock


@pytest.mark.parametrize("query", ["", "?call=", "?call=guessed", "?call=a%00b"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_says_what_to_do(client, agent, method, query):
    response = getattr(client, method)(POP + query)

    assert response.status_code == 404
    assert "start a contact at the desk" in response.text or "ärende" in response.text
    assert not Contact.objects.exists()


def test_an_address_holds_for_five_minutes(client, agent, call):
    issued = database.now() - pop_tokens.LASTS
    address = f"{POP}?call={pop_tokens.issue(call, 'ringing', at=issued)}"

    assert client.get(address).status_code == client.post(address).status_code == 404


def test_whoever_is_not_signed_in_comes_back_to_it(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert "next=/pop/%3Fcall%3D" in response.url


def test_a_list_of_many_costs_as_much_as_one(client, agent, call, django_assert_max_num_queries):
    def queries():
        with time_machine.travel(MONDAY_NINE), django_assert_max_num_queries(10) as asked:
            pop.of(call, at=MONDAY_NINE)
        return len(asked)

    before = queries()
    for number in range(8):
        CallbackFactory(number_hash=NUMBER_HASH, queue__service__code=f"service-{number}")
        ContactFactory(call=CallFactory(number_hash=NUMBER_HASH), opened_at=MONDAY_NINE)

    assert queries() == before
