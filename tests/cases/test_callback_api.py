"""Callbacks over the API: the same acts as on the desk."""

import pytest
from rest_framework.test import APIClient

from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.database import now
from contactcenter.encryption import encrypt
from telephony import offers
from telephony.models import Callback, Queue
from tests.cases.callbacks import agent_of, due, open_queue
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/callbacks/"


@pytest.fixture(autouse=True)
def manual(settings):
    settings.TELEPHONY_DRIVER = "manual"


@pytest.fixture
def queue() -> Queue:
    return open_queue(slug="elder-care")


@pytest.fixture
def agent(queue: Queue) -> User:
    return agent_of(queue)


@pytest.fixture
def api(agent: User) -> APIClient:
    client = APIClient()
    client.force_login(agent)
    return client


def act(api: APIClient, callback: Callback, name: str, **data: str):
    return api.post(f"{LIST}{callback.pk}/{name}/", data, format="json")


def test_the_list_is_in_the_order_of_ringing_and_has_no_numbers(api, queue):
    later = due(queue, phone="+46701740605")
    first = due(queue, priority=Callback.Priority.FIRST, phone="+46701740606")

    response = api.get(LIST)

    assert [row["id"] for row in response.json()["results"]] == [first.pk, later.pk]
    assert "70174" not in response.content.decode()


def test_the_list_is_narrowed_by_status_queue_and_language(api, queue):
    due(queue)
    meant = due(queue, language="so", status="needs_person", needs="network")

    asked = {"status": "needs_person", "queue": "elder-care", "language": "so"}

    assert [row["id"] for row in api.get(LIST, asked).json()["results"]] == [meant.pk]


@pytest.mark.parametrize(
    "asked", [{"status": "closed"}, {"queue": "\x00"}, {"language": "xx"}, {"cursor": "x"}]
)
def test_what_cannot_be_asked_for_is_said(api, asked):
    response = api.get(LIST, asked)

    assert response.status_code in (400, 404)
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_as_much_for_one_row_as_for_thirty(
    api, queue, number, django_assert_num_queries
):
    for _each in range(number):
        due(queue)
    api.get(LIST)

    with django_assert_num_queries(3):
        api.get(LIST)


def test_a_shift_over_the_api(api, queue):
    callback = due(queue, phone="+46701740605", pass_phrase=encrypt("Blue tram"))

    claimed = act(api, callback, "claim")
    act(api, callback, "dial")
    told = act(api, callback, "outcome", outcome="reached")

    contact = Contact.objects.get()
    assert claimed.json()["number"] == "+46701740605"
    assert claimed.json()["pass_phrase"] == "Blue tram"
    assert (told.json()["callback"]["ending"], told.json()["contact"]) == ("reached", contact.pk)
    assert told.json()["number"] == ""


def test_an_offer_is_claimed_by_its_token(api, agent, queue):
    callback = due(queue)
    offers.claim(callback, agent=agent, at=now())

    response = act(api, callback, "claim", token=str(callback.lease_token))

    assert response.status_code == 200


def test_what_a_colleague_has_is_a_conflict(api, queue):
    callback = due(queue)
    offers.claim(callback, agent=agent_of(queue), at=now())

    response = act(api, callback, "claim")

    assert response.status_code == 409
    assert response.json()["detail"] == "Somebody else has it, or it is over."


def test_what_may_not_be_rung_is_a_rule(api, queue):
    callback = due(queue)
    act(api, callback, "claim")
    queue.line.weeks.all().delete()

    assert act(api, callback, "dial").status_code == 422


def test_released_it_waits_again_and_its_number_is_hidden(api, queue):
    callback = due(queue)
    act(api, callback, "claim")

    released = act(api, callback, "release").json()

    assert (released["callback"]["status"], released["number"]) == ("waiting", "")
    assert released["contact"] is None


def test_an_outcome_without_a_call_is_not_there(api, queue):
    assert act(api, due(queue), "outcome", outcome="busy").status_code == 404


def test_an_unheard_of_outcome_is_malformed(api, queue):
    assert act(api, due(queue), "outcome", outcome="happy").status_code == 400


def test_leads_read_and_do_not_claim(queue):
    client = APIClient()
    client.force_login(UserFactory(roles=["team_lead"]))

    assert client.get(LIST).status_code == 200
    assert act(client, due(queue), "claim").status_code == 403
