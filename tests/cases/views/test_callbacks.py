"""The live list of callbacks, and one of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cases import callback_words
from cases.models import Contact
from districts.models import PhoneLine
from telephony.models import Callback, Queue
from tests.cases.callbacks import agent_of, due, open_queue
from tests.factories import AttemptFactory, QueueMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "desk-callbacks:list"


@pytest.fixture
def queue() -> Queue:
    return open_queue(name="Elder care")


def test_callbacks_stand_in_the_order_in_which_they_are_rung(client, agent, queue):
    now = timezone.now()
    later, first, urgent = (
        due(queue, asked_at=now - timedelta(minutes=1)),
        due(queue, asked_at=now - timedelta(minutes=9)),
        due(queue, priority=Callback.Priority.FIRST),
    )

    page = client.get(reverse(LIST)).context["rows"]

    assert [row.callback for row in page] == [urgent, first, later]


def test_late_and_near_promises_are_said_in_words(client, agent, queue):
    now = timezone.now()
    due(queue, asked_at=now - timedelta(hours=2))
    due(queue, asked_at=now - timedelta(minutes=55))

    html = client.get(reverse(LIST)).content.decode()

    assert html.count("Late") == html.count("Soon") == 1


def test_only_what_is_due_in_an_own_queue_can_be_taken(client, agent, queue):
    mine = due(queue)
    due(queue, eligible_at=timezone.now() + timedelta(hours=1))
    due(open_queue())

    page = client.get(reverse(LIST), {"queue": "all"}).context["rows"]

    assert [row.callback for row in page if row.may_take] == [mine]


def test_the_list_begins_with_the_queues_that_one_answers(client, agent, queue):
    mine, other = due(queue), due(open_queue(slug="other"))

    own = client.get(reverse(LIST)).context["rows"]
    others = client.get(reverse(LIST), {"queue": "other"}).context["rows"]

    assert [row.callback for row in own] == [mine]
    assert [row.callback for row in others] == [other]


def test_a_lead_who_answers_no_queue_sees_all(client, queue):
    client.force_login(UserFactory(roles=["team_lead"]))
    callback = due(queue)

    [row] = client.get(reverse(LIST)).context["rows"]

    assert (row.callback, row.may_take) == (callback, False)


def test_one_language_can_be_chosen(client, agent, queue):
    due(queue)
    arabic = due(queue, language="ar")

    page = client.get(reverse(LIST), {"language": "ar"}).context["rows"]

    assert [row.callback for row in page] == [arabic]


def test_nothing_is_answered_while_nothing_changes(
    client, agent, queue, django_assert_max_num_queries
):
    callback = due(queue)
    stamp = client.get(reverse(LIST)).context["stamp"]

    with django_assert_max_num_queries(5):  # session, person, queues, who is on the phone, stamp
        same = client.get(reverse(LIST), {"stamp": stamp}, headers={"Poll": "1"})
    Callback.objects.filter(pk=callback.pk).update(revision=1)
    changed = client.get(
        reverse(LIST),
        {"stamp": stamp},
        headers={"Poll": "1", "HX-Request": "true", "HX-Target": "callbacks"},
    )

    assert same.status_code == 204
    assert changed.status_code == 200
    assert changed.content.decode().lstrip().startswith('<div id="callbacks"')


def test_a_promise_that_breaks_changes_the_stamp(client, agent, queue):
    callback = due(queue)
    stamp = client.get(reverse(LIST)).context["stamp"]
    Callback.objects.filter(pk=callback.pk).update(promised_by=timezone.now())

    assert client.get(reverse(LIST), {"stamp": stamp}).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_as_much_for_one_row_as_for_thirty(
    client, agent, queue, number, django_assert_num_queries
):
    for _each in range(number):
        due(queue)
        AttemptFactory(
            callback=due(queue, status="needs_person", needs="may_have_rung"), agent=agent
        )

    with django_assert_num_queries(20):
        client.get(reverse(LIST))


def test_while_the_line_is_closed_nobody_is_asked_to_ring(client, agent, queue):
    due(queue)
    PhoneLine.objects.filter(pk=queue.line_id).update(mode=PhoneLine.Mode.NOT_PUBLISHED)

    response = client.get(reverse(LIST))

    assert [row.may_take for row in response.context["rows"]] == [False]
    assert "Not before" in response.content.decode()
    assert reverse("desk-callbacks:take-next") not in response.content.decode()


def test_the_next_one_is_taken_without_choosing(client, agent, queue):
    first, second = due(queue), due(queue)

    response = client.post(reverse("desk-callbacks:take-next"))

    contact = Contact.objects.get()
    assert response.url == reverse("contacts:contact", args=[contact.pk])
    assert contact.callback == first
    second.refresh_from_db()
    assert second.status == Callback.Status.WAITING


def test_the_next_one_is_not_of_a_line_that_is_closed(client, agent, queue):
    closed = QueueMemberFactory(user=agent).queue
    due(closed, asked_at=timezone.now() - timedelta(hours=1))
    first = due(queue)

    client.post(reverse("desk-callbacks:take-next"))

    assert Contact.objects.get().callback == first


def test_nobody_takes_two(client, agent, queue):
    due(queue), due(queue)
    client.post(reverse("desk-callbacks:take-next"))

    response = client.post(reverse("desk-callbacks:take-next"), follow=True)

    assert Contact.objects.count() == 1
    assert "You have a callback already" in response.content.decode()


def test_when_nobody_is_left_that_is_said(client, agent):
    response = client.post(reverse("desk-callbacks:take-next"), follow=True)

    assert "Colleagues have taken those who waited." in response.content.decode()


def test_an_empty_list_says_what_happens_next(client, agent):
    html = client.get(reverse(LIST)).content.decode()

    assert "offered to whoever is ready" in html


def test_the_number_is_nowhere_on_the_list_or_the_page_of_a_callback(client, agent, queue):
    callback = due(queue, phone="+46701740605")

    pages = [
        client.get(reverse(LIST)),
        client.get(reverse("desk-callbacks:callback", args=[callback.pk])),
    ]

    assert not any("174" in page.content.decode() for page in pages)


def test_what_may_have_rung_is_shown_with_three_buttons(client, agent, queue):
    callback = due(queue, status="needs_person", needs="may_have_rung")
    AttemptFactory(callback=callback, agent=agent_of(queue, display_name="Bo"), state="unknown")

    html = client.get(reverse(LIST)).content.decode()

    assert "Bo was to ring at" in html
    assert html.count('name="answer"') == 3


def test_what_a_colleague_has_is_named(client, agent, queue):
    other = agent_of(queue, display_name="Bo Ek")
    due(queue, status="dialling", offered_to=other, lease_token="6" * 32)

    html = client.get(reverse(LIST)).content.decode()

    assert "Bo Ek" in html
    assert "Take it" not in html


def test_a_code_that_is_read_aloud_leads_to_its_callback(client, agent, queue):
    callback = due(queue)
    read_aloud = f" {callback.code[:5]} {callback.code[5:]} ".lower()

    response = client.post(reverse(LIST), {"code": read_aloud})

    assert response.url == reverse("desk-callbacks:callback", args=[callback.pk])


@pytest.mark.parametrize("code", ["", "ABCDE12345", "\x00", "070-174 06 05"])
def test_what_is_no_code_is_said_above_the_list(client, agent, queue, code):
    due(queue)

    response = client.post(reverse(LIST), {"code": code})

    assert response.status_code == 422
    assert response.context["code_form"].errors["code"]
    assert len(response.context["rows"]) == 1


def test_a_lead_who_answers_nothing_has_no_presence_to_say(client, queue):
    client.force_login(UserFactory(roles=["team_lead"]))

    for address in (reverse(LIST), reverse("desk-callbacks:callback", args=[due(queue).pk])):
        assert 'id="phone-presence"' not in client.get(address).content.decode()


def test_a_promise_that_has_passed_is_not_read_aloud(client, agent, queue):
    late = due(queue, asked_at=timezone.now() - timedelta(hours=2))

    html = client.get(reverse("desk-callbacks:callback", args=[late.pk])).content.decode()

    assert "We ring you before" not in html
    assert "Late" in html


def test_a_try_whose_time_has_come_waits_for_its_turn(queue):
    tried = due(queue, attempts_used=1)
    later = due(queue, attempts_used=1, eligible_at=timezone.now() + timedelta(minutes=5))

    with override("en"):
        assert callback_words.what_now(tried) == "It waits for its turn."
        assert callback_words.what_now(later).startswith("We ring again: ")


def test_what_a_lead_has_given_to_a_colleague_is_theirs_for_a_while(client, agent, queue):
    other = agent_of(queue, display_name="Bo Ek")
    callback = due(queue, owner=other, owned_until=timezone.now() + timedelta(minutes=5))
    given = client.get(reverse(LIST))
    page = client.get(reverse("desk-callbacks:callback", args=[callback.pk])).content.decode()

    Callback.objects.update(owned_until=timezone.now())
    over = client.get(reverse(LIST), {"stamp": given.context["stamp"]})

    assert "Who rings: <bdi>Bo Ek</bdi>" in given.content.decode()
    assert "Who rings: <bdi>Bo Ek</bdi>" in page
    assert "Take it" not in given.content.decode() + page
    assert [row.may_take for row in over.context["rows"]] == [True]
