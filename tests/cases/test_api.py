import json
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from contactcenter.database import now
from contactcenter.errors import PROBLEM_TYPE
from tests.factories import (
    ContactFactory,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

CONTACTS = "/api/v1/contacts/"
NOTE = "She asks about rent."


@pytest.fixture
def agent() -> User:
    return UserFactory(roles=["agent"], language="en")


@pytest.fixture
def api(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def contact(agent) -> Contact:
    """The agent's open phone call, about one thing."""
    contact = ContactFactory(agent=agent, opened_at=now(), touched_at=now())
    return QuestionFactory(contact=contact, topic=TopicFactory(code="money"), note=NOTE).contact


@pytest.fixture
def closed() -> Contact:
    """A colleague's, closed a moment ago."""
    at = now()
    contact = ContactFactory(opened_at=at, touched_at=at, closed_at=at)
    outcome = OutcomeFactory(code="answered")
    return QuestionFactory(contact=contact, outcome=outcome, note=NOTE).contact


def at(contact: Contact, part: str = "") -> str:
    return f"{CONTACTS}{contact.pk}/{part}"


def send(api: Client, method: str, address: str, data: Any = None) -> Any:
    body = json.dumps({} if data is None else data)
    return api.generic(method, address, body, "application/json")


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("position").values_list("action", flat=True))


def test_a_contact_from_start_to_end(api, agent):
    OutcomeFactory(code="answered")

    started = send(api, "POST", CONTACTS, {"channel": "phone"})
    address = f"{CONTACTS}{started.json()['id']}/"
    changed = send(api, "PATCH", address, {"language": "ar", "base": {"language": "sv"}})
    ended = {"outcome": "answered", "base": {"outcome": None}}
    question = send(api, "PATCH", f"{address}questions/1/", ended)
    closing = send(api, "POST", f"{address}close/")

    assert (started.status_code, started.json()["agent"]["id"]) == (201, agent.pk)
    assert changed.json()["language"] == "ar"
    assert question.json()["outcome"] == "answered"
    assert closing.json()["closed_at"]
    assert actions() == ["contact.started", "contact.closed"]


def test_choices_go_by_their_codes_and_notes_are_masked(api, contact):
    DistrictFactory(slug="jarva")
    values = {"topic": "money", "district": "jarva", "note": "She is 19640823-3234."}

    added = send(api, "POST", at(contact, "questions/"), values)

    assert added.status_code == 201
    assert added.json() == {
        "number": 2,
        "topic": "money",
        "district": "jarva",
        "outcome": None,
        "note": "She is ••••••-••••.",
    }


def test_what_somebody_else_changed_is_not_written_over(api, contact):
    mine = {"note": "She asks about heating.", "base": {"note": "Something older."}}
    mine |= {"topic": None, "base": mine["base"] | {"topic": "money"}}

    refused = send(api, "PATCH", at(contact, "questions/1/"), mine)

    assert refused.status_code == 409
    assert refused["Content-Type"] == PROBLEM_TYPE
    assert refused.json()["versions"] == [
        {"field": "note", "yours": "She asks about heating.", "stored": NOTE}
    ]
    question = contact.questions.get()
    assert (question.note, question.topic.code) == (NOTE, "money")
    assert not contact.other_versions.exists()


def test_a_list_is_compared_by_code_too(api, contact):
    TopicFactory(code="rent")

    refused = send(
        api, "PATCH", at(contact, "questions/1/"), {"topic": "rent", "base": {"topic": None}}
    )

    assert refused.json()["versions"] == [{"field": "topic", "yours": "rent", "stored": "money"}]


def test_without_a_base_nothing_is_changed(api, contact):
    refused = send(api, "PATCH", at(contact), {"language": "ar", "base": {}})

    assert refused.status_code == 400
    assert set(refused.json()["errors"]["base"]) == {"language"}


def test_closing_says_what_is_missing(api, contact):
    refused = send(api, "POST", at(contact, "close/"))

    assert refused.status_code == 422
    assert refused.json()["detail"] == "Every question needs an outcome."


def test_closing_twice_closes_once(api, closed):
    assert send(api, "POST", at(closed, "close/")).status_code == 409
    assert actions() == []


def test_the_last_question_stays(api, contact):
    QuestionFactory(contact=contact, number=2)

    removed = send(api, "DELETE", at(contact, "questions/2/"))
    refused = send(api, "DELETE", at(contact, "questions/1/"))

    assert (removed.status_code, refused.status_code) == (204, 422)
    assert actions() == ["contact.question_removed"]


def test_a_closed_contact_is_answered_without_notes(api, closed):
    detail = api.get(at(closed)).json()
    listed = api.get(CONTACTS, {"state": "closed"}).json()["results"]
    questions = api.get(at(closed, "questions/")).json()

    assert NOTE not in str([detail, listed, questions])
    assert detail["questions"] == questions == listed[0]["questions"]
    assert set(questions[0]) == {"number", "topic", "district", "outcome"}
    assert actions() == []


def test_an_open_contact_is_listed_without_notes(api, contact):
    ContactFactory()

    [listed] = api.get(CONTACTS).json()["results"]

    assert listed["code"] == contact.code
    assert NOTE not in str(listed)
    assert api.get(at(contact)).json()["questions"][0]["note"] == NOTE


def test_coming_into_a_colleagues_contact_is_recorded_once(api):
    contact = QuestionFactory(note=NOTE).contact

    api.get(at(contact))
    api.get(at(contact))

    assert actions() == ["contact.joined"]


def test_a_closed_contact_is_corrected_with_what_stood_there_kept(api, closed):
    TopicFactory(code="rent")
    body = {"topic": "rent", "base": {"topic": None}}

    corrected = send(api, "PATCH", at(closed, "questions/1/"), body)
    channel = {"channel": "visit", "base": {"channel": "phone"}}
    send(api, "PATCH", at(closed), channel)

    assert corrected.json()["topic"] == "rent"
    assert [correction.changes for correction in closed.corrections.all()] == [
        [{"question": None, "field": "channel", "old": "phone", "new": "visit"}],
        [{"question": 1, "field": "topic", "old": None, "new": "rent"}],
    ]
    assert actions() == ["contact.corrected", "contact.corrected"]


def test_of_two_correctors_the_second_gets_both_versions(api, closed):
    refused = send(api, "PATCH", at(closed), {"language": "ar", "base": {"language": "fi"}})

    assert refused.status_code == 409
    assert refused.json()["versions"] == [{"field": "language", "yours": "ar", "stored": "sv"}]


def test_the_note_of_a_closed_contact_cannot_be_changed(api, closed):
    refused = send(api, "PATCH", at(closed, "questions/1/"), {"note": "", "base": {"note": NOTE}})

    assert refused.status_code == 400
    assert closed.questions.get().note == NOTE


def test_reopened_it_is_mine(api, agent, closed):
    reopened = send(api, "POST", at(closed, "reopen/"), {"reason": "returned"})

    assert reopened.json()["agent"]["id"] == agent.pk
    assert reopened.json()["questions"][0]["note"] == NOTE
    assert send(api, "POST", at(closed, "reopen/"), {"reason": "returned"}).status_code == 409
    assert actions() == ["contact.reopened"]


def test_who_only_leads_corrects_but_does_not_answer(closed, contact):
    lead = Client()
    lead.force_login(UserFactory(roles=["team_lead"]))
    corrected = {"language": "ar", "base": {"language": "sv"}}

    assert send(lead, "PATCH", at(closed), corrected).status_code == 200
    assert send(lead, "POST", CONTACTS, {"channel": "phone"}).status_code == 403
    assert lead.get(at(contact)).status_code == 403
    assert send(lead, "PATCH", at(contact), corrected).status_code == 403


def test_closed_contacts_are_found_by_what_was_registered(api, closed):
    district = DistrictFactory(slug="jarva")
    wanted = QuestionFactory(
        contact=ContactFactory(opened_at=now(), closed_at=now()), district=district
    ).contact

    found = api.get(CONTACTS, {"state": "closed", "district": "jarva"}).json()["results"]

    assert [each["code"] for each in found] == [wanted.code]


def test_newest_first_and_on_where_the_page_ended(api):
    contacts = []
    for seconds in range(3):
        moment = now() - timedelta(seconds=10 - seconds)
        contacts.append(ContactFactory(opened_at=moment, closed_at=moment).code)

    first = api.get(CONTACTS, {"state": "closed", "page_size": 2}).json()
    second = api.get(first["next"]).json()

    codes = [each["code"] for each in first["results"] + second["results"]]
    assert codes == contacts[::-1]


@pytest.mark.parametrize(
    "asked", [{"since": "2026-11-02", "until": "2026-11-01"}, {"until": "0001-01-01"}]
)
def test_days_that_make_no_span_are_refused(api, asked):
    assert api.get(CONTACTS, {"state": "closed"} | asked).status_code == 400


def test_a_list_takes_as_many_queries_however_long(api):
    def listed() -> int:
        contact = ContactFactory(opened_at=now(), closed_at=now())
        QuestionFactory(contact=contact, topic=TopicFactory(), district=DistrictFactory())
        QuestionFactory(contact=contact, number=2, outcome=OutcomeFactory())
        with CaptureQueriesContext(connection) as asked:
            api.get(CONTACTS, {"state": "closed"})
        return len(asked)

    _first, one, *_others, thirty = [listed() for _number in range(30)]

    assert thirty == one


@pytest.mark.parametrize("part", ["", "questions/", "questions/1/", "close/", "reopen/"])
def test_what_is_not_there_is_404(api, part):
    method = "GET" if part in ("", "questions/") else "POST"
    method = "PATCH" if part == "questions/1/" else method

    assert send(api, method, f"{CONTACTS}999999/{part}").status_code == 404


ODD = [None, 5, True, [], {}, {"a": 1}, "\x00", "²", "x" * 6000, "9" * 5000, 10**30, [[]], -1]
FIELDS = ["channel", "language", "interpreter", "topic", "district", "outcome", "note"]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_whatever_somebody_sends_is_no_fault_of_ours(api, contact, closed, odd):
    same = dict.fromkeys(FIELDS, odd)
    bodies = [odd, {"base": odd}, same | {"base": same}, same | {"reason": odd, "base": same}]

    for body, of in product(bodies, [contact, closed]):
        for method, part in (
            ("PATCH", ""),
            ("PATCH", "questions/1/"),
            ("POST", "questions/"),
            ("POST", "reopen/"),
        ):
            assert send(api, method, at(of, part), body).status_code < 500, (method, part, body)
        assert send(api, "POST", CONTACTS, body).status_code < 500


@pytest.mark.parametrize("odd", ["\x00", "²", "x" * 5000, "9" * 5000, "9" * 30, "0001-01-01"])
def test_whatever_somebody_asks_for_is_no_fault_of_ours(api, odd):
    names = [
        "since",
        "until",
        "agent",
        "channel",
        "topic",
        "district",
        "outcome",
        "cursor",
        "state",
    ]

    for name in names:
        answer = api.get(CONTACTS, {"state": "closed"} | {name: odd})
        assert answer.status_code < 500, name
    assert api.get(f"{CONTACTS}{10**30}/").status_code == 404
    assert send(api, "PATCH", f"{CONTACTS}1/questions/{10**30}/").status_code == 404
