"""/desk/messages/: what went out, without saying to whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contactcenter.accounts.roles import Role
from contactcenter.messages import views
from contactcenter.messages.models import Message
from tests.factories import MONDAY_NINE, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db

State = Message.State
LIST = "/desk/messages/"


@pytest.fixture
def lead(client):
    client.force_login(UserFactory(roles=[Role.TEAM_LEAD], language="en"))
    return client


def rows(response):
    return [entry.message for entry in response.context["entries"]]


def test_the_list_says_what_for_and_how_it_went_and_not_to_whom(lead, settings):
    settings.SAMPLE_CITY = False
    MessageFactory(state=State.FAILED, fault="refused", language="fi")

    page = lead.get(LIST).content.decode()

    assert "The code that confirms a phone number" in page
    assert "The provider refused it" in page
    assert "number ends with 05" in page
    assert "4060" not in page
    assert "123456" not in page


def test_in_the_sample_city_the_text_stands_there_too(lead, settings):
    settings.SAMPLE_CITY = True
    MessageFactory(language="en")

    page = lead.get(LIST).content.decode()

    assert "City of Stockholm: your code is 123456." in page
    assert "4060" not in page


def test_what_was_held_back_or_forgotten_is_shown_without_anything(lead):
    MessageFactory(state=State.HELD_BACK, to="", values="")

    page = lead.get(LIST).content.decode()

    assert "somebody may be in danger" in page
    assert "number ends" not in page


def test_what_nobody_has_decided_on_is_read_by_an_index_of_nothing_else(lead):
    MessageFactory(state=State.UNKNOWN)

    with CaptureQueriesContext(connection) as asked:
        lead.get(LIST, {"shown": "unsettled"})

    [query] = [
        each["sql"] for each in asked if "ORDER BY" in each["sql"] and "outbox" in each["sql"]
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("EXPLAIN " + query)
        assert "message_unsettled" in cursor.fetchone()[0] + cursor.fetchone()[0]


def test_the_list_costs_the_same_for_one_and_thirty(lead, django_assert_max_num_queries):
    MessageFactory(state=State.UNKNOWN)
    lead.get(LIST)  # what is kept for the next page
    with django_assert_max_num_queries(20) as one:
        lead.get(LIST)
    MessageFactory.create_batch(29, state=State.UNKNOWN)

    with django_assert_max_num_queries(20) as thirty:
        lead.get(LIST)

    assert len(thirty) == len(one)


def test_a_page_begins_below_the_last_row_of_the_one_before(lead, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    messages = MessageFactory.create_batch(3)[::-1]

    first = lead.get(LIST)
    second = lead.get(LIST, {"below": first.context["older"]})

    assert rows(first) + rows(second) == messages
    assert second.context["older"] is None


@pytest.mark.parametrize("below", ["x", "-1", "9" * 40, "٣", "0"])
def test_an_odd_address_shows_the_newest(lead, below):
    message = MessageFactory()

    assert rows(lead.get(LIST, {"below": below, "state": "x", "kind": "\0"})) == [message]


def test_messages_are_found_by_state_and_kind(lead):
    sent = MessageFactory(state=State.SENT)
    failed = MessageFactory(state=State.FAILED)
    late = MessageFactory(kind="callback-alarm", channel="email", state=State.SENT, to="")

    assert rows(lead.get(LIST, {"state": "sent"})) == [late, sent]
    assert rows(lead.get(LIST, {"kind": "callback-code"})) == [failed, sent]
    assert rows(lead.get(LIST, {"shown": "unsettled"})) == [failed]


def test_a_message_is_sent_again_after_a_question(lead):
    message = MessageFactory(state=State.UNKNOWN)
    address = reverse("outbox:send-again", args=[message.pk])

    asked = lead.get(address)
    answer = lead.post(address, follow=True)

    message.refresh_from_db()
    assert "gets it twice" in asked.content.decode()
    assert message.state == State.QUEUED
    assert "It is being sent again." in answer.content.decode()


def test_a_message_is_left_after_a_question(lead):
    message = MessageFactory(state=State.UNKNOWN)

    lead.post(reverse("outbox:leave", args=[message.pk]))

    message.refresh_from_db()
    assert message.settled_at is not None


def test_who_decides_second_is_told_that_it_is_decided(lead):
    message = MessageFactory(state=State.UNKNOWN, settled_at=MONDAY_NINE)

    answer = lead.post(reverse("outbox:leave", args=[message.pk]), follow=True)

    assert "nothing to decide" in answer.content.decode()
